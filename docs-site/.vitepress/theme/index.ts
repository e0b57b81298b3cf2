import { type Theme, useData } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { h } from 'vue';
import LabVerdict from '../../labs/LabVerdict.vue';
import QuizOption from '../../quiz/QuizOption.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  Layout() {
    const { page } = useData();
    const verdict = () => {
      const readme = page.value.filePath;
      return readme.startsWith('exercises/') ? h(LabVerdict, { key: readme, readme }) : undefined;
    };
    return h(DefaultTheme.Layout, null, { 'doc-footer-before': verdict });
  },
  enhanceApp({ app }) {
    app.component('QuizOption', QuizOption);
  },
} satisfies Theme;
