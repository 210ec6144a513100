import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DATA_VERSION } from '../../core/contracts/data-version';
import { KEYS } from '../../core/contracts/keys';
import type { ResourceKind, ResourceTypes } from '../../core/contracts/resource-types';
import { makeAuditEntry, type Written } from '../../core/domain/audit/make-audit-entry';
import { makeIncidentEntry } from '../../core/domain/audit/make-incident-entry';
import { companionsOf, keyOfResource, placeOfKind, type Companion } from '../../core/domain/resource-kinds';
import type { Author, Clock, Held, Resources } from '../../core/usecases/ports';
import { encodeNumber, required } from './encoding/attributes';
import { decodeText } from './encoding/text';
import { encodeAuditEntry } from './items/audit-item';
import { ACCOUNT, DATA_VERSION_ATTRIBUTE } from './items/deployment-item';
import { decodeResource, encodeDocumentItem, encodeResource, stillAs } from './items/resource-item';
import { deleteItem, keyItem, putItem, queryAll, type Condition, type Table } from './table';
import { writeTogether, type Step } from './transaction';

/** Writing of resources into the table. `clock` gives the times of the audit log. */
export function createResources(table: Table, clock: Clock): Resources {
  return resourcesBy({ table, clock, author: null });
}

interface Writer {
  readonly table: Table;
  readonly clock: Clock;
  /** Null: nothing is recorded. */
  readonly author: Author | null;
}

function resourcesBy(writer: Writer): Resources {
  const { table } = writer;
  return {
    claimAccount: (account) => claimAccount(table, account),

    create: (kind, resource, held = []) =>
      writeTogether(table, [
        { put: encodeResource(keyOfResource(kind, resource), resource, 0), if: NEW },
        ...companionSteps([], companionsOf(kind, resource)),
        ...held.map(checkHeld),
        ...auditSteps(writer, kind, { before: null, after: resource }),
      ]),

    replace: (kind, before, after) =>
      writeTogether(table, [
        { put: encodeResource(keyOfResource(kind, before), after, before.version ?? 0), if: stillAs(before) },
        ...companionSteps(companionsOf(kind, before), companionsOf(kind, after)),
        ...auditSteps(writer, kind, { before, after }),
      ]),

    remove: (kind, resource) =>
      writeTogether(table, [
        { remove: keyOfResource(kind, resource), if: stillAs(resource) },
        ...companionSteps(companionsOf(kind, resource), []),
        ...auditSteps(writer, kind, { before: resource, after: null }),
      ]),

    removeAll: (kind, parent) => removeAll(table, kind, parent),

    async noteIncident(written) {
      const { author, clock } = writer;
      if (author === null) return;
      const entry = makeIncidentEntry({ ...author, id: randomUUID(), at: clock() }, written);
      await putItem(table, encodeAuditEntry(entry));
    },

    by: (author) => resourcesBy({ ...writer, author }),
  };
}

const NEW: Condition = { expression: 'attribute_not_exists(pk)' };

/** Writes what belongs to the resource from now on, and deletes what did before. */
function companionSteps(before: readonly Companion[], after: readonly Companion[]): readonly Step[] {
  const known = new Set(before.map(({ key }) => key.pk + key.sk));
  const kept = new Set(after.map(({ key }) => key.pk + key.sk));
  return [
    ...after.map(({ key, document }): Step => {
      const put = encodeDocumentItem(key, document);
      // Another resource's key is never taken over.
      return known.has(key.pk + key.sk) ? { put } : { put, if: NEW };
    }),
    ...before.filter(({ key }) => !kept.has(key.pk + key.sk)).map(({ key }): Step => ({ remove: key })),
  ];
}

function checkHeld({ kind, resource }: Held): Step {
  return { check: keyOfResource(kind, resource), if: stillAs(resource) };
}

function auditSteps<K extends ResourceKind>(
  { clock, author }: Writer,
  kind: K,
  written: Written<ResourceTypes[K]>,
): readonly Step[] {
  if (author === null) return [];
  return [{ put: encodeAuditEntry(makeAuditEntry({ ...author, id: randomUUID(), at: clock() }, kind, written)) }];
}

async function removeAll(table: Table, kind: ResourceKind, parent: string): Promise<void> {
  const { pk, sk } = placeOfKind(kind, parent);
  for (const item of await queryAll(table, pk, sk)) {
    // What was written under a kind's keys is of that kind.
    const resource = decodeResource(item) as ResourceTypes[typeof kind];
    for (const { key } of companionsOf(kind, resource)) await deleteItem(table, key);
    await deleteItem(table, { pk, sk: item['sk']?.S ?? '' });
  }
}

async function claimAccount(table: Table, account: string): Promise<string> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: {
          ...keyItem(KEYS.deployment()),
          [ACCOUNT]: { S: account },
          // What is made from here on has the newest form.
          [DATA_VERSION_ATTRIBUTE]: encodeNumber(DATA_VERSION),
        },
        // Of two first calls at once, one makes the deployment's only account and both go on with that one.
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return account;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException) || error.Item === undefined) throw error;
    return required(error.Item, ACCOUNT, decodeText);
  }
}
