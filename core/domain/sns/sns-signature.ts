import { verify, X509Certificate } from 'node:crypto';
import { signedText, type SubscriptionConfirmation } from './subscription-confirmation';

/** By `SignatureVersion` (Amazon SNS developer guide, "Verifying the signatures of Amazon SNS messages"). */
const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['1', 'RSA-SHA1'],
  ['2', 'RSA-SHA256'],
]);

/**
 * Whether the key of the certificate signed the confirmation. False as well for a version that we don't know and for what
 * is no certificate. That the certificate is Amazon's follows from where it was fetched, which is the caller's part.
 */
export function isSignedBy(certificate: string, confirmation: SubscriptionConfirmation): boolean {
  const algorithm = ALGORITHMS.get(confirmation.SignatureVersion);
  if (algorithm === undefined) return false;
  try {
    const { publicKey } = new X509Certificate(certificate);
    const signature = Buffer.from(confirmation.Signature, 'base64');
    return verify(algorithm, Buffer.from(signedText(confirmation), 'utf8'), publicKey, signature);
  } catch {
    // What can't be read as a certificate, or has a key that can't have made such a signature, signed nothing.
    return false;
  }
}
