/** Credentials as the AWS SDK takes them. */
export interface EnvironmentCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * Stands in for `@aws-sdk/credential-provider-node` when functions are bundled (lib/shared/bundle-functions.ts): a function
 * has its role's credentials in its environment, always, so the SDK's search through profiles, SSO, containers and
 * instance metadata would only be loaded, 130 KB of it, and never used. The name is the SDK's.
 * @returns a provider that throws when the environment has no credentials.
 */
export function defaultProvider(): () => Promise<EnvironmentCredentials> {
  return () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
    if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY)
      return Promise.reject(new Error('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set.'));
    return Promise.resolve({
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      // Absent with long-lived keys, as the local runner sets them.
      ...(AWS_SESSION_TOKEN !== undefined && { sessionToken: AWS_SESSION_TOKEN }),
    });
  };
}
