import { describe, expect, it } from 'vitest';
import { checkHistory, oncePerSlot } from '../../../kit/history/index.ts';
import { renderTimeline } from './render-timeline.ts';

const events = [
  { t: 1_000, node: 'node1', type: 'acquires', slot: 1_000, token: 1 },
  { t: 1_010, node: 'node1', type: 'starts', slot: 1_000 },
  { t: 1_200, node: 'node1', type: 'is paused' },
  { t: 2_500, node: 'node2', type: 'writes', slot: 1_000 },
  { t: 3_000, node: 'node1', type: 'goes on' },
  { t: 3_001, node: 'node1', type: 'writes', slot: 1_000, note: '<script>' },
  { t: 3_400, node: 'redis', type: 'is killed' },
];
const history = { events, complete: true };
const page = renderTimeline({
  seed: 4711,
  strategy: 'lease',
  nodes: ['node1', 'node2'],
  seconds: 5,
  faults: [{ atMs: 1_200, node: 'node1', kind: 'pause', forMs: 1_800 }],
  history,
  verdict: checkHistory(history, [oncePerSlot()]),
});

describe('the timeline page', () => {
  it('gives the verdict and the story that broke the rule', () => {
    expect(page).toContain('<span class="verdict invalid">invalid</span>');
    expect(page).toContain('t=1000 node1 acquires (slot 1000, token 1) · t=2500 node2 writes (slot 1000) · t=3001');
  });

  it('has a lane for every node and for Redis', () => {
    for (const node of ['node1', 'node2', 'redis']) expect(page).toMatch(new RegExp(`class="name"[^>]*>${node}<`));
  });

  it('draws the pause, the run, the good write and the bad one, each saying what it is', () => {
    expect(page).toContain('<title>node1 is paused at 1200 ms</title>');
    expect(page).toContain('<title>node1 starts at 1010 ms, slot 1000</title>');
    expect(page).toMatch(/<circle class="writes"[^>]*><title>node2 writes at 2500 ms/);
    expect(page).toMatch(/<g class="violation"><title>node1 writes at 3001 ms/);
  });

  it('draws a Redis that is down as one fault, not as two', () => {
    expect(page.match(/<title>redis is killed/g)).toHaveLength(1);
  });

  it('needs nothing from anywhere, and takes no text for markup', () => {
    expect(page).not.toMatch(/https?:|src=|<link|<script/);
    expect(page).toContain('&lt;script&gt;');
  });
});
