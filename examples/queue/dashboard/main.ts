import { randomBytes } from 'node:crypto';
import { systemClock } from '../../scheduler/clock/system-clock.ts';
import { paint } from '../../shared/console.ts';
import { runEntry } from '../../shared/entry.ts';
import { runUntilStopped } from '../../shared/shutdown.ts';
import { openConnection } from '../connection.ts';
import { readDashboardSettings } from '../settings.ts';
import { catalogue } from '../tasks/catalogue.ts';
import { clockTime } from '../times.ts';
import { buildDashboard } from './app.ts';

const clock = systemClock;
const say = (line: string) => console.log(`${clockTime(clock.now())}  ${line}`);

await runEntry(async () => {
  const settings = readDashboardSettings(process.env);
  const token = settings.token ?? randomBytes(18).toString('base64url');
  const { connection, onError, close } = await openConnection(process.env, { clock, say });
  const app = await buildDashboard({
    connection,
    catalogue,
    token,
    clock,
    onError,
    onAlert: ({ queue, kind, state, text }) =>
      say(
        state === 'raised'
          ? paint('red', `ALERT ${kind} ${queue}: ${text}`)
          : paint('green', `over  ${kind} ${queue}: ${text}`),
      ),
  });
  const address = await app.listen({ host: '127.0.0.1', port: settings.port });
  say(`Dashboard at ${address}, figures for Prometheus at ${address}/metrics.`);
  say(settings.token ? 'The token is the one in QUEUE_DASHBOARD_TOKEN.' : `Any user name, password ${token}`);

  await runUntilStopped(async () => {
    await app.close();
    await close();
    say('The dashboard has stopped. Nothing else has.');
  }, 5_000);
});
