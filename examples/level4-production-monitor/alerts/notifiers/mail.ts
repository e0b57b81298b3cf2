import { createTransport } from 'nodemailer';
import { headline, type Notifier } from './notifier.ts';

/** `smtp://user:password@host:port`. */
export function mailNotifier({ url, from, to }: { url: string; from: string; to: readonly string[] }): Notifier {
  const transport = createTransport(url);
  return {
    name: 'mail',
    async notify(alert, notice) {
      const text = [
        alert.message,
        `Open since ${new Date(alert.openedAt).toISOString()}, seen ${alert.count} times.`,
        ...(alert.closedAt === null ? [] : [`Closed at ${new Date(alert.closedAt).toISOString()}.`]),
      ].join('\n');
      await transport.sendMail({ from, to: [...to], subject: headline(alert, notice), text });
    },
  };
}
