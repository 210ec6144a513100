import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { until } from '../../support/runner';
import { startToy, take, untilNoted, type ToyRunner } from '../../support/toy-runner';

describe('a function behind a queue', () => {
  let toy: ToyRunner;
  beforeAll(async () => {
    toy = await startToy({ timeoutSeconds: 2, visibilitySeconds: 3, maxReceiveCount: 2 });
  });
  afterAll(() => toy.runner.stop());

  const receivesOf = (id: string) => toy.toy.journal('worker').filter((entry) => entry['id'] === id);
  const done = (id: string) =>
    untilNoted(toy.toy, `${id} done`, (entry) => entry.fn === 'worker-done' && entry['id'] === id);

  it('gets the record that SQS would give it', async () => {
    await toy.post('send', { id: 'plain', text: 'grüße 😀' });
    await done('plain');
    expect(receivesOf('plain')[0]?.['record']).toMatchObject({
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      receiptHandle: expect.any(String),
      body: JSON.stringify({ id: 'plain', text: 'grüße 😀' }),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
      },
      messageAttributes: {},
      md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:Work',
      awsRegion: 'us-east-1',
    });
  });

  it.each(['fail', 'throw', 'invalid', 'hang', 'kill'])(
    'whose message makes it %s gets it again after the visibility timeout, and the dead-letter queue has it in the end',
    async (act) => {
      await toy.post('send', { id: `bad-${act}`, act });
      expect(JSON.parse(await take(toy, 'TOY_DEAD', 40_000))).toEqual({ id: `bad-${act}`, act });
      const receives = receivesOf(`bad-${act}`);
      expect(receives.map((entry) => entry['receives'])).toEqual(['1', '2']);
    },
  );

  it('loses only the messages it names, when it names some', async () => {
    await Promise.all(
      ['mixed-1', 'mixed-2', 'mixed-3'].map((id) =>
        toy.post('send', { id, ...(id === 'mixed-2' ? { act: 'fail' } : {}) }),
      ),
    );
    expect(JSON.parse(await take(toy, 'TOY_DEAD', 40_000))).toMatchObject({ id: 'mixed-2' });
    expect(receivesOf('mixed-1')).toHaveLength(1);
    expect(receivesOf('mixed-3')).toHaveLength(1);
  });

  it('gets the messages of one FIFO group one after the other in order, and groups beside each other', async () => {
    for (const id of ['a1', 'a2', 'b1']) await toy.post('send-fifo', { id, group: id.slice(0, 1), ms: 300 });
    await Promise.all(['a1', 'a2', 'b1'].map(done));
    const at = (fn: string, id: string) => Number(toy.toy.journal(fn).find((entry) => entry['id'] === id)?.at);
    expect(at('worker', 'a2')).toBeGreaterThanOrEqual(at('worker-done', 'a1'));
    expect(at('worker', 'b1')).toBeLessThan(at('worker-done', 'a2'));
    expect(receivesOf('a1')[0]?.['record']).toMatchObject({
      attributes: { MessageGroupId: 'a', MessageDeduplicationId: 'a1' },
    });
  });
});

describe('a batching window', () => {
  it('gathers messages until it closes or the batch is full', async () => {
    // Room for a busy machine: a message that came again would be counted as another.
    const room = { timeoutSeconds: 30, visibilitySeconds: 120 };
    const toy = await startToy({ ...room, queueMapping: { MaximumBatchingWindowInSeconds: 2, BatchSize: 50 } });
    const ids = Array.from({ length: 25 }, (_none, index) => `w${index}`);
    for (const id of ids) await toy.post('send', { id });
    const done = () => new Set(toy.toy.journal('worker-done').map((entry) => entry['id'])).size;
    await until('all of them', () => done() === ids.length);
    const sizes = toy.toy.journal('worker').map((entry) => Number(entry['batch']));
    // More than one receive (10) went into a batch.
    expect(Math.max(...sizes)).toBeGreaterThan(10);
    await toy.runner.stop();
  });
});

describe("a queue mapping's filter", () => {
  it('hands over what matches and deletes the rest', async () => {
    const pattern = JSON.stringify({ body: { kind: ['wanted'] } });
    const toy = await startToy({
      visibilitySeconds: 1,
      queueMapping: { FilterCriteria: { Filters: [{ Pattern: pattern }] } },
    });
    await toy.post('send', { id: 'no', kind: 'unwanted' });
    await toy.post('send', { id: 'yes', kind: 'wanted' });
    await untilNoted(toy.toy, 'the wanted one', (entry) => entry.fn === 'worker-done' && entry['id'] === 'yes');
    expect(toy.toy.journal('worker').map((entry) => entry['id'])).toEqual(['yes']);
    expect(await (await toy.post('take', 'TOY_WORK')).json()).toEqual({ empty: true });
    await toy.runner.stop();
  });
});
