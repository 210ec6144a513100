import type { AlarmBoard } from '../monitoring/alarm-board';
import type { Stage } from './stage';

/** What every construct needs to know of the deployment it is part of. */
export interface Deployment {
  readonly stage: Stage;
  readonly alarms: AlarmBoard;
}
