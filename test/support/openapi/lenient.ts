import type { ServedOperation } from './calls';
import type { Mutation } from './mutations';

/** What the document does not allow and the api takes all the same, with the reason. */
interface Lenience {
  /** Of an operation's id and the field's path. */
  readonly of: RegExp;
  /** The types that are taken. */
  readonly types: readonly ReturnType<typeof typeOf>[];
  readonly why: string;
}

const IS_LEFT_OUT = 'Clients write null for what they leave out.';
const LENIENT: readonly Lenience[] = [
  {
    of: /(Transformer\w* |^previewAlerts rules\[0\]\.)(rule_type|stop|position|is_enabled)$/,
    types: ['null'],
    why: IS_LEFT_OUT,
  },
  { of: /^updateRuleset\w* (name|actions)$/, types: ['null'], why: IS_LEFT_OUT },
  { of: /(\.timezone|custom_mapping\.(for_each|parse_json)|\.when)$/, types: ['null'], why: IS_LEFT_OUT },
  { of: /custom_mapping\.enabled$/, types: ['undefined'], why: 'Who writes a mapping wants it: on unless it says no.' },
  {
    of: /(Transformer\w* |^previewAlerts rules\[0\]\.)conditions$/,
    types: ['boolean', 'number', 'string', 'object'],
    why: 'The oldest of three encodings, which is not looked at where one of the newer is sent.',
  },
  {
    of: /(Transformer\w* |^previewAlerts rules\[0\]\.)rule_json$/,
    types: ['object', 'array'],
    why: 'Some clients send the tree itself instead of its text; and the readable tree goes before it.',
  },
  {
    of: /actions\[0\]\.(?!action_type$|value$)|actions\[1\]\.(?!action_type$|escalation_policy$|value$)/,
    types: ['null', 'boolean', 'number', 'string', 'array', 'object'],
    why: 'An action reads the operand of its kind; its other keys are what clients send back as they read it.',
  },
  {
    of: /actions\[0\]\.value$|actions\[1\]\.escalation_policy$/,
    types: ['boolean', 'number'],
    why: 'Operands are texts, and a number or a flag is taken as its text.',
  },
];

function typeOf(value: unknown) {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Whether the api takes a mutation on purpose. */
export function isLenient({ id }: ServedOperation, { path, value }: Mutation): boolean {
  return LENIENT.some(({ of, types }) => of.test(`${id} ${path}`) && types.includes(typeOf(value)));
}
