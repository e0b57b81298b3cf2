import type { DefaultTheme, LocaleSpecificConfig } from 'vitepress';
import { sidebar } from '../../site/sidebar.ts';

export function english(root: string): LocaleSpecificConfig<DefaultTheme.Config> & { label: string } {
  const path = sidebar(root);
  return {
    label: 'English',
    lang: 'en',
    themeConfig: {
      nav: [
        { text: 'Notes', link: path[0]?.items?.[0]?.link ?? '/', activeMatch: '^/notes/' },
        { text: 'Labs', link: '/labs/', activeMatch: '^/labs/' },
        { text: 'Cron explorer', link: '/explore/cron' },
      ],
      sidebar: path,
      outline: { level: 2, label: 'On this page' },
    },
  };
}
