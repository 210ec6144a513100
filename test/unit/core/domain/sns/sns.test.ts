import { describe, expect, it } from '@jest/globals';
import { isSignedBy } from '../../../../../core/domain/sns/sns-signature';
import { checkSnsUrl } from '../../../../../core/domain/sns/sns-url';
import {
  readSubscriptionConfirmation,
  signedText,
  type SubscriptionConfirmation,
} from '../../../../../core/domain/sns/subscription-confirmation';
import { aSubscriptionConfirmation, OTHER_CERTIFICATE, SIGNING_CERTIFICATE } from '../../../../support/builders/sns';

describe('a URL of Amazon SNS', () => {
  it.each([
    'https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription',
    'https://sns.us-gov-west-1.amazonaws.com/x.pem',
    'https://sns.cn-north-1.amazonaws.com.cn/x.pem',
    'https://sns.eu-central-1.amazonaws.com:443/x.pem',
    'https://SNS.EU-CENTRAL-1.amazonaws.com/x.pem',
  ])('is %s', (text) => {
    expect(checkSnsUrl(text)).toMatchObject({ ok: true });
  });

  it.each([
    ['another host', 'https://sns.evil.com/'],
    ['a host that only begins like one', 'https://sns.us-east-1.amazonaws.com.evil.com/'],
    ['a host that only ends like one', 'https://evil-sns.us-east-1.amazonaws.com/'],
    ['another service of Amazon', 'https://s3.us-east-1.amazonaws.com/bucket/x.pem'],
    ['a bucket that is named like it', 'https://sns.us-east-1.s3.amazonaws.com/x.pem'],
    ['a region that is none', 'https://sns.evil.amazonaws.com/'],
    ['no region', 'https://sns.amazonaws.com/'],
    ['a dot at the end', 'https://sns.us-east-1.amazonaws.com./'],
    ['China, but not quite', 'https://sns.cn-north-1.amazonaws.com.cn.evil.cn/'],
    ['http', 'http://sns.us-east-1.amazonaws.com/'],
    ['another scheme', 'file://sns.us-east-1.amazonaws.com/etc/passwd'],
    ['a username', 'https://user@sns.us-east-1.amazonaws.com/'],
    ['a username that looks like the host', 'https://sns.us-east-1.amazonaws.com@evil.com/'],
    ['a password', 'https://:word@sns.us-east-1.amazonaws.com/'],
    ['a port', 'https://sns.us-east-1.amazonaws.com:8443/'],
    ['a backslash', 'https://evil.com\\@sns.us-east-1.amazonaws.com/'],
    ['an address', 'https://169.254.169.254/latest/meta-data/'],
    ['no URL', 'sns.us-east-1.amazonaws.com'],
    ['nothing', ''],
    ['no end', `https://sns.us-east-1.amazonaws.com/${'x'.repeat(2_048)}`],
  ])('has not %s', (_, text) => {
    expect(checkSnsUrl(text)).toMatchObject({ ok: false });
  });
});

describe('a subscription confirmation', () => {
  it('is known by its type, with all fields as texts', () => {
    const body = aSubscriptionConfirmation();
    expect(readSubscriptionConfirmation({ ...body, Extra: 1 })).toEqual(body);
  });

  it.each([
    ['another type', { ...aSubscriptionConfirmation(), Type: 'Notification' }],
    ['the end of a subscription', { ...aSubscriptionConfirmation(), Type: 'UnsubscribeConfirmation' }],
    ['one without a token', { ...aSubscriptionConfirmation(), Token: undefined }],
    ['one whose token is no text', { ...aSubscriptionConfirmation(), Token: 12 }],
    ['an array', [aSubscriptionConfirmation()]],
    ['a text', 'SubscriptionConfirmation'],
    ['null', null],
    ['one that inherits its type', JSON.parse('{"__proto__": {"Type": "SubscriptionConfirmation"}}') as object],
  ])('is not %s', (_, body) => {
    expect(readSubscriptionConfirmation(body as SubscriptionConfirmation)).toBeNull();
  });

  it('signs its fields by name, in byte order', () => {
    const names = signedText(aSubscriptionConfirmation({ Message: 'm' }))
      .split('\n')
      .filter((_, index) => index % 2 === 0);
    expect(names).toEqual(['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type', '']);
  });
});

describe('the signature of a subscription confirmation', () => {
  it.each(['1', '2'])('holds in version %s', (SignatureVersion) => {
    expect(isSignedBy(SIGNING_CERTIFICATE, aSubscriptionConfirmation({ SignatureVersion }))).toBe(true);
  });

  it.each(['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const)(
    'breaks when %s was changed',
    (field) => {
      const signed = aSubscriptionConfirmation();
      expect(isSignedBy(SIGNING_CERTIFICATE, { ...signed, [field]: `${signed[field]} ` })).toBe(false);
    },
  );

  it.each([
    ['another key made it', OTHER_CERTIFICATE, {}],
    ['its certificate is none', 'no certificate', {}],
    ['there is none', SIGNING_CERTIFICATE, { Signature: '' }],
    ['it is no base64', SIGNING_CERTIFICATE, { Signature: '!!!' }],
    ['its version is another than it says', SIGNING_CERTIFICATE, { SignatureVersion: '2' }],
    ['its version is unknown', SIGNING_CERTIFICATE, { SignatureVersion: '3' }],
  ])('does not hold when %s', (_, certificate, over) => {
    expect(isSignedBy(certificate, { ...aSubscriptionConfirmation(), ...over })).toBe(false);
  });
});
