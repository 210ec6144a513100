import { ConditionalCheckFailedException, PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { KEYS, SORT_PREFIX, type Key } from '../../core/contracts/keys';
import type { Integration } from '../../core/contracts/resources';
import type { Resources } from '../../core/usecases/ports';
import { required } from './encoding/attributes';
import { decodeText } from './encoding/text';
import { encodeResource } from './items/resource-item';
import { deleteItem, keyItem, putItem, queryAll, type Table } from './table';

/** Writing of resources into the table. */
export function createResources(table: Table): Resources {
  const put = (key: Key, resource: object): Promise<void> => putItem(table, encodeResource(key, resource));

  return {
    claimAccount: (account) => claimAccount(table, account),
    putAccount: (account) => put(KEYS.account(account.id), account),
    putUser: (user) => put(KEYS.user(user.account, user.username), user),
    putTeam: (team) => put(KEYS.team(team.account, team.id), team),
    putEscalationPolicy: (policy) => put(KEYS.escalationPolicy(policy.team, policy.id), policy),
    putService: (service) => put(KEYS.service(service.team, service.id), service),
    putToken: (token) => put(KEYS.token(token.hash), token),
    putRule: (integration, rule) => put(KEYS.rule(integration, rule.unique_id), rule),
    deleteRule: (integration, rule) => deleteItem(table, KEYS.rule(integration, rule)),
    putMaintenanceWindow: (team, window) => put(KEYS.maintenanceWindow(team, window.unique_id), window),
    deleteMaintenanceWindow: (team, window) => deleteItem(table, KEYS.maintenanceWindow(team, window)),

    // Transactions, which bill double, but for people's rare changes only: an integration whose key leads nowhere, or to
    // what it was, would take or refuse alerts against what its owner sees.
    async putIntegration(integration, entry, previousKey) {
      const items = [
        encodeResource(KEYS.integration(integration.service, integration.id), integration),
        encodeResource(KEYS.integrationKey(entry.integration_key), entry),
      ];
      const puts = items.map((Item) => ({ Put: { TableName: table.name, Item } }));
      const changed = previousKey !== undefined && previousKey !== entry.integration_key;
      const deletes = changed ? [remove(table, KEYS.integrationKey(previousKey))] : [];
      await table.client.send(new TransactWriteItemsCommand({ TransactItems: [...puts, ...deletes] }));
    },

    async deleteIntegration({ service, id, integration_key }: Integration) {
      const keys = [KEYS.integration(service, id), KEYS.integrationKey(integration_key)];
      await table.client.send(new TransactWriteItemsCommand({ TransactItems: keys.map((key) => remove(table, key)) }));
      // After the integration: a rule without one does nothing, and a rule missing from one would change alerts.
      for (const rule of await queryAll(table, KEYS.rule(id, '').pk, SORT_PREFIX.rule)) {
        await deleteItem(table, { pk: rule['pk']?.S ?? '', sk: rule['sk']?.S ?? '' });
      }
    },
  };
}

function remove(table: Table, key: Key) {
  return { Delete: { TableName: table.name, Key: keyItem(key) } };
}

/** `a`: the account's id. */
const ACCOUNT = 'a';

async function claimAccount(table: Table, account: string): Promise<string> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: { ...keyItem(KEYS.deployment()), [ACCOUNT]: { S: account } },
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
