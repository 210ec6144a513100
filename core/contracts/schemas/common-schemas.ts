/** Pieces that bodies share. Lengths are ours: long enough for people, short enough for one item of the table. */

/** A name that people read: required text that is not blank. */
export const NAME_SCHEMA = { type: 'string', pattern: '\\S', maxLength: 200 } as const;

/** A line or two that must say something (contract §1.4: blank is refused). */
export const SUMMARY_SCHEMA = { type: 'string', pattern: '\\S', maxLength: 2_000 } as const;

/** Free text that may be empty. */
export const TEXT_SCHEMA = { type: 'string', maxLength: 10_000 } as const;

/** The id of something that has to be there. */
export const ID_SCHEMA = { type: 'string', minLength: 1, maxLength: 64 } as const;

/** The id of something else; null and `""` both say "nothing" (contract §1.3, client quirks). */
export const REFERENCE_SCHEMA = { type: ['string', 'null'], maxLength: 64 } as const;
