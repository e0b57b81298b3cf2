import type { DefaultTheme, LocaleSpecificConfig } from 'vitepress';
import { sidebar } from '../../site/sidebar.ts';

export function english(root: string): LocaleSpecificConfig<DefaultTheme.Config> & { label: string } {
  return {
    label: 'English',
    lang: 'en',
    themeConfig: {
      nav: [
        { text: 'Notes', link: '/notes/overview', activeMatch: '^/notes/' },
        { text: 'Labs', link: '/labs/', activeMatch: '^/labs/' },
        { text: 'Cron explorer', link: '/explore/cron' },
      ],
      sidebar: sidebar(root),
      outline: { level: 2, label: 'On this page' },
    },
  };
}
