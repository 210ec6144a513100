/** So many alerts Lambda hands to process at once: what one receive gives. A batch with as many is called full. */
export const ALERTS_BATCH = 10;
