/** UTC first: it is what most servers should run on, and not every browser lists it. */
export function allZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')];
}

/** The zones a few typed letters may mean: those with a word that begins so, then those that hold it anywhere. */
export function matchingZones(zones: readonly string[], typed: string): string[] {
  const wanted = letters(typed);
  const rank = (zone: string) => {
    const at = letters(zone).indexOf(wanted);
    if (at < 0) return undefined;
    return at === 0 || zone[at - 1] === '/' || zone[at - 1] === '_' ? 0 : 1;
  };
  const ranked = zones.map((zone) => ({ zone, rank: rank(zone) })).filter((entry) => entry.rank !== undefined);
  return ranked.sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0)).map(({ zone }) => zone);
}

function letters(text: string): string {
  return text.trim().toLowerCase().replaceAll(' ', '_');
}
