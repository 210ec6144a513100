import { describe, expect, it } from '@jest/globals';
import type { SnsAnswer } from '../../../../../core/usecases/amazon-sns';
import { createSubscriptionConfirmer } from '../../../../../core/usecases/process/confirm-subscription';
import { aSubscriptionConfirmation, OTHER_CERTIFICATE, SIGNING_CERTIFICATE } from '../../../../support/builders/sns';

const SUBSCRIBE = aSubscriptionConfirmation().SubscribeURL;
const CERTIFICATE = aSubscriptionConfirmation().SigningCertURL;
const OK = { status_code: 200, body: '<ConfirmSubscriptionResponse/>' };

/** Amazon SNS as far as it is needed: what each URL answers, and which were asked. */
function world(answers: Readonly<Record<string, SnsAnswer>> = {}) {
  const asked: string[] = [];
  const known: Readonly<Record<string, SnsAnswer>> = {
    [CERTIFICATE]: { status_code: 200, body: SIGNING_CERTIFICATE },
    [SUBSCRIBE]: OK,
    ...answers,
  };
  const confirm = createSubscriptionConfirmer({
    get: ({ href }) => {
      asked.push(href);
      return Promise.resolve(known[href] ?? { status_code: 404, body: '' });
    },
  });
  return { asked, confirm };
}

describe('confirming a subscription', () => {
  it.each(['1', '2'])('visits the URL that Amazon signed, in version %s', async (SignatureVersion) => {
    const { asked, confirm } = world();
    expect(await confirm(aSubscriptionConfirmation({ SignatureVersion }))).toEqual({
      result: 'confirmed',
      reason: 'The subscription to arn:aws:sns:us-east-1:123456789012:alarms was confirmed.',
    });
    expect(asked).toEqual([CERTIFICATE, SUBSCRIBE]);
  });

  it('fetches a certificate once', async () => {
    const { asked, confirm } = world();
    for (let round = 0; round < 3; round++) await confirm(aSubscriptionConfirmation());
    expect(asked).toEqual([CERTIFICATE, SUBSCRIBE, SUBSCRIBE, SUBSCRIBE]);
  });

  it('keeps certificates of a few regions only, the last ones', async () => {
    const urls = Array.from({ length: 9 }, (_, n) => CERTIFICATE.replace('.pem', `${n}.pem`));
    const { asked, confirm } = world(
      Object.fromEntries(urls.map((url) => [url, { status_code: 200, body: SIGNING_CERTIFICATE }])),
    );
    for (const SigningCertURL of [...urls, urls[8]!, urls[0]!])
      await confirm(aSubscriptionConfirmation({ SigningCertURL }));
    expect(asked.filter((url) => url !== SUBSCRIBE)).toEqual([...urls, urls[0]]);
  });

  it.each([
    ['a certificate from elsewhere', { SigningCertURL: 'https://sns.evil.com/SimpleNotificationService-0.pem' }],
    ['a certificate over http', { SigningCertURL: CERTIFICATE.replace('https', 'http') }],
    ['a certificate that is none of the service', { SigningCertURL: 'https://sns.us-east-1.amazonaws.com/?Action=x' }],
    ['a URL from elsewhere', { SubscribeURL: SUBSCRIBE.replace('amazonaws.com', 'amazonaws.com.evil.com') }],
    ['a URL of this network', { SubscribeURL: 'http://169.254.169.254/latest/meta-data/' }],
    ['a URL that does something else', { SubscribeURL: SUBSCRIBE.replace('ConfirmSubscription', 'DeleteTopic') }],
  ])('asks nobody for %s, and says why', async (_, over) => {
    const { asked, confirm } = world();
    expect(await confirm(aSubscriptionConfirmation(over))).toMatchObject({
      result: 'refused',
      reason: expect.stringMatching(/^The subscription was not confirmed: its S\w+URL .+\.$/),
    });
    expect(asked).toEqual([]);
  });

  it.each([
    ['is not signed by the key of the certificate', { [CERTIFICATE]: { status_code: 200, body: OTHER_CERTIFICATE } }],
    ['has no certificate', { [CERTIFICATE]: { status_code: 403, body: 'AccessDenied' } }],
  ])('does not visit the URL of a message that %s', async (_, answers) => {
    const { asked, confirm } = world(answers);
    expect(await confirm(aSubscriptionConfirmation())).toMatchObject({
      result: 'refused',
      reason: expect.stringContaining('its signature is not that of Amazon SNS'),
    });
    expect(asked).toEqual([CERTIFICATE]);
  });

  it.each([301, 400, 403])('is final when Amazon answers %d', async (status_code) => {
    const { confirm } = world({ [SUBSCRIBE]: { status_code, body: '' } });
    expect(await confirm(aSubscriptionConfirmation())).toEqual({
      result: 'refused',
      reason: `The subscription was not confirmed: Amazon SNS answered ${status_code}.`,
    });
  });

  it.each([
    ['its URL', SUBSCRIBE, 503],
    ['its URL', SUBSCRIBE, 429],
    ['its certificate', CERTIFICATE, 500],
  ])('is tried again when %s (%s) answers %d', async (_, url, status_code) => {
    const { confirm } = world({ [url]: { status_code, body: '' } });
    await expect(confirm(aSubscriptionConfirmation())).rejects.toThrow(`Amazon SNS answered ${status_code}`);
  });
});
