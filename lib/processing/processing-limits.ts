import { Duration } from 'aws-cdk-lib';

/**
 * Timeout of process: ten alerts are some 30 writes of a few ms, and one call that hangs is given up by the SDK after five
 * tries of 3 s. No longer than that, since the queue hides a failed message for six times as long: 20 s here are 2 minutes
 * until the next try.
 */
export const PROCESS_TIMEOUT = Duration.seconds(20);
