import type { Configuration } from './configuration';
import type { References } from './references';

/** What is there: in the words of a configuration, and what their names are on the wire. */
export interface State {
  /** Secrets of endpoints are `{ "set": true }`. */
  readonly configuration: Configuration;
  /** Ids by `placeKey`. */
  readonly ids: ReadonlyMap<string, string>;
  /** The last position of alert rules, by the `placeKey` of their integration. */
  readonly positions: ReadonlyMap<string, number>;
  /** By team name. */
  readonly references: ReadonlyMap<string, References>;
  /** Users of the account: what a team that is made can refer to. */
  readonly users: References;
}
