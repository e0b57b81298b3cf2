import { createTransport } from 'nodemailer';

export interface Letter {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  send(letter: Letter): Promise<void>;
}

/** `smtp://user:password@host:port`, or smtps. */
export function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport(url);
  return {
    async send({ to, subject, text }) {
      await transport.sendMail({ from, to: [...to], subject, text });
    },
  };
}

/** Refuses when the first letter is due, naming what is missing: a schedule without letters needs no server. */
export const noMailer: Mailer = {
  async send({ to }) {
    throw new Error(`no letter sent to ${to.join(', ')}: set SMTP_URL, as in smtp://localhost:25`);
  },
};
