import { createServer } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { provideRedis } from '../../../examples/shared/redis/index.ts';
import { openDatabase } from '../../../examples/shared/sql/index.ts';
import { ROOT } from '../grader/catalogue.ts';
import { eventsArrive } from '../watch/save-events.ts';

/** One thing the course needs: what was found, and what follows from it. */
export interface Finding {
  readonly name: string;
  /** `without` means that the course works, with less. */
  readonly state: 'good' | 'without' | 'bad';
  readonly found: string;
}

/** Node's oldest version the course runs on, as package.json says it. */
export function nodeFinding(version: string, range: string): Finding {
  const parts = (text: string) => text.replace(/^\D+/, '').split('.').map(Number);
  const [major = 0, minor = 0] = parts(version);
  const [wantedMajor = 0, wantedMinor = 0] = parts(range);
  const enough = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  const found = enough
    ? `${version}`
    : `${version}, and the course needs ${range}: install a newer one from nodejs.org`;
  return { name: 'Node', state: enough ? 'good' : 'bad', found };
}

export async function portFinding(port: number, use: string): Promise<Finding> {
  const free = await new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
  const found = free ? `free, ${use} will use it` : `taken, ${use} will take the next free one`;
  return { name: `Port ${port}`, state: 'good', found };
}

export async function watchingFinding(): Promise<Finding> {
  const arrive = await eventsArrive(join(ROOT, '.clockwork'));
  const found = arrive
    ? 'changes of files are reported: a verdict follows each save'
    : 'no file events arrive here: press Enter in watch mode after you save';
  return { name: 'File watching', state: arrive ? 'good' : 'without', found };
}

export async function redisFinding(url: string | undefined): Promise<Finding> {
  try {
    const redis = await provideRedis(url ? { url } : {});
    await redis.close();
    return { name: 'Redis', state: redis.kind === 'embedded' ? 'without' : 'good', found: withoutName(redis.describe) };
  } catch (error) {
    return { name: 'Redis', state: 'bad', found: (error as Error).message };
  }
}

export async function sqlFinding(url: string | undefined): Promise<Finding> {
  try {
    const database = await openDatabase<object>({ url });
    try {
      await sql`select 1`.execute(database.db);
      const found =
        database.dialect === 'postgres'
          ? `PostgreSQL at ${database.address}, from DATABASE_URL`
          : 'SQLite, in files of its own';
      return { name: 'SQL', state: 'good', found };
    } finally {
      await database.close();
    }
  } catch (error) {
    return { name: 'SQL', state: 'bad', found: `${url ? 'DATABASE_URL: ' : ''}${(error as Error).message}` };
  }
}

/** The provider's line begins with what stands in the table's first column. */
function withoutName(line: string): string {
  return line.replace(/^Redis: /, '').replace(/\.$/, '');
}
