/** A stretch of the expression as it is drawn: a field, the space between two, or what is wrong. */
export interface Stretch {
  readonly text: string;
  /** The field it belongs to, counted from 0; the blanks between fields belong to none. */
  readonly field?: number;
  readonly wrong: boolean;
}

/** From `start` up to `end`, in characters. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Cuts the expression at every blank and at both ends of what is wrong. */
export function stretches(expression: string, wrong?: Span): Stretch[] {
  const cuts = [0, expression.length, ...fieldSpans(expression).flatMap(({ start, end }) => [start, end])];
  if (wrong) cuts.push(wrong.start, wrong.end);
  const points = [...new Set(cuts)].sort((a, b) => a - b);
  return points.slice(1).map((end, index) => {
    const start = points[index] ?? 0;
    const field = fieldAt(expression, start);
    return {
      text: expression.slice(start, end),
      wrong: wrong !== undefined && start >= wrong.start && end <= wrong.end,
      ...(field === undefined ? {} : { field }),
    };
  });
}

export function fieldSpans(expression: string): Span[] {
  return [...expression.matchAll(/\S+/g)].map(({ 0: text, index }) => ({ start: index, end: index + text.length }));
}

/** The field a caret stands in, or touches the end of. */
export function fieldAt(expression: string, caret: number, touching = false): number | undefined {
  const field = fieldSpans(expression).findIndex(
    ({ start, end }) => start <= caret && (touching ? caret <= end : caret < end),
  );
  return field < 0 ? undefined : field;
}

const fieldNames = ['second', 'minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek'];

/** Where a value that was refused stands. All of the expression, if it does not belong to one field. */
export function spanOfError(expression: string, error: { field: string; value: unknown }): Span {
  const spans = fieldSpans(expression);
  const field = spans[fieldNames.indexOf(error.field) - (fieldNames.length - spans.length)];
  if (!field) return { start: 0, end: expression.length };
  const value = String(error.value);
  const items = expression.slice(field.start, field.end).split(',');
  const item = items.indexOf(value);
  if (item < 0 || value === '') return field;
  const start = field.start + items.slice(0, item).join(',').length + (item > 0 ? 1 : 0);
  return { start, end: start + value.length };
}
