/** An application of the catalogue: what an integration is for (contract §1.5). */
export interface Application {
  readonly unique_id: string;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  /** Part of the integration's URL. */
  readonly extension: string;
  /** 0 takes alerts, 1 tells other systems. */
  readonly application_type: 0 | 1;
}

export const APPLICATION_TYPE = { alert: 0, outbound: 1 } as const;

/**
 * Generic and Outgoing Webhooks have no public id (contract §5, 2): ours are fixed here for good, because people's
 * configuration names them. The id of API is the one of the public samples, so that those run unchanged.
 */
export const APPLICATIONS = {
  generic: {
    unique_id: '5c1f0c0e-8a35-4f5b-9d5a-3f1f6a0b7c11',
    name: 'Generic Integration',
    summary: 'Takes alerts from anything that can post JSON.',
    description: 'Post JSON to the integration URL; alerts are bound into incidents by entity_id.',
    extension: 'generic',
    application_type: APPLICATION_TYPE.alert,
  },
  outgoingWebhooks: {
    unique_id: '8e7f3d52-6b0c-4c64-a2d9-0f4c9a4de922',
    name: 'Outgoing Webhooks',
    summary: 'Tells another system by webhook when an incident is triggered, acknowledged or resolved.',
    description: 'Posts each transition of the incidents of a service to the URL of its configuration.',
    extension: 'outgoingwebhooks',
    application_type: APPLICATION_TYPE.outbound,
  },
  api: {
    unique_id: '27c9800c-2856-490d-8119-790be1308dd4',
    name: 'API',
    summary: 'Takes alerts at the legacy route /api/events/{integration_key}/.',
    description: 'The older intake that existing SDKs and scripts use; answers 201 with the alert.',
    extension: 'api',
    application_type: APPLICATION_TYPE.alert,
  },
} as const satisfies Record<string, Application>;

/** The application with this id, or undefined when the catalogue has none. */
export function findApplication(id: string): Application | undefined {
  return Object.values<Application>(APPLICATIONS).find((application) => application.unique_id === id);
}
