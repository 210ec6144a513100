import { Duration } from 'aws-cdk-lib';

/**
 * Timeout of process: ten alerts are some 30 writes of a few ms. Kept short on purpose, since the queue hides a failed
 * message for six times as long: 15 s here is 90 s until the next try.
 */
export const PROCESS_TIMEOUT = Duration.seconds(15);
