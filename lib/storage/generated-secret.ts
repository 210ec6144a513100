import { Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { removalPolicyOf, type Stage } from '../shared/stage';
import type { TocsinFunction } from '../shared/tocsin-function';

export interface GeneratedSecretProps {
  readonly stage: Stage;
  readonly description: string;
  /** Why it is not rotated on a schedule; shown where the security checks are. */
  readonly notRotatedBecause: string;
}

/** A secret that Secrets Manager makes up itself: nobody has ever seen it, and functions only know its ARN. */
export class GeneratedSecret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: GeneratedSecretProps) {
    super(scope, id);
    const secret = new Secret(this, 'Secret', {
      description: props.description,
      // 64 letters and digits: 380 bits. A JSON document, so that a second field can come without a second secret ($0.40 a month each).
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'key',
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: removalPolicyOf(props.stage),
    });
    Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: props.notRotatedBecause });
    this.arn = secret.secretArn;
  }

  /** Lets a function fetch the value. */
  grantRead(reader: TocsinFunction): void {
    reader.allow({ actions: ['secretsmanager:GetSecretValue'], resources: [this.arn] });
  }
}
