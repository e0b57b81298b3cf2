/// <reference lib="dom" />
const KEY = 'clockwork-theme';

/** The reader's choice, else the system's. */
export function applyTheme(): void {
  const chosen = localStorage.getItem(KEY);
  if (chosen) document.documentElement.dataset.theme = chosen;
}

export function toggleTheme(): void {
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  const shown = document.documentElement.dataset.theme ?? system;
  localStorage.setItem(KEY, shown === 'dark' ? 'light' : 'dark');
  applyTheme();
}
