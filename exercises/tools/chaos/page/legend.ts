const BOXES: [className: string, meaning: string][] = [
  ['run', 'a run'],
  ['run broken', 'a run that did not write'],
  ['kill', 'killed, or down'],
  ['pause', 'paused'],
  ['skew', 'wrong clock'],
  ['partition', 'cut off from Redis'],
];

export function legend(): string {
  const boxes = BOXES.map(([className, meaning]) => {
    const hatch = className === 'pause' ? '<rect fill="url(#hatch)" x="1" y="2" width="24" height="12"/>' : '';
    return item(`<rect class="${className}" x="1" y="2" width="24" height="12" rx="2"/>${hatch}`, meaning);
  });
  const lease = item('<rect class="lease" x="1" y="6" width="24" height="4"/>', 'holds the slot');
  const writes = item('<circle class="writes" cx="13" cy="8" r="5"/>', 'writes the report');
  const violation = item(
    '<g class="violation"><circle cx="13" cy="8" r="8"/><path d="M9 4l8 8m0-8l-8 8"/></g>',
    'breaks a rule',
  );
  return `<ul>\n${[...boxes, lease, writes, violation].join('\n')}\n</ul>`;
}

const item = (shape: string, meaning: string) =>
  `<li><svg class="key" width="26" height="16" aria-hidden="true">${shape}</svg>${meaning}</li>`;
