import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Node } from 'constructs';

/** The stages that a deployment can be: `prod` keeps its data at any price, `dev` goes away whole, `local` is one machine. */
export const STAGES = ['prod', 'dev', 'local'] as const;
export type StageName = (typeof STAGES)[number];

/** Everything that differs between stages; whatever is not here is the same everywhere. */
export interface Stage {
  readonly name: StageName;
  /** Data outlives the stack: table and secrets are retained and the table can't be deleted by mistake. */
  readonly keepsData: boolean;
  readonly logRetention: RetentionDays;
  /** Of the whole HTTP API. Beyond it callers get 429 and a monitor retries; below it a flood costs money. */
  readonly throttle: { readonly requestsPerSecond: number; readonly burst: number };
  /**
   * Per integration and per API token, counted by each instance of a function for itself; 0 = no limit. What has to pass
   * are 6,000 alerts a minute of one integration, all at once if need be.
   */
  readonly limits: { readonly alertsPerMinute: number; readonly requestsPerMinute: number };
  /** How many copies of a queue's function may run at once (Lambda takes 2 to 1000). */
  readonly concurrency: { readonly process: number; readonly deliver: number };
  readonly alertRetentionDays: number;
  /** CIDRs that endpoints may have beyond the public addresses, comma-separated; empty = none. */
  readonly endpointAllow: string;
  readonly endpointHttpsOnly: boolean;
  /** Where alarms go by e-mail; without it alarms only show in the CloudWatch console. */
  readonly alarmEmail?: string;
  /** Minutes between two alerts that the deployment sends itself; missing = none. */
  readonly canaryMinutes?: number;
}

const SHARED = {
  throttle: { requestsPerSecond: 1000, burst: 2000 },
  limits: { alertsPerMinute: 12_000, requestsPerMinute: 6000 },
  // 20 × batches of 10 at some 200 ms each is 1,000 alerts a second, what the API lets in (docs/scaling.md); deliver's
  // 100 are for waiting: with endpoints that take their whole 3 seconds still 33 deliveries a second get through.
  concurrency: { process: 20, deliver: 100 },
  alertRetentionDays: 90,
  endpointAllow: '',
  endpointHttpsOnly: true,
} as const;

/** What each stage is. */
export const STAGE_SETTINGS: Readonly<Record<StageName, Stage>> = {
  prod: { ...SHARED, name: 'prod', keepsData: true, logRetention: RetentionDays.THREE_MONTHS },
  dev: { ...SHARED, name: 'dev', keepsData: false, logRetention: RetentionDays.ONE_WEEK },
  local: {
    ...SHARED,
    name: 'local',
    keepsData: false,
    logRetention: RetentionDays.ONE_WEEK,
    // One machine is its own limit, and its owner pays for no request.
    throttle: { requestsPerSecond: 10_000, burst: 5000 },
    limits: { alertsPerMinute: 0, requestsPerMinute: 0 },
    // Each copy is a process of some 60 MB here.
    concurrency: { process: 4, deliver: 16 },
    // Receivers on the same machine are the point of trying it out.
    endpointAllow: '127.0.0.0/8,::1/128',
    endpointHttpsOnly: false,
  },
};

/**
 * Reads the stage from the CDK context: `-c stage=prod|dev|local` (default prod, so that nobody deploys for real without
 * protection by forgetting a flag), `-c alarmEmail=…`, `-c alertsPerMinute=…`
 * and `-c requestsPerMinute=…`, `-c canary=true` and `-c canaryMinutes=…`.
 * @throws Error when the context names no known stage, or no usable address, limit or rate.
 */
export function stageFromContext(node: Node): Stage {
  const name: unknown = node.tryGetContext('stage') ?? 'prod';
  const known = STAGES.find((stage) => stage === name);
  if (known === undefined)
    throw new Error(`Context "stage" must be one of ${STAGES.join(', ')}, not ${JSON.stringify(name)}.`);
  const stage = STAGE_SETTINGS[known];
  const settings: Stage = { ...stage, limits: limitsFromContext(node, stage), ...canaryFromContext(node) };
  const alarmEmail: unknown = node.tryGetContext('alarmEmail');
  if (alarmEmail === undefined) return settings;
  if (typeof alarmEmail !== 'string' || !alarmEmail.includes('@'))
    throw new Error('Context "alarmEmail" must be an e-mail address.');
  return { ...settings, alarmEmail };
}

/** Alarms look at periods of up to an hour, and a canary that is sent less often than that tells too late. */
const LONGEST_CANARY_MINUTES = 60;

function canaryFromContext(node: Node): Pick<Stage, 'canaryMinutes'> {
  const isOn: unknown = node.tryGetContext('canary') ?? false;
  // Words from the command line, values from cdk.json.
  if (!['true', 'false', true, false].some((word) => word === isOn))
    throw new Error(`Context "canary" must be true or false, not ${JSON.stringify(isOn)}.`);
  const given: unknown = node.tryGetContext('canaryMinutes') ?? 1;
  const minutes = Number(given);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > LONGEST_CANARY_MINUTES)
    throw new Error(
      `Context "canaryMinutes" must be a whole number from 1 to ${LONGEST_CANARY_MINUTES}, not ${JSON.stringify(given)}.`,
    );
  return isOn === true || isOn === 'true' ? { canaryMinutes: minutes } : {};
}

function limitsFromContext(node: Node, { limits }: Stage): Stage['limits'] {
  const { alertsPerMinute, requestsPerMinute } = limits;
  return {
    alertsPerMinute: perMinute(node, 'alertsPerMinute') ?? alertsPerMinute,
    requestsPerMinute: perMinute(node, 'requestsPerMinute') ?? requestsPerMinute,
  };
}

function perMinute(node: Node, name: keyof Stage['limits']): number | null {
  const value: unknown = node.tryGetContext(name);
  if (value === undefined) return null;
  // A number in cdk.json, a text on the command line.
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && /^\d{1,7}$/.test(text)) return Number(text);
  throw new Error(`Context "${name}" must be a whole number from 0, not ${JSON.stringify(value)}.`);
}

/** What happens to a stateful resource when its stack is deleted. */
export function removalPolicyOf(stage: Stage): RemovalPolicy {
  return stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
