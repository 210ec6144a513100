import { sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signedText, type SubscriptionConfirmation } from '../../../core/domain/sns/subscription-confirmation';

const FIXTURES = join(__dirname, '../../fixtures/sns');
const pem = (name: string): string => readFileSync(join(FIXTURES, name), 'utf8');

/** A certificate made for the tests, with the key that signs below, and one with another key. */
export const SIGNING_CERTIFICATE = pem('signing.pem');
export const SIGNING_KEY = pem('signing-key.pem');
export const OTHER_CERTIFICATE = pem('other.pem');

/** What SNS posts for a subscription, as its developer guide shows it, signed with the fixture's key. */
export function aSubscriptionConfirmation(over: Partial<SubscriptionConfirmation> = {}): SubscriptionConfirmation {
  const topic = 'arn:aws:sns:us-east-1:123456789012:alarms';
  const unsigned: SubscriptionConfirmation = {
    Type: 'SubscriptionConfirmation',
    MessageId: '165545c9-2a5c-472c-8df2-7ff2be2b3b1b',
    Token: '2336412f37f',
    TopicArn: topic,
    Message: `You have chosen to subscribe to the topic ${topic}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    SubscribeURL: `https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topic}&Token=2336412f37f`,
    Timestamp: '2026-11-20T17:04:41.043Z',
    SignatureVersion: '1',
    SigningCertURL: 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem',
    Signature: '',
    ...over,
  };
  const algorithm = unsigned.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1';
  const Signature = sign(algorithm, Buffer.from(signedText(unsigned)), SIGNING_KEY).toString('base64');
  return { ...unsigned, Signature, ...over };
}

/** For tests in which nobody subscribes. */
export const noSubscriptions = (): Promise<never> => Promise.reject(new Error('Nobody subscribes here.'));
