/**
 * What a view returns: a description of elements as plain data, so that views are functions which Node can test.
 * `patch.ts` makes the page look like it. A framework of a hundred kilobytes would do the same; this is two files.
 */
export interface VNode {
  readonly tag: string;
  readonly props: Props;
  readonly children: readonly Child[];
  /** The element it stands for, once it is on the page. */
  element?: unknown;
}

export type Child = VNode | string;
export type Content = Child | number | null | undefined | false | readonly Content[];

/** `key` tells siblings apart, `onmount` gets the new element, `on…` listens, the rest are attributes. */
// biome-ignore lint/suspicious/noExplicitAny: an event's target is whatever the element is
export type Props = Readonly<Record<string, string | number | boolean | null | undefined | ((event: any) => void)>>;

export function h(tag: string, props?: Props | null, ...content: Content[]): VNode {
  return { tag, props: props ?? {}, children: flatten(content) };
}

function flatten(content: readonly Content[]): Child[] {
  return content.flatMap((item): Child[] => {
    if (Array.isArray(item)) return flatten(item);
    if (item === null || item === undefined || item === false) return [];
    return [typeof item === 'number' ? String(item) : (item as Child)];
  });
}

/** All the words in it, in order: what a reader, or a test, gets to see. */
export function textOf(child: Child): string {
  if (typeof child === 'string') return child;
  return child.children.map(textOf).join(' ').replace(/\s+/g, ' ').trim();
}

/** Every node under this one that answers the description. */
export function findAll(child: Child, matches: (node: VNode) => boolean): VNode[] {
  if (typeof child === 'string') return [];
  return [...(matches(child) ? [child] : []), ...child.children.flatMap((inner) => findAll(inner, matches))];
}

/** A view of one object is drawn anew only for a new object: the same node twice is left alone by `patch`. */
export function memoize<T extends object>(view: (value: T) => VNode): (value: T) => VNode {
  const drawn = new WeakMap<T, VNode>();
  return (value) => {
    const known = drawn.get(value);
    if (known) return known;
    const node = view(value);
    drawn.set(value, node);
    return node;
  };
}
