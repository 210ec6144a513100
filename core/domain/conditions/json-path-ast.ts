import type { JsonPathQuery } from 'jsonpath-rfc9535/parser';

/** Names for the nodes of the parser's tree, which it exports only as parts of the whole. */
export type Segment = JsonPathQuery['segments'][number];
type SegmentNode = Segment['node'];
type Bracketed = Extract<SegmentNode, { type: 'BracketedSelection' }>;
export type Selector = Bracketed['selectors'][number] | Exclude<SegmentNode, Bracketed>;
export type SliceSelector = Extract<Selector, { type: 'SliceSelector' }>;
export type FilterExpr = Extract<Selector, { type: 'FilterSelector' }>['value'];
export type ComparisonExpr = Extract<FilterExpr, { type: 'ComparisonExpr' }>;
export type Comparable = ComparisonExpr['left'];
export type TestExpr = Extract<FilterExpr, { type: 'TestExpr' }>;
export type FilterQuery = Extract<TestExpr['expression'], { type: 'FilterQuery' }>;
export type FunctionExpr = Extract<TestExpr['expression'], { type: 'FunctionExpr' }>;
export type FunctionArgument = FunctionExpr['arguments'][number];
export type SingularQuery = Extract<Comparable, { type: 'RelSingularQuery' | 'AbsSingularQuery' }>;

/** The selectors of a segment, whether written in brackets or not. */
export function selectorsOf(segment: Segment): readonly Selector[] {
  return segment.node.type === 'BracketedSelection' ? segment.node.selectors : [segment.node];
}

type SingularNode = SingularQuery['segments'][number]['node'];

/**
 * The name or index of a step of a singular query. The parser (1.3.0) wraps the ones in brackets once more than its types
 * say, so both shapes are read.
 */
export function singularStep(node: SingularNode): string | number {
  return 'selector' in node ? (node as unknown as { readonly selector: SingularNode }).selector.value : node.value;
}
