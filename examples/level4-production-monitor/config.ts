import { hostname } from 'node:os';
import { type Environment, EnvironmentReader, type Variable } from '../shared/environment.ts';
import { DEFAULT_THRESHOLDS, type Thresholds } from './alerts/conditions.ts';

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Names that a request's Host header may carry, besides the address it listens on. */
  readonly allowedHosts: readonly string[];
  readonly tokens: { readonly admin: string | undefined; readonly viewer: string | undefined };
  readonly engine: 'local' | 'bullmq';
  readonly node: string;
  readonly databaseUrl: string | undefined;
  readonly databaseFile: string;
  readonly redisUrl: string | undefined;
  /** Runs at once in this process, with the bullmq engine. */
  readonly concurrency: number;
  readonly samples: boolean;
  readonly requestsPerMinute: number;
  /** Whether the http handler may call addresses inside the network. */
  readonly allowPrivateAddresses: boolean;
  readonly drainMs: number;
  readonly thresholds: Thresholds;
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
  readonly mail: { readonly url: string; readonly from: string; readonly to: readonly string[] } | undefined;
  /** Where traces go, in OTLP over HTTP; none without it. */
  readonly traceUrl: string | undefined;
}

export interface ReadConfig {
  readonly config: Config;
  /** What was set, fit to be printed: secrets are not. */
  readonly shown: Readonly<Record<string, string>>;
  /** Everything that can be set. */
  readonly variables: readonly Variable[];
}

const PREFIXES = ['MONITOR_', 'ALERT_'];

export function readConfig(env: Environment): ReadConfig {
  const read = new EnvironmentReader(env);
  const list = (name: string, meaning: string) =>
    read
      .text(name, meaning)
      ?.split(/[\s,]+/)
      .filter(Boolean) ?? [];
  const webhookUrl = read.url('ALERT_WEBHOOK_URL', 'receives alerts as signed JSON', ['http:', 'https:']);
  const webhookSecret = read.text('ALERT_WEBHOOK_SECRET', 'signs what the webhook receives');
  const mailUrl = read.url('SMTP_URL', 'where letters are handed in', ['smtp:', 'smtps:']);
  const mailTo = list('ALERT_MAIL_TO', 'who gets alerts by mail, separated by commas');
  const mailFrom = read.text('MAIL_FROM', 'sender of alerts by mail', 'monitor@localhost');
  const config: Config = {
    host: read.text('HOST', 'address it listens on', '127.0.0.1'),
    port: read.integer('PORT', 'port it listens on; 0 takes a free one', 8000, { from: 0, to: 65_535 }),
    allowedHosts: list('MONITOR_ALLOWED_HOSTS', 'names a request may be addressed to, separated by commas').map(
      (name) => name.toLowerCase(),
    ),
    tokens: {
      admin: read.text('MONITOR_TOKEN', 'token that may change things'),
      viewer: read.text('MONITOR_VIEWER_TOKEN', 'token that may look'),
    },
    engine: read.oneOf('ENGINE', 'local, or bullmq for many machines', 'local', ['local', 'bullmq']),
    node: read.text('MONITOR_NODE', 'this process in history; unique among those that share a database', hostname()),
    databaseUrl: read.url('DATABASE_URL', 'PostgreSQL; SQLite without it', ['postgres:', 'postgresql:']),
    databaseFile: read.text('MONITOR_FILE', 'the SQLite file', '.clockwork/level4/monitor.db'),
    redisUrl: read.url('REDIS_URL', 'Redis for the bullmq engine', ['redis:', 'rediss:']),
    concurrency: read.integer('MONITOR_CONCURRENCY', 'runs at once in one process, with the bullmq engine', 20, {
      from: 1,
      to: 1_000,
    }),
    samples: read.boolean('MONITOR_SAMPLES', 'whether the sample tasks are set up', true),
    requestsPerMinute: read.integer('MONITOR_RATE_LIMIT', 'requests a minute from one address', 1_200, {
      from: 1,
      to: 1_000_000,
    }),
    allowPrivateAddresses: read.boolean('MONITOR_ALLOW_PRIVATE', 'lets http tasks call private addresses', false),
    drainMs: read.integer('MONITOR_DRAIN_MS', 'how long a stop waits for runs', 10_000, { from: 0, to: 600_000 }),
    thresholds: {
      failures: read.integer('ALERT_FAILURES', 'bad ends in a row that page', DEFAULT_THRESHOLDS.failures, {
        from: 1,
        to: 1_000,
      }),
      stalePeriods: read.integer('ALERT_STALE_PERIODS', 'periods without success', DEFAULT_THRESHOLDS.stalePeriods, {
        from: 1,
        to: 1_000,
      }),
      overrunFactor: read.integer(
        'ALERT_OVERRUN_FACTOR',
        'times the usual duration',
        DEFAULT_THRESHOLDS.overrunFactor,
        {
          from: 2,
          to: 1_000,
        },
      ),
      queueLagMs: read.integer('ALERT_QUEUE_LAG_MS', 'longest wait in a queue', DEFAULT_THRESHOLDS.queueLagMs, {
        from: 1_000,
        to: 86_400_000,
      }),
    },
    webhook: webhookUrl && webhookSecret ? { url: webhookUrl, secret: webhookSecret } : undefined,
    mail: mailUrl && mailTo.length > 0 ? { url: mailUrl, from: mailFrom, to: mailTo } : undefined,
    traceUrl: read.url('OTEL_EXPORTER_OTLP_ENDPOINT', 'where traces go', ['http:', 'https:']),
  };
  if (webhookUrl && !webhookSecret) read.refuse('ALERT_WEBHOOK_SECRET', 'a secret, since ALERT_WEBHOOK_URL is set');
  if (mailUrl && mailTo.length === 0) read.refuse('ALERT_MAIL_TO', 'whom to write to, since SMTP_URL is set');
  if (!mailUrl && mailTo.length > 0) read.refuse('SMTP_URL', 'a mail server, since ALERT_MAIL_TO is set');
  read.finish(PREFIXES);
  return { config: Object.freeze(config), shown: shownOf(read, env), variables: read.variables };
}

function shownOf(read: EnvironmentReader, env: Environment): Record<string, string> {
  const set = read.variables.filter(({ name }) => env[name]);
  return Object.fromEntries(set.map(({ name }) => [name, SECRET.test(name) ? '(set)' : (env[name] ?? '')]));
}

const SECRET = /TOKEN|SECRET|PASSWORD|_URL$|ENDPOINT/;
