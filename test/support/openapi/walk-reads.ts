import type { HttpReply } from '../http-client';
import { faultsOf } from './calls';
import { OPERATIONS, type Operation } from './document';

/** What walking the reads of a running system found. */
export interface WalkedReads {
  /** The paths that were read, as the document writes them. */
  readonly read: readonly string[];
  /** What was not as the document says, with its path. */
  readonly faults: readonly string[];
}

/**
 * Reads everything that a running system has to read, over HTTP: each GET of the document whose ids are known, from the
 * ones given and from the lists on the way.
 * @param known ids by the name of their parameter
 */
export async function walkReads(
  get: (path: string) => Promise<HttpReply>,
  known: Readonly<Record<string, string>>,
): Promise<WalkedReads> {
  const ids = new Map(Object.entries(known));
  const read: string[] = [];
  const faults: string[] = [];
  for (const operation of READS) {
    const path = fill(operation.path, ids);
    if (path === null) continue;
    const reply = await get(path);
    read.push(operation.path);
    faults.push(...faultsIn(operation, reply).map((fault) => `${operation.path}: ${fault}`));
    learn(operation, reply, ids);
  }
  return { read, faults };
}

/** Lists before what is in them. */
const READS = OPERATIONS.filter(({ method }) => method === 'GET').toSorted((a, b) => a.path.length - b.path.length);

function fill(path: string, ids: ReadonlyMap<string, string>): string | null {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return names.every((name) => ids.has(name))
    ? path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids.get(name) ?? '')
    : null;
}

function faultsIn(operation: Operation, { status, headers, text }: HttpReply): readonly string[] {
  if (status !== 200) return [`${status} ${text}`];
  const type = headers['content-type'];
  if (type !== 'application/json') return [`The content type is ${String(type)}.`];
  return faultsOf(operation, { status, body: JSON.parse(text) as unknown });
}

/** The id of the first that is listed, under the name that the path of a single one has for it. */
function learn({ path }: Operation, { status, text }: HttpReply, ids: Map<string, string>): void {
  const single = READS.find(
    (other) => other.path.startsWith(`${path}{`) && !other.path.slice(path.length + 1).includes('{'),
  );
  const [, name] = /\{(\w+)\}\/$/.exec(single?.path ?? '') ?? [];
  if (status !== 200 || name === undefined || ids.has(name)) return;
  const body = JSON.parse(text) as readonly Listed[] | { readonly results: readonly Listed[] };
  const [first] = 'results' in body ? body.results : body;
  const id = first?.unique_id ?? first?.id;
  if (id !== undefined) ids.set(name, id);
}

interface Listed {
  readonly unique_id?: string;
  readonly id?: string;
}
