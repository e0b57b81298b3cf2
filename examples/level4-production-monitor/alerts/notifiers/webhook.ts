import { createHmac } from 'node:crypto';
import { backoffMs, type Clock, type Random, sleep } from '../../../scheduler/index.ts';
import type { Notifier } from './notifier.ts';

export interface WebhookOptions {
  readonly url: string;
  /** Shared with the receiver, who computes the same signature over the body as it arrived. */
  readonly secret: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly attempts?: number;
}

const TIMEOUT_MS = 5_000;

/**
 * Posts the alert as JSON, signed: `X-Clockwork-Signature: t=<seconds>,v1=<hmac-sha256 of "t.body">`. The time is part
 * of what is signed, so that a receiver can refuse a message that somebody recorded and sends again.
 */
export function webhookNotifier({ url, secret, clock, random, attempts = 5 }: WebhookOptions): Notifier {
  return {
    name: 'webhook',
    async notify(alert, notice) {
      const body = JSON.stringify({ notice, alert });
      for (let attempt = 1; ; attempt++) {
        const problem = await post(url, body, sign(body, secret, clock.now()));
        if (problem === null) return;
        if (!problem.retry || attempt >= attempts) throw new Error(`${new URL(url).origin} ${problem.says}`);
        await sleep(clock, backoffMs({ baseMs: 1_000, capMs: 30_000 }, attempt, random));
      }
    },
  };
}

export function sign(body: string, secret: string, now: number): string {
  const at = Math.floor(now / 1_000);
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
}

/** What was wrong, and whether trying again may help: a receiver that refuses the message will refuse it again. */
async function post(url: string, body: string, signature: string): Promise<{ says: string; retry: boolean } | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-clockwork-signature': signature },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (response.ok) return null;
    const retry = response.status >= 500 || response.status === 429 || response.status === 408;
    return { says: `answered ${response.status}`, retry };
  } catch (error) {
    return { says: `could not be reached: ${(error as Error).message}`, retry: true };
  }
}
