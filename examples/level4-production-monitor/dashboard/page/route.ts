/** Where the reader is, kept behind the `#`: a reload, a bookmark and the back button all lead there. */
export type Route =
  | { readonly view: 'tasks' | 'new' | 'timeline' | 'charts' | 'alerts' | 'nodes' | 'audit' | 'unknown' }
  | { readonly view: 'task' | 'edit' | 'execution'; readonly id: string };

const PLAIN = ['timeline', 'charts', 'alerts', 'nodes', 'audit', 'new'] as const;

export function parseRoute(hash: string): Route {
  const [first = '', second, third] = hash.replace(/^#?\/?/, '').split('/');
  if (first === '') return { view: 'tasks' };
  const id = second === undefined ? undefined : decode(second);
  if (first === 'tasks') {
    if (!id) return { view: 'tasks' };
    return third === 'edit' ? { view: 'edit', id } : { view: 'task', id };
  }
  if (first === 'executions' && id) return { view: 'execution', id };
  const plain = PLAIN.find((view) => view === first);
  return { view: plain ?? 'unknown' };
}

export function hrefOf(route: Route): string {
  if (!('id' in route)) return route.view === 'tasks' ? '#/tasks' : `#/${route.view}`;
  const id = encodeURIComponent(route.id);
  if (route.view === 'execution') return `#/executions/${id}`;
  return route.view === 'edit' ? `#/tasks/${id}/edit` : `#/tasks/${id}`;
}

/** The token in `#token=…`, as the monitor prints it at its start. */
export function tokenIn(hash: string): string | undefined {
  const token = /^#token=(.+)$/.exec(hash)?.[1];
  return token === undefined ? undefined : decode(token);
}

/** An address somebody mistyped may hold a `%` that stands for nothing. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
