import { describe } from 'vitest';
import { describeControl } from './engine/control.ts';
import { describeLife } from './engine/life.ts';
import { describeOverlap } from './engine/overlap.ts';
import { describeRefusals } from './engine/refusals.ts';
import { describeRuns } from './engine/runs.ts';
import { type EngineUnderTest, setTheStage } from './engine/stage.ts';

/** What every engine must do, however many machines it runs on. An adapter plugs in with a function that makes one. */
export function describeEngine(name: string, make: () => Promise<EngineUnderTest>): void {
  describe(`${name} as an engine`, () => {
    const stage = setTheStage(make);
    for (const part of [describeRuns, describeOverlap, describeControl, describeRefusals, describeLife]) part(stage);
  });
}
