import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import QuizOption from '../../quiz/QuizOption.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('QuizOption', QuizOption);
  },
} satisfies Theme;
