/** What a status implies. */
export interface StatusTraits {
  /** One sentence, for the docs. */
  readonly meaning: string;
  /** green: good; yellow: worth a look; red: failed. */
  readonly colour: 'green' | 'yellow' | 'red';
  /**
   * True when another try of the same version can have another result after something around it has changed:
   * a permission, a budget, a restored archive. `media failed` lists these objects; `media retry` has them
   * described again.
   */
  readonly retryable: boolean;
  /** True when the object used up a budget. A retry of the same event must not spend the budget again. */
  readonly spent: boolean;
}

const final = { retryable: false, spent: false } as const;
const open = { retryable: true, spent: false } as const;

/** All possible results for an object. */
export const STATUSES = {
  DESCRIBED: { ...final, colour: 'green', meaning: 'MediaInfo described the object.' },
  DOUBTFUL: {
    ...final,
    colour: 'yellow',
    meaning:
      'Described, but the report contradicts itself or the object, or lacks a part on which MediaInfo breaks down; `Doubts` names each doubt.',
  },
  NOT_MEDIA: {
    ...final,
    colour: 'yellow',
    meaning: 'The object is no media, and not named like media: a document, an archive, a program.',
  },
  UNRECOGNISED: {
    ...final,
    colour: 'yellow',
    meaning:
      'Named like media by its extension or Content-Type, but MediaInfo recognises no media in it: damaged, encrypted, or of a format that it does not know.',
  },
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

/**
 * What is known about a status. Undefined when the text is no known status, for example one of a later
 * version.
 */
export const traitsOf = (status: string): StatusTraits | undefined =>
  Object.hasOwn(STATUSES, status) ? STATUSES[status as Status] : undefined;
