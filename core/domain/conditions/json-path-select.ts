import type { Json } from '../../contracts/json';
import { rawNumberText } from '../json/raw-number';
import { selectorsOf, type Segment, type Selector, type SliceSelector } from './json-path-ast';
import { holdsFilter, type FilterContext } from './json-path-filter';

const WHAT = 'the JSONPath';
/** Steps that looking at one node is worth: it costs about twice what an instruction of a regular expression does. */
const NODE = 2;

/** Applies segments to a node and gives all nodes they select. Counts the nodes looked at. */
export function selectNodes(segments: readonly Segment[], start: Json, context: SelectContext): readonly Json[] {
  let nodes: readonly Json[] = [start];
  for (const segment of segments) {
    const from = segment.type === 'DescendantSegment' ? descendants(nodes, context) : nodes;
    const selectors = selectorsOf(segment);
    const next: Json[] = [];
    for (const node of from) for (const selector of selectors) selectFrom(node, selector, { context, next });
    nodes = next;
  }
  return nodes;
}

export type SelectContext = Omit<FilterContext, 'current' | 'select'>;

/** All nodes below and including `nodes`, parents before children, on a stack of its own: any depth is fine. */
function descendants(nodes: readonly Json[], { budget }: SelectContext): readonly Json[] {
  const found: Json[] = [];
  const open = [...nodes].reverse();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    found.push(node);
    const children = childrenOf(node);
    budget.spend(NODE * (1 + children.length), WHAT);
    for (let at = children.length - 1; at >= 0; at -= 1) open.push(children[at] ?? null);
  }
  return found;
}

function childrenOf(node: Json): readonly Json[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node as readonly Json[];
  return rawNumberText(node) === null ? Object.values(node) : [];
}

interface Target {
  readonly context: SelectContext;
  readonly next: Json[];
}

function selectFrom(node: Json, selector: Selector, { context, next }: Target): void {
  context.budget.spend(NODE, WHAT);
  switch (selector.type) {
    case 'NameSelector':
    case 'MemberNameShorthand':
      if (isObject(node) && Object.hasOwn(node, selector.value)) next.push(node[selector.value] ?? null);
      return;
    case 'IndexSelector':
      if (Array.isArray(node)) pushIf(next, (node as readonly Json[]).at(selector.value));
      return;
    case 'WildcardSelector':
      context.budget.spend(NODE * childrenOf(node).length, WHAT);
      // Not push(...children): an array of 100,000 would end the call stack.
      for (const child of childrenOf(node)) next.push(child);
      return;
    case 'SliceSelector':
      if (Array.isArray(node)) slice(node as readonly Json[], selector, { context, next });
      return;
    case 'FilterSelector':
      for (const current of childrenOf(node)) {
        context.budget.spend(NODE, WHAT);
        if (holdsFilter(selector.value, { ...context, current, select: selectNodes })) next.push(current);
      }
  }
}

function pushIf(next: Json[], value: Json | undefined): void {
  if (value !== undefined) next.push(value);
}

function isObject(node: Json): node is { readonly [key: string]: Json } {
  return typeof node === 'object' && node !== null && !Array.isArray(node) && rawNumberText(node) === null;
}

/** RFC 9535 §2.3.4.2.2. */
function slice(items: readonly Json[], selector: SliceSelector, { context, next }: Target): void {
  const step = selector.step ?? 1;
  const size = items.length;
  const within = (value: number, low: number, high: number): number =>
    Math.min(Math.max(value < 0 ? size + value : value, low), high);
  if (step > 0) {
    const end = within(selector.end ?? size, 0, size);
    for (let at = within(selector.start ?? 0, 0, size); at < end; at += step) take(at);
  } else if (step < 0) {
    const end = selector.end === null ? -1 : within(selector.end, -1, size - 1);
    for (let at = within(selector.start ?? size - 1, -1, size - 1); at > end; at += step) take(at);
  }
  function take(at: number): void {
    context.budget.spend(NODE, WHAT);
    pushIf(next, items[at]);
  }
}
