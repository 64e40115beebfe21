/** What follows from a status. */
export interface StatusTraits {
  /** One sentence, for the docs. */
  readonly meaning: string;
  /** Good, worth a look, or failed. */
  readonly colour: 'green' | 'yellow' | 'red';
  /**
   * True where a second try of the same version can end otherwise, once something around it has changed: a permission,
   * a budget, a restored archive. `media failed` lists these, `media retry` has them described again.
   */
  readonly retryable: boolean;
  /** True where the object has used up a budget, so that a retry of the same event must not spend it again. */
  readonly spent: boolean;
}

const final = { retryable: false, spent: false } as const;
const open = { retryable: true, spent: false } as const;

/** How an object can end. */
export const STATUSES = {
  DESCRIBED: { ...final, colour: 'green', meaning: 'MediaInfo described the object.' },
  DOUBTFUL: {
    ...final,
    colour: 'yellow',
    meaning:
      'Described, but the report contradicts itself or the object, or lacks a part on which MediaInfo breaks down; `Doubts` names each doubt.',
  },
  NOT_MEDIA: { ...final, colour: 'yellow', meaning: 'MediaInfo found nothing that it knows.' },
  EMPTY: { ...final, colour: 'yellow', meaning: 'The object has no bytes.' },
  ARCHIVED: {
    ...open,
    colour: 'yellow',
    meaning: 'The object must be restored before it can be read.',
  },
  ENCRYPTED: {
    ...open,
    colour: 'yellow',
    meaning: 'The object can only be read with a key that the function does not have.',
  },
  TOO_SLOW: {
    retryable: true,
    spent: true,
    colour: 'yellow',
    meaning: 'A budget of time was exceeded; `Reason` says which, and how far it came.',
  },
  TOO_LARGE: {
    retryable: true,
    spent: true,
    colour: 'yellow',
    meaning: 'A budget of bytes, requests, memory or output was exceeded; `Reason` says which.',
  },
  FAILED: { ...open, colour: 'red', meaning: 'It could not be described; `Reason` says why.' },
} as const satisfies Record<string, StatusTraits>;

export type Status = keyof typeof STATUSES;

/** In the order of the docs. */
export const STATUS_NAMES = Object.keys(STATUSES) as Status[];

/** What is known of a status; undefined of a text that is none, such as one of a later version. */
export const traitsOf = (status: string): StatusTraits | undefined =>
  Object.hasOwn(STATUSES, status) ? STATUSES[status as Status] : undefined;
