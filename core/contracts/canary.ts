/**
 * The canary: alerts that a deployment sends itself to see that they come out at the other end. What it needs is kept in an
 * account of its own, which has no account, user or token item: no token belongs to it, so nobody sees it through the API.
 * Six letters, where accounts that are made have five characters: no deployment's own account is ever called so.
 */
export const CANARY = {
  account: 'canary',
  /** The one entity that all its alerts are about. */
  entity: 'canary',
  /** Ids are fixed, so that its role can name the items it may touch. */
  team: 'c9fd1fe1-d9cb-41b0-95b8-073a84737ae1',
  service: '339717b1-ce96-408a-8953-ee277c0276d8',
  /** The integration that takes its alerts. */
  incoming: '347fc23c-b0f3-4bc3-ab44-036018f53cfe',
  /** The integration whose endpoint is the canary itself. */
  outgoing: '6f052f46-885e-4880-b95b-cc3b4137b47c',
  /** Path below the deployment's base URL to which its webhooks come. Without a slash at the end, as the gateway compares. */
  path: '/api/health/canary',
} as const;
