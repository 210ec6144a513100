import { Construct } from 'constructs';
import type { Stage } from '../shared/stage';
import { GeneratedSecret } from './generated-secret';
import { TocsinTable } from './tocsin-table';

/** Everything that is kept: the table and the two secrets. */
export class Storage extends Construct {
  readonly table: TocsinTable;
  /** Signs trace ids and the integration keys that we make. */
  readonly signingSecret: GeneratedSecret;
  /** Encrypts endpoints' credentials at rest. Apart from the other, so that ingest, which faces the world, can't read them. */
  readonly endpointSecret: GeneratedSecret;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.table = new TocsinTable(this, 'Table', stage);
    this.signingSecret = new GeneratedSecret(this, 'SigningSecret', {
      stage,
      description: 'Signs trace ids and integration keys',
      notRotatedBecause:
        'Integration keys stand in the configuration of monitors and prove themselves by this key for as long as they live: ' +
        'a rotation on a schedule would take away the proof of all of them at once.',
    });
    this.endpointSecret = new GeneratedSecret(this, 'EndpointSecret', {
      stage,
      description: 'Encrypts the credentials of endpoints',
      notRotatedBecause:
        'Stored credentials are encrypted with this key: a rotation on a schedule without re-encrypting every endpoint would make them unreadable.',
    });
  }
}
