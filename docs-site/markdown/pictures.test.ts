import { expect, test } from 'vitest';
import { inlineSvg } from './pictures.ts';

const drawing = `<?xml version="1.0"?>
<!-- made by hand -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" role="presentation">
  <title>a file name</title>
  <style>.late { fill: red }</style>
  <marker id="arrow"/><path marker-end="url(#arrow)" stroke="currentColor"/><use href="#arrow"/>
  <text>{{ now }}</text>
</svg>`;

const inlined = inlineSvg(drawing, 'two-timers', 'Two timers, "one" late');

test('it is an image with the words of the note', () => {
  expect(inlined).toMatch(
    /<svg [^>]*viewBox="0 0 10 10"[^>]* role="img" aria-label="Two timers, &quot;one&quot; late">/,
  );
  expect(inlined).not.toContain('a file name');
  expect(inlined).not.toContain('presentation');
});

test('it says how wide it was drawn', () => {
  expect(inlined).toContain('style="--drawn: 10px"');
});

test('its ids are its own', () => {
  expect(inlined).toContain('id="two-timers-arrow"');
  expect(inlined).toContain('url(#two-timers-arrow)');
  expect(inlined).toContain('href="#two-timers-arrow"');
});

test('its style rules reach no further than the drawing', () => {
  expect(inlined).toContain('<component is="style">#two-timers { .late { fill: red } }</component>');
});

test('braces in it are text, not code', () => {
  expect(inlined).not.toContain('{{');
});
