import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from '@jest/globals';
import { AlarmBoard } from '../../lib/monitoring/alarm-board';
import { runAtRate } from '../../lib/shared/run-at-rate';
import { STAGE_SETTINGS } from '../../lib/shared/stage';
import { TocsinFunction } from '../../lib/shared/tocsin-function';
import type { FunctionName } from '../../core/contracts/environment';

/** A stack with one function and its schedule, and nothing else. */
function scheduled(name: FunctionName, every: Duration): Stack {
  const stack = new Stack(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'Scheduled');
  const stage = STAGE_SETTINGS.dev;
  const runs = new TocsinFunction(stack, 'Runs', {
    deployment: { stage, alarms: new AlarmBoard(stack, 'Alarms', stage) },
    name,
    description: 'It stands for any function',
    memory: 256,
    timeout: Duration.seconds(30),
    failureMeans: 'Nothing.',
  });
  runAtRate(stack, 'Schedule', { runs, every, description: 'Runs it' });
  return stack;
}

const stack = scheduled('timer', Duration.minutes(1));
const template = Template.fromStack(stack);
const [functionId] = Object.keys(template.findResources('AWS::Lambda::Function'));
const [ruleId] = Object.keys(template.findResources('AWS::Events::Rule'));
const properties = (type: string): readonly unknown[] =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties as unknown);

describe('a function that runs at a rate', () => {
  it.each([
    [Duration.minutes(1), 'rate(1 minute)'],
    [Duration.minutes(5), 'rate(5 minutes)'],
    [Duration.hours(1), 'rate(1 hour)'],
  ])('is run by one rule (%#)', (every, expression) => {
    const rules = Template.fromStack(scheduled('timer', every)).findResources('AWS::Events::Rule');
    expect(Object.values(rules)).toEqual([
      { Type: 'AWS::Events::Rule', Properties: expect.objectContaining({ ScheduleExpression: expression }) },
    ]);
  });

  it('is the one target, and what could not begin is not tried again', () => {
    expect(properties('AWS::Events::Rule')).toEqual([
      expect.objectContaining({
        State: 'ENABLED',
        Targets: [
          {
            Id: 'Target0',
            Arn: { 'Fn::GetAtt': [functionId, 'Arn'] },
            RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
          },
        ],
      }),
    ]);
    expect(properties('AWS::Lambda::EventInvokeConfig')).toEqual([
      expect.objectContaining({
        FunctionName: { Ref: functionId },
        MaximumRetryAttempts: 0,
        MaximumEventAgeInSeconds: 60,
      }),
    ]);
  });

  it('may be invoked by that rule alone, without a role for it', () => {
    expect(properties('AWS::Lambda::Permission')).toEqual([
      {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': [functionId, 'Arn'] },
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': [ruleId, 'Arn'] },
      },
    ]);
    expect(Object.keys(template.findResources('AWS::IAM::Role'))).toHaveLength(1);
  });

  it('leaves nothing to explain to the AwsSolutions pack', () => {
    expect(new AwsSolutionsChecks(stack).validateScope(stack).violations).toEqual([]);
  });
});
