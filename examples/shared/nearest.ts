/** The few known words closest to what was typed. */
export function nearest(typed: string, known: readonly string[], count = 3): string[] {
  const ranked = [...new Set(known)].map((word) => ({ word, far: distance(typed, word) }));
  return ranked
    .sort((a, b) => a.far - b.far || a.word.localeCompare(b.word))
    .slice(0, count)
    .map(({ word }) => word);
}

/** Levenshtein's: how many letters to add, drop or change. A word that contains what was typed counts as close. */
function distance(typed: string, word: string): number {
  if (word.includes(typed)) return 0.5;
  let row = Array.from({ length: word.length + 1 }, (_, index) => index);
  for (let i = 1; i <= typed.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= word.length; j++) {
      const changed = above[j - 1]! + (typed[i - 1] === word[j - 1] ? 0 : 1);
      row.push(Math.min(changed, above[j]! + 1, row[j - 1]! + 1));
    }
  }
  return row[word.length]!;
}
