import { headline, type Notifier } from './notifier.ts';

export function logNotifier(print: (line: string) => void): Notifier {
  return { name: 'log', notify: async (alert, notice) => print(headline(alert, notice)) };
}
