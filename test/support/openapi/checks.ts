import Ajv from 'ajv/dist/2020';
import { DOCUMENT, type DocumentedSchema } from './document';

/** Formats of the wire (contract §0.5): as it shows them, and no other way that their standards would allow. */
const FORMATS = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/,
  date: /^\d{4}-\d\d-\d\d$/,
  uri: (text: string): boolean => URL.canParse(text),
} as const;

/** What a value has that its schema does not allow, for people; empty when it fits. */
export type Check = (value: unknown) => readonly string[];

type Compile = (schema: DocumentedSchema) => Check;

/** Checks what is sent: keys that the document does not name are ignored. */
export const checkSent: Compile = compiler((schema) => schema);

/** Checks what is answered: an answer has no keys that the document does not name, unless it says so itself. */
export const checkAnswered: Compile = compiler(closed);

function compiler(prepare: (schema: DocumentedSchema) => DocumentedSchema): Compile {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    formats: FORMATS,
  });
  ajv.addVocabulary(['components']);
  ajv.addSchema({ $id: 'document', components: prepare(referring(DOCUMENT.components)) });
  const checks = new Map<string, Check>();
  return (schema) => {
    const key = JSON.stringify(schema);
    const known = checks.get(key) ?? check(ajv, prepare(referring(schema)));
    checks.set(key, known);
    return known;
  };
}

function check(ajv: Ajv, schema: DocumentedSchema): Check {
  const validate = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message = '', params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };
}

/** With references into the document that hold wherever the schema stands. */
function referring(schema: DocumentedSchema): DocumentedSchema {
  return JSON.parse(JSON.stringify(schema), (key: string, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? value.replace(/^#/, 'document#') : value,
  ) as DocumentedSchema;
}

function closed(schema: DocumentedSchema): DocumentedSchema {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) =>
    isOpenObject(value) ? { ...value, additionalProperties: false } : value,
  ) as DocumentedSchema;
}

/** A schema that names properties; a property that is called so would be a schema, which has a type or a reference. */
function isOpenObject(value: unknown): value is DocumentedSchema {
  return (
    typeof value === 'object' &&
    value !== null &&
    'properties' in value &&
    'type' in value &&
    value.type === 'object' &&
    !('additionalProperties' in value)
  );
}
