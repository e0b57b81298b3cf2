import { SpanStatusCode } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { EngineEvent, RunRecord } from '../../scheduler/index.ts';

export interface Tracing {
  onEvent(event: EngineEvent): void;
  /** Sends what is left. */
  close(): Promise<void>;
}

/**
 * A span for every run that has ended, its attempts as events in it, sent in OTLP over HTTP. Spans are written from
 * the record when the run is over: a trace so says what history says, and an attempt that crashed is in it too.
 */
export function openTracing(endpoint: string, node: string): Tracing {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'clockwork-monitor', 'service.instance.id': node }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }))],
  });
  const tracer = provider.getTracer('clockwork');

  const trace = (run: RunRecord) => {
    if (run.startedAt === null || run.finishedAt === null) return;
    const attributes = { 'scheduler.task': run.job, 'scheduler.slot': run.slot, 'scheduler.outcome': run.state };
    const span = tracer.startSpan(`run ${run.job}`, { startTime: run.startedAt, attributes, root: true });
    for (const { attempt, startedAt, durationMs, outcome, error } of run.attempts) {
      span.addEvent(`attempt ${attempt}`, { outcome, durationMs, ...(error && { error: error.message }) }, startedAt);
    }
    if (run.state !== 'success')
      span.setStatus({ code: SpanStatusCode.ERROR, message: run.error?.message ?? run.state });
    span.end(run.finishedAt);
  };

  return {
    onEvent: (event) => {
      if (event.type === 'run-finished') trace(event.run);
    },
    close: () => provider.shutdown(),
  };
}
