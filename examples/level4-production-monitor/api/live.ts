import type { EngineEvent } from '../../scheduler/index.ts';
import type { Monitor } from '../monitor.ts';
import type { EventStream } from './event-stream.ts';
import { viewAlert, viewExecution, viewTask } from './view.ts';

/** Many events about one task within this time are one event: nobody reads faster. */
const GATHER_MS = 100;

/** Turns what the engine does into what the dashboard hears. */
export function goLive(monitor: Monitor, stream: EventStream): () => void {
  const { engine, recent, config, clock, readiness, desk } = monitor;
  const changed = new Set<string>();

  const tellTasks = async () => {
    const names = [...changed];
    changed.clear();
    for (const name of names) {
      const job = await engine.job(name);
      if (job) stream.send('task', viewTask(job, recent, config.thresholds, clock.now()));
    }
  };
  const changedTask = (name: string) => {
    changed.add(name);
    if (changed.size === 1) setTimeout(() => void tellTasks().catch(() => {}), GATHER_MS).unref();
  };

  const unsubscribe = engine.subscribe((event: EngineEvent) => {
    if (event.type === 'job-removed') stream.send('task-removed', { id: event.job });
    else if ('job' in event && event.type !== 'run-logged') changedTask(event.job);
    if (event.type === 'run-logged') {
      const { runId, line } = event;
      stream.send('log', { execution: runId, at: new Date(line.at).toISOString(), message: line.message });
    }
    if ('run' in event) {
      stream.send('execution', viewExecution(event.run));
      changedTask(event.run.job);
    }
  });
  const unready = readiness.subscribe((reason) => stream.send('ready', { ready: reason === null, reason }));
  const alerted = desk.subscribe((alert) => stream.send('alert', viewAlert(alert)));
  return () => {
    unsubscribe();
    alerted();
    unready();
  };
}
