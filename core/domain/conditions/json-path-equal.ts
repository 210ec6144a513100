import type { Json } from '../../contracts/json';
import type { Budget } from '../json/budget';
import { rawNumberText } from '../json/raw-number';

type Value = Json | undefined;

/** Equality of RFC 9535 §2.3.5.2.2: by content, for any depth, counted. Undefined is Nothing and equals only itself. */
export function equalJson(a: Value, b: Value, budget: Budget): boolean {
  const open: [Value, Value][] = [[a, b]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    budget.spend(1, 'comparing values');
    const [x, y] = pair;
    if (x === y) continue;
    if (typeof x !== 'object' || typeof y !== 'object' || x === null || y === null || isNumber(x) || isNumber(y)) {
      if (!equalScalars(x, y)) return false;
    } else if (!pushPairs(x, y, open)) return false;
  }
  return true;
}

function isNumber(value: Json): boolean {
  return rawNumberText(value) !== null;
}

function equalScalars(x: Value, y: Value): boolean {
  const [a, b] = [rawNumberText(x), rawNumberText(y)];
  if (a !== null && b !== null) return a === b;
  if (a !== null) return Number(a) === y;
  return b !== null && Number(b) === x;
}

/** Lines up what is inside two objects or two arrays; false when they can't be equal. */
function pushPairs(x: object, y: object, open: [Value, Value][]): boolean {
  if (Array.isArray(x) !== Array.isArray(y)) return false;
  const keys = Object.keys(x);
  if (keys.length !== Object.keys(y).length) return false;
  for (const key of keys) {
    if (!Object.hasOwn(y, key)) return false;
    open.push([(x as Record<string, Json>)[key], (y as Record<string, Json>)[key]]);
  }
  return true;
}
