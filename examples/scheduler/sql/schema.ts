/** The tables as Kysely sees them. Instants are milliseconds, structured values JSON text: the same in both databases. */
export interface SchedulerSchema {
  scheduler_job: JobRow;
  scheduler_run: RunRow;
}

export interface JobRow {
  name: string;
  definition: string;
  paused: number;
  since: number;
}

export interface RunRow {
  id: string;
  job: string;
  slot: number;
  cause: string;
  state: string;
  attempt: number;
  attempts: string;
  started_at: number | null;
  finished_at: number | null;
  duration_ms: number | null;
  error: string | null;
  result: string | null;
  note: string | null;
  output: string;
  node: string;
  instance: string;
}
