import { Duration } from 'aws-cdk-lib';
import { TIMEOUT_SECONDS } from '../../core/contracts/pipeline-limits';

/** 20 s here are 2 minutes until the next try. */
export const PROCESS_TIMEOUT = Duration.seconds(TIMEOUT_SECONDS.process);
