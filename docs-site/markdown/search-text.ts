import type { DefaultTheme } from 'vitepress';

type Render = NonNullable<DefaultTheme.LocalSearchOptions['_render']>;

/** Search wants the words of a page. To colour its code takes longer than all the rest, and words have no colour. */
export const renderForSearch: Render = (source, env, md) => {
  const { highlight } = md.options;
  md.set({ highlight: null });
  try {
    const html = md.render(source, env);
    return env.frontmatter?.search === false ? '' : html;
  } finally {
    md.set({ highlight });
  }
};
