import type { Table } from '../../adapters/dynamodb/table';
import { createAlerts } from '../../adapters/dynamodb/alerts';
import { createDeliveries } from '../../adapters/dynamodb/deliveries';
import { createIntegrationErrors } from '../../adapters/dynamodb/integration-errors';
import { createResources } from '../../adapters/dynamodb/resources';
import type { Incident } from '../../core/contracts/incident';
import { hashToken } from '../../core/domain/api-token';
import { encodeShortUuid } from '../../core/domain/short-uuid';
import { makeElementTraceId, makeTraceId } from '../../core/domain/trace-id';
import { makeDeliveryId } from '../../core/domain/webhook/delivery-id';
import { makeTeamWithDefaults } from '../../core/usecases/api/teams';
import { MAX_ELEMENTS } from '../../core/usecases/process/expand-message';
import { RETENTION_DAYS, times, type AccountPlan } from './account-plan';
import { bufferWrites } from './buffer-writes';
import { fillIncidents } from './fill-incidents';

/** Notes of the newest incident. */
const NOTES = 10;

/** What a filled account is looked at with. */
export interface FilledAccount {
  /** Of the owner; may read everything. */
  readonly token: string;
  readonly newest: Incident;
  /** Trace id of a request that held as many parts of a hundred alerts as the size has details. */
  readonly request: string;
}

/**
 * Fills an empty table with an account, through the repositories: what is there afterwards is what the functions would
 * have written. `signingKey` signs trace ids. `progress` is told how many incidents there are so far.
 */
export async function fillAccount(
  table: Table,
  plan: AccountPlan,
  signingKey: Buffer,
  progress: (incidents: number) => void = () => undefined,
): Promise<FilledAccount> {
  const token = await fillResources(table, plan);
  const newest = await fillIncidents(table, plan, signingKey, progress);
  await fillDetails(table, plan, newest);
  return { token, newest, request: await fillRequest(table, plan, signingKey) };
}

async function fillResources(table: Table, plan: AccountPlan): Promise<string> {
  const { account, owner, size, id, sample } = plan;
  const buffered = bufferWrites(table);
  let now = plan.now - 30 * 86_400_000_000;
  const quiet = createResources(buffered.table, () => now++);
  const audited = quiet.by({ account, username: owner, token: id('token') });
  const created_at = now;
  const person = { first_name: 'Account', last_name: 'Owner', email: 'owner@localhost' };
  await quiet.create('user', { account, username: owner, ...person, created_at });
  await quiet.create('account', { id: account, name: 'Filled', owner, created_at });
  const token = plan.bytes(20, 'token').toString('hex');
  const stored = { id: id('token'), account, name: 'Fill', scope: 'admin', hash: hashToken(token) } as const;
  await quiet.create('token', { ...stored, username: owner, created_at });
  for (const team of [...plan.teams, sample.team]) await makeTeamWithDefaults({ resources: quiet }, team);
  for (const service of [...plan.services, ...sample.services]) await audited.create('service', service);
  for (const integration of [...plan.integrations, ...sample.integrations])
    await quiet.create('integration', integration);
  await quiet.create('integration', sample.endpoint);
  if (size.services === 0) throw new Error('An account without services has no incidents.');
  await buffered.flush();
  return token;
}

/** What lists below one parent show: deliveries of the sample endpoint, errors of an integration, notes of an incident. */
async function fillDetails(table: Table, plan: AccountPlan, newest: Incident): Promise<void> {
  const buffered = bufferWrites(table);
  const { account, owner, size, id, now, sample } = plan;
  const { team, number, unique_id } = newest;
  const resources = createResources(buffered.table, () => now);
  for (const [i, note] of times(NOTES, (n) => `Note ${n}`).entries()) {
    const noteId = encodeShortUuid(BigInt(`0x${id('note', i).replaceAll('-', '')}`));
    const ids = { account, team, incident: unique_id, id: noteId, user: owner };
    await resources.create('incident_note', { ...ids, note, created_at: now + i });
  }
  const errors = createIntegrationErrors(buffered.table);
  const [integration] = sample.integrations;
  for (let i = 0; i < size.details && integration !== undefined; i++) {
    const what = { kind: 'refused', trace_id: null, reason: 'The body is no JSON.', body: 'Disk full' } as const;
    await errors.record({ ...what, id: id('error', i), integration: integration.id, at: now - i * 1_000_000 });
  }
  await buffered.flush();
  await fillDeliveries(table, plan, { incident_number: number, unique_id });
}

/** A request whose alerts have ended; of the rows, those that the first page of its status shows. */
async function fillRequest(table: Table, plan: AccountPlan, signingKey: Buffer): Promise<string> {
  const alerts = createAlerts(table, RETENTION_DAYS);
  const at = plan.now - 60_000_000;
  const traceId = makeTraceId(at, plan.bytes(5, 'request'), signingKey);
  const count = plan.size.details * MAX_ELEMENTS;
  const nothing = { integration: null, alert: null, body: null, explain: [] };
  const outcome = {
    status: 'completed',
    incident: null,
    is_incident_created: false,
    suppressed: false,
    reason: '',
  } as const;
  const row = { ...nothing, account: plan.account, accepted_at: at, outcome };
  for (let from = 0; from < count; from += MAX_ELEMENTS)
    await alerts.notePart(traceId, { from, to: from + MAX_ELEMENTS, all_failed: false }, at);
  for (let i = 0; i < MAX_ELEMENTS; i++) {
    const element = makeElementTraceId({ traceId, acceptedAt: at }, i, signingKey);
    await alerts.store({ ...row, trace_id: element.traceId, fan_out: null });
  }
  await alerts.store({ ...row, trace_id: traceId, fan_out: count });
  return traceId;
}

async function fillDeliveries(
  table: Table,
  { account, now, sample: { endpoint }, size }: AccountPlan,
  incident: { readonly incident_number: number; readonly unique_id: string },
): Promise<void> {
  const deliveries = createDeliveries(table, RETENTION_DAYS);
  const ids = { account, service: endpoint.service, integration: endpoint.id, incident };
  for (let i = 0; i < size.details; i++) {
    const sequence = i + 1;
    const transition_at = now - (size.details - i) * 1_000_000;
    const what = { integration: endpoint.id, incident: incident.unique_id, sequence, transition_at };
    const body = JSON.stringify({ payload: { event_type: 'triggered', incident } });
    const message = {
      v: 1,
      ...ids,
      id: makeDeliveryId(what),
      type: 'triggered',
      sequence,
      transition_at,
      body,
    } as const;
    const attempt = { number: 1, at: transition_at, duration_ms: 20, status_code: 200, error: null, response: 'ok' };
    await deliveries.record(message, attempt, { status: 'delivered', next_attempt_at: null, reason: null });
  }
}
