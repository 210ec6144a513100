import type { FieldError } from '../../contracts/json';
import type { CustomMapping, MappingBlock, MappingSet } from '../../contracts/schemas/custom-mapping';
import { parseCondition } from '../conditions/parse-condition';
import { parsePath } from '../json/path';
import { checkSet } from './parse-set';
import type { TemplateRoot } from './template';

export type MappingParseResult =
  | { readonly ok: true; readonly mapping: CustomMapping }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

const MAX_BLOCKS = 100;
type Fields = Readonly<Record<string, unknown>>;

/**
 * Checks a custom mapping as it came from outside (own-routes, "Configuration of an integration") and gives it back with
 * its conditions normalised, or every problem with its path, e.g. `custom_mapping.blocks[1].set.message`.
 */
export function parseCustomMapping(input: unknown, path = 'custom_mapping'): MappingParseResult {
  const errors: FieldError[] = [];
  if (!isObject(input)) return { ok: false, errors: [{ path, message: 'an object is expected' }] };
  for (const key of Object.keys(input))
    if (!['enabled', 'for_each', 'parse_json', 'blocks'].includes(key))
      errors.push({ path: `${path}.${key}`, message: 'unknown key' });
  const { enabled = true, for_each: forEach = null, parse_json: texts = null, blocks } = input;
  if (typeof enabled !== 'boolean') errors.push({ path: `${path}.enabled`, message: 'true or false is expected' });
  const each = checkForEach(forEach, `${path}.for_each`, errors);
  const jsonTexts = checkJsonTexts(texts, `${path}.parse_json`, errors);
  const parsed = parseBlocks(blocks, { path: `${path}.blocks`, each: each !== null, errors });
  if (errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    mapping: {
      enabled: enabled === true,
      ...(each === null ? {} : { for_each: each }),
      ...(jsonTexts.length === 0 ? {} : { parse_json: jsonTexts }),
      blocks: parsed,
    },
  };
}

function isObject(input: unknown): input is Fields {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

const MAX_JSON_TEXTS = 5;

function checkJsonTexts(input: unknown, path: string, errors: FieldError[]): readonly string[] {
  if (input === null) return [];
  if (!Array.isArray(input) || input.length > MAX_JSON_TEXTS) {
    errors.push({ path, message: `a list of at most ${MAX_JSON_TEXTS} paths is expected` });
    return [];
  }
  return (input as readonly unknown[]).flatMap((text, index) => {
    const parsed = parsePath(typeof text === 'string' ? barePath(text) : '');
    if (parsed.ok && parsed.path.root === 'payload') return [parsed.path.text];
    errors.push({ path: `${path}[${index}]`, message: 'the path of a text, such as payload.Message, is expected' });
    return [];
  });
}

/** A path of the body; braces around it are what people copy from an expression, so they are taken off. */
function checkForEach(input: unknown, path: string, errors: FieldError[]): string | null {
  if (input === null || input === '') return null;
  const text = typeof input === 'string' ? barePath(input) : '';
  const parsed = parsePath(text);
  if (!parsed.ok || parsed.path.root !== 'payload') {
    errors.push({
      path,
      message: parsed.ok || text === '' ? 'the path of an array, such as payload.alerts, is expected' : parsed.message,
    });
    return null;
  }
  return text;
}

/** A path with the braces taken off that people copy along with it. */
export function barePath(text: string): string {
  return /^\s*\{\{(.*)\}\}\s*$/s.exec(text)?.[1]?.trim() ?? text.trim();
}

interface BlockContext {
  readonly path: string;
  readonly each: boolean;
  readonly errors: FieldError[];
}

function parseBlocks(input: unknown, context: BlockContext): readonly MappingBlock[] {
  const { path, errors } = context;
  if (!Array.isArray(input) || input.length === 0 || input.length > MAX_BLOCKS) {
    errors.push({ path, message: `a list of 1 to ${MAX_BLOCKS} blocks is expected` });
    return [];
  }
  const blocks = (input as readonly unknown[]).flatMap((block, index) =>
    parseBlock(block, { ...context, path: `${path}[${index}]` }),
  );
  // Without one no alert could ever be made (contract §2.6: message is always required).
  if (errors.length === 0 && !blocks.some(({ set }) => set.message !== undefined)) {
    errors.push({ path, message: 'message is required: at least one block must set it' });
  }
  return blocks;
}

function parseBlock(input: unknown, { path, each, errors }: BlockContext): readonly MappingBlock[] {
  if (!isObject(input)) {
    errors.push({ path, message: 'a block is an object with set, and when if it has a condition' });
    return [];
  }
  for (const key of Object.keys(input))
    if (key !== 'set' && key !== 'when') errors.push({ path: `${path}.${key}`, message: 'unknown key' });
  const roots: readonly TemplateRoot[] = each ? ['payload', 'item'] : ['payload'];
  const set = input['set'];
  errors.push(...checkSet(set, { path: `${path}.set`, roots }));
  const when = input['when'];
  if (when === undefined || when === null) return [{ set: set as MappingSet }];
  const condition = parseCondition(when, `${path}.when`, each ? 'mapping_each' : 'mapping');
  if (!condition.ok) {
    errors.push(...condition.errors);
    return [];
  }
  return [{ when: condition.condition, set: set as MappingSet }];
}
