/// <reference lib="dom" />
import type { Child, Props } from './h.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** These live in properties: the attribute is only where they started. */
const PROPERTIES = new Set(['value', 'checked', 'indeterminate']);

/** Makes the children of `parent` look like `after`, and touches nothing that looks so already: focus and selection stay. */
export function patchChildren(parent: Element, before: readonly Child[], after: readonly Child[]): void {
  const names = namesOf(before);
  const old = new Map(before.map((child, at) => [names[at]!, { child, node: nodeOf(parent, child, at) }]));
  const nodes = namesOf(after).map((name, at) => {
    const child = after[at]!;
    const match = old.get(name);
    old.delete(name);
    return match ? patch(match.node, match.child, child) : create(parent, child);
  });
  for (const { node } of old.values()) remove(node);
  nodes.forEach((node, at) => {
    const there = parent.childNodes[at];
    if (there !== node) parent.insertBefore(node, there ?? null);
  });
}

/** What makes a child the same as one before: its key, or else being the same of its kind, the third paragraph say. */
function namesOf(children: readonly Child[]): string[] {
  const seen = new Map<string, number>();
  return children.map((child) => {
    const name = typeof child === 'string' ? 'text' : `${child.tag} ${child.props.key ?? ''}`;
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return `${name} ${count}`;
  });
}

function nodeOf(parent: Element, child: Child, at: number): Node {
  return typeof child === 'string' ? parent.childNodes[at]! : (child.element as Element);
}

function patch(node: Node, before: Child, after: Child): Node {
  if (before === after) return node;
  if (typeof after === 'string' || typeof before === 'string') {
    node.nodeValue = after as string;
    return node;
  }
  const element = node as Element;
  after.element = element;
  patchChildren(element, before.children, after.children);
  setProps(element, before.props, after.props);
  return element;
}

function create(parent: Element, child: Child): Node {
  if (typeof child === 'string') return document.createTextNode(child);
  const inSvg = child.tag === 'svg' || parent.namespaceURI === SVG;
  const element = inSvg ? document.createElementNS(SVG, child.tag) : document.createElement(child.tag);
  child.element = element;
  for (const inner of child.children) element.append(create(element, inner));
  setProps(element, {}, child.props);
  const { onmount } = child.props;
  if (typeof onmount === 'function') queueMicrotask(() => onmount(element as never));
  return element;
}

/** A dialog is closed before it goes, which gives the focus back to where it was. */
function remove(node: Node): void {
  if (node instanceof HTMLDialogElement) node.close();
  (node as ChildNode).remove();
}

function setProps(element: Element, before: Props, after: Props): void {
  for (const name of Object.keys(before)) if (!(name in after)) set(element, name, undefined);
  for (const [name, value] of Object.entries(after)) {
    if (PROPERTIES.has(name) || before[name] !== value) set(element, name, value);
  }
}

function set(element: Element, name: string, value: Props[string]): void {
  if (name === 'key' || name === 'onmount') return;
  const target = element as unknown as Record<string, unknown>;
  if (name.startsWith('on')) target[name] = value ?? null;
  else if (PROPERTIES.has(name)) {
    if (target[name] !== value) target[name] = value ?? '';
  } else if (value === null || value === undefined || (value === false && !name.startsWith('aria-'))) {
    element.removeAttribute(name);
  } else element.setAttribute(name, value === true && !name.startsWith('aria-') ? '' : String(value));
}
