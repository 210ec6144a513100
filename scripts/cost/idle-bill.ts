import type { BillLine } from './bill';
import { PRICES } from './prices';

/** A resource of the template, as far as the bill of an idle month looks at it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

const SECONDS_OF_A_MONTH = 30 * 24 * 3_600;
/** Lambda polls an idle queue with five long polls of 20 seconds at once (AWS Lambda's documentation of SQS triggers). */
const POLLS_PER_MONTH = (5 * SECONDS_OF_A_MONTH) / 20;

/** Counts that the function ledger reads when nothing came in (`core/usecases/check-ledger`). */
const METRICS_OF_A_CHECK = 2;
const MINUTES = { minute: 1, hour: 60, day: 1_440 } as const;

/**
 * What a month costs in which nothing happens: what is there is billed, and queues are asked whether they have something.
 * Streams are polled free of charge by Lambda, storage of an empty table is nothing, and the functions' own metrics are
 * billed only while they are made.
 * @param resources of the template, by their logical ids.
 */
export function makeIdleBill(resources: Readonly<Record<string, TemplateResource>>): readonly BillLine[] {
  const all = Object.values(resources);
  const count = (type: string): number => all.filter(({ Type }) => Type === type).length;
  const polled = all.flatMap((resource) => polledQueue(resource, resources));
  const polls = (fifo: boolean): number => polled.filter((queue) => isFifo(queue) === fifo).length * POLLS_PER_MONTH;
  const line = (what: string, quantity: number, price: number): BillLine => ({
    what,
    quantity,
    dollars: quantity * price,
  });
  return [
    line('Secrets Manager, secrets', count('AWS::SecretsManager::Secret'), PRICES.secretMonth),
    line(
      'CloudWatch, alarms',
      all.reduce((sum, resource) => sum + metricsOfAlarm(resource), 0),
      PRICES.alarmMonth,
    ),
    line('CloudWatch, metrics read', checksPerMonth(all) * METRICS_OF_A_CHECK, PRICES.metricRead),
    line('SQS standard, empty polls', polls(false), PRICES.standardRequest),
    line('SQS FIFO, empty polls', polls(true), PRICES.fifoRequest),
  ];
}

/** The queue that an event source mapping polls; none for a mapping of the stream. */
function polledQueue(
  { Type, Properties }: TemplateResource,
  resources: Readonly<Record<string, TemplateResource>>,
): readonly TemplateResource[] {
  if (Type !== 'AWS::Lambda::EventSourceMapping') return [];
  const source = Properties?.['EventSourceArn'] as { readonly 'Fn::GetAtt'?: readonly [string, string] };
  const found = resources[source['Fn::GetAtt']?.[0] ?? ''];
  return found?.Type === 'AWS::SQS::Queue' ? [found] : [];
}

/** An alarm is billed by the metrics that it looks at. */
function metricsOfAlarm({ Type, Properties }: TemplateResource): number {
  if (Type !== 'AWS::CloudWatch::Alarm') return 0;
  const metrics = (Properties?.['Metrics'] ?? []) as readonly { readonly MetricStat?: unknown }[];
  return Math.max(1, metrics.filter(({ MetricStat }) => MetricStat !== undefined).length);
}

/** How often the ledger is looked at; running its function costs less than a cent. */
function checksPerMonth(all: readonly TemplateResource[]): number {
  const rule = all.find(({ Type, Properties }) => Type === 'AWS::Events::Rule' && isOfLedger(Properties));
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(String(rule?.Properties?.['ScheduleExpression']));
  if (rate === null) return 0;
  return SECONDS_OF_A_MONTH / (60 * Number(rate[1]) * MINUTES[rate[2] as keyof typeof MINUTES]);
}

function isOfLedger(properties: TemplateResource['Properties']): boolean {
  return JSON.stringify(properties?.['Targets'] ?? []).includes('LedgerFunction');
}

function isFifo({ Properties }: TemplateResource): boolean {
  return Properties?.['FifoQueue'] === true;
}
