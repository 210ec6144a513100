import { describe, expect, it } from '@jest/globals';
import { totalOf } from '../../../../scripts/cost/bill';
import { makeIdleBill, type TemplateResource } from '../../../../scripts/cost/idle-bill';

const mappingOf = (id: string): TemplateResource => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { EventSourceArn: { 'Fn::GetAtt': [id, 'Arn'] } },
});

describe('the bill of a month without alerts', () => {
  it('counts what is there, and asks each polled queue at its own price', () => {
    const bill = makeIdleBill({
      Secret: { Type: 'AWS::SecretsManager::Secret' },
      Alarm: { Type: 'AWS::CloudWatch::Alarm' },
      Other: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: { Metrics: [{ Expression: 'a + b' }, { MetricStat: {} }, { MetricStat: {} }] },
      },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          ScheduleExpression: 'rate(1 hour)',
          Targets: [{ Arn: { 'Fn::GetAtt': ['LedgerFunction1A', 'Arn'] } }],
        },
      },
      Another: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 minute)', Targets: [] } },
      Queue: { Type: 'AWS::SQS::Queue' },
      Fifo: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
      Idle: { Type: 'AWS::SQS::Queue' },
      Table: { Type: 'AWS::DynamoDB::GlobalTable' },
      ToQueue: mappingOf('Queue'),
      ToFifo: mappingOf('Fifo'),
      ToStream: mappingOf('Table'),
    });
    // Two metrics in one of the alarms; two counts of the ledger an hour.
    expect(bill.map(({ quantity }) => quantity)).toEqual([1, 3, 1_440, 648_000, 648_000]);
    expect(totalOf(bill)).toBeCloseTo(0.4 + 0.3 + 0.0144 + 0.648 * 0.4 + 0.648 * 0.5);
  });
});
