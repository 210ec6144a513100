/** `a`: the deployment's account. `dv`: the form of the table's items (`core/contracts/data-version`). */
export const ACCOUNT = 'a';
export const DATA_VERSION_ATTRIBUTE = 'dv';
