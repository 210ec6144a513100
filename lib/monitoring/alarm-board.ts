import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Stage } from '../shared/stage';

/** One alarm. `name` is also the heading of its section in docs/operator-runbook.md. */
export interface AlarmProps {
  readonly name: string;
  /** What it means to users, in a sentence or two: the first thing a woken operator reads. */
  readonly means: string;
  readonly metric: IMetric;
  /** The alarm rings when the metric is above this … */
  readonly above: number;
  /** … in this many periods out of the same number. */
  readonly periods?: number;
  /** The alarm rings when the metric is missing, too. */
  readonly missing?: 'rings';
}

/**
 * Where every alarm of the stack is hung up: it gives them their names, says where the runbook is, and tells the one
 * topic, if the deployment has an address for it.
 */
export class AlarmBoard extends Construct {
  private readonly stage: Stage;
  private readonly topic: Topic | undefined;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.stage = stage;
    this.topic = stage.alarmEmail === undefined ? undefined : this.topicTo(stage.alarmEmail);
  }

  /** Makes an alarm below `scope`, so that it stands beside the resource that fails. */
  add(scope: Construct, id: string, props: AlarmProps): Alarm {
    // Alarm names are unique per account and region: other stages in the same account carry theirs in front.
    const prefix = this.stage.name === 'prod' ? '' : `${this.stage.name}: `;
    const alarm = new Alarm(scope, id, {
      alarmName: `${prefix}${props.name}`,
      alarmDescription: `${props.means} What to do: docs/operator-runbook.md, "${props.name}".`,
      metric: props.metric,
      threshold: props.above,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      // These metrics are absent, not zero, when nothing happens; nothing happening is fine, for nearly all of them.
      treatMissingData: props.missing === 'rings' ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    if (this.topic) alarm.addAlarmAction(new SnsAction(this.topic));
    return alarm;
  }

  private topicTo(address: string): Topic {
    const topic = new Topic(this, 'Topic', { enforceSSL: true, displayName: `Tocsin ${this.stage.name}` });
    // A topic with a policy of its own loses the default one that lets the account's alarms publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    topic.addSubscription(new EmailSubscription(address));
    return topic;
  }
}

/** The period of all alarms: long enough to be free of single hiccups, short enough to be told within minutes. */
export const ALARM_PERIOD = Duration.minutes(5);
