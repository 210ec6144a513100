import { type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ENV, type FunctionName } from '../../core/contracts/environment';
import { ALARM_PERIOD } from '../monitoring/alarm-board';
import { bundledCode } from './bundled-code';
import type { Deployment } from './deployment';

export interface TocsinFunctionProps {
  readonly deployment: Deployment;
  readonly name: FunctionName;
  /** What it is for, as the console of Lambda shows it. */
  readonly description: string;
  /** MB; CPU comes in proportion (1,769 MB = one core), so it is also the speed of a cold start. */
  readonly memory: number;
  readonly timeout: Duration;
  /** What it means to users when it throws; the first sentence of its alarm. */
  readonly failureMeans: string;
  /**
   * It runs seldom, on a queue that keeps what it could not take: no alarm of its own when it is throttled. What uses the
   * account's concurrency up is told by the alarms of the others, and an alarm costs ten cents a month.
   */
  readonly seldom?: true;
  /** Names from {@link ENV} only; never a secret's value. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A statement of a function's role. */
export interface Allowed {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, unknown>>;
}

/**
 * One function of DESIGN §2: Node 24 on arm64 (a fifth cheaper than x86 for the same work), a role that may write its own
 * log and nothing else until something grants more, its own log group with an end, and its alarms.
 */
export class TocsinFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly timeout: Duration;
  private readonly role: Role;

  constructor(scope: Construct, id: string, props: TocsinFunctionProps) {
    super(scope, id);
    const { stage } = props.deployment;
    this.timeout = props.timeout;
    // Not retained: what a log says of alerts should not outlive the deployment that took them.
    const logGroup = new LogGroup(this, 'Log', { retention: stage.logRetention, removalPolicy: RemovalPolicy.DESTROY });
    // A role of our own instead of CDK's: that one gets AWSLambdaBasicExecutionRole, which may write to every log.
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    this.lambda = new LambdaFunction(this, 'Function', {
      description: props.description,
      code: bundledCode(props.name),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memory,
      timeout: props.timeout,
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // Drops the START, END and REPORT lines of every call: they are half of the bytes logged, and metrics have them.
      systemLogLevelV2: SystemLogLevel.WARN,
      environment: {
        [ENV.stage]: stage.name,
        POWERTOOLS_SERVICE_NAME: props.name,
        POWERTOOLS_METRICS_NAMESPACE: 'Tocsin',
        ...props.environment,
      },
    });
    this.addAlarms(props);
  }

  /** Adds to what the function may do. Least privilege is a test: test/infra/roles.test.ts lists every statement. */
  allow({ actions, resources, conditions }: Allowed): void {
    this.role.addToPolicy(
      new PolicyStatement({ actions: [...actions], resources: [...resources], ...(conditions && { conditions }) }),
    );
  }

  /** Adds an action that knows no resources, so that it is allowed for all or for none. `because` is for who audits it. */
  allowEverywhere(action: string, because: string): void {
    this.allow({ actions: [action], resources: ['*'] });
    Validations.of(this.role.node.findChild('DefaultPolicy')).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: because,
    });
  }

  private addAlarms({ deployment, name, failureMeans, seldom }: TocsinFunctionProps): void {
    deployment.alarms.add(this, 'Errors', {
      name: `Function ${name} fails`,
      means: failureMeans,
      metric: this.lambda.metricErrors({ period: ALARM_PERIOD, statistic: 'Sum' }),
      above: 0,
    });
    if (seldom === true) return;
    deployment.alarms.add(this, 'Throttles', {
      name: `Function ${name} is throttled`,
      means: `The account's concurrency is used up, so ${name} is refused to run. ${failureMeans}`,
      metric: this.lambda.metricThrottles({ period: ALARM_PERIOD, statistic: 'Sum' }),
      above: 0,
      // A short burst is retried by whoever called; a quarter of an hour is a limit that is too low.
      periods: 3,
    });
  }
}
