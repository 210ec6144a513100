import { isSignedBy } from '../../domain/sns/sns-signature';
import { checkSnsUrl } from '../../domain/sns/sns-url';
import type { SubscriptionConfirmation } from '../../domain/sns/subscription-confirmation';
import type { AmazonSns, SnsAnswer } from '../amazon-sns';

/** How it ended, with a sentence for people. `refused` is final: the same confirmation would be refused again. */
export type Confirmation = { readonly result: 'confirmed' | 'refused'; readonly reason: string };

/** A handful of regions' certificates; each is replaced by Amazon now and then, under a new name. */
const CACHED_CERTIFICATES = 8;

/** SNS names its certificates so; nothing else on its hosts is one. */
const CERTIFICATE_PATH = /^\/SimpleNotificationService-[0-9a-zA-Z]+\.pem$/;

/**
 * Makes the function that answers Amazon SNS when somebody subscribed an integration's URL to a topic. Nothing is fetched
 * but from Amazon's own SNS hosts, and the subscription is only confirmed for a message that Amazon signed: whoever knows
 * an integration's URL can not make us call anything else. Confirming twice changes nothing.
 *
 * The function throws when SNS could not be asked: the message has to be tried again.
 */
export function createSubscriptionConfirmer(
  sns: AmazonSns,
): (confirmation: SubscriptionConfirmation) => Promise<Confirmation> {
  const certificates = new Map<string, string>();

  const certificateAt = async (url: URL): Promise<string | null> => {
    const known = certificates.get(url.href);
    if (known !== undefined) return known;
    const { status_code, body } = passing(await sns.get(url));
    if (status_code !== 200) return null;
    const [oldest] = certificates.keys();
    if (certificates.size >= CACHED_CERTIFICATES && oldest !== undefined) certificates.delete(oldest);
    certificates.set(url.href, body);
    return body;
  };

  return async (confirmation) => {
    const certificateUrl = checkSnsUrl(confirmation.SigningCertURL);
    if (!certificateUrl.ok) return refused(`its SigningCertURL ${certificateUrl.reason}`);
    if (!CERTIFICATE_PATH.test(certificateUrl.url.pathname)) return refused('its SigningCertURL names no certificate');
    const subscribeUrl = checkSnsUrl(confirmation.SubscribeURL);
    if (!subscribeUrl.ok) return refused(`its SubscribeURL ${subscribeUrl.reason}`);
    if (subscribeUrl.url.searchParams.get('Action') !== 'ConfirmSubscription')
      return refused('its SubscribeURL confirms no subscription');

    const certificate = await certificateAt(certificateUrl.url);
    if (certificate === null || !isSignedBy(certificate, confirmation))
      return refused('its signature is not that of Amazon SNS');
    const { status_code } = passing(await sns.get(subscribeUrl.url));
    // Redirects are not followed: SNS makes none. A token is good for two days, then SNS answers with 4xx.
    if (status_code !== 200) return refused(`Amazon SNS answered ${status_code}`);
    return { result: 'confirmed', reason: `The subscription to ${confirmation.TopicArn} was confirmed.` };
  };
}

function refused(why: string): Confirmation {
  return { result: 'refused', reason: `The subscription was not confirmed: ${why}.` };
}

/** An answer that will be the same next time. @throws for those that may pass: overloaded or broken over there. */
function passing(answer: SnsAnswer): SnsAnswer {
  if (answer.status_code === 429 || answer.status_code >= 500)
    throw new Error(`Amazon SNS answered ${answer.status_code}.`);
  return answer;
}
