import { BUCKET_NAME } from './bucket-name';

/** What a name may be, as the service that holds the resource takes it. */
export interface NameRule {
  pattern: RegExp;
  /** In words, for messages and docs. */
  rule: string;
}

const startsWithLetter = 'letters, digits, _ or - that start with a letter or _';

/** Names of what the stack makes and the commands ask. */
export const NAME_RULES = {
  bucket: {
    pattern: BUCKET_NAME,
    rule: '3–63 lower-case letters, digits or inner hyphens',
  },
  instance: {
    pattern: /^[a-z][a-z0-9-]{1,14}[a-z0-9]$/,
    rule: '3–16 lower-case letters, digits or inner hyphens that start with a letter',
  },
  table: {
    pattern: /^[A-Za-z_][A-Za-z0-9_]{0,254}$/,
    rule: '1–255 letters, digits or _ that start with a letter or _',
  },
  service: { pattern: /^[A-Za-z_][A-Za-z0-9_-]{0,127}$/, rule: `1–128 ${startsWithLetter}` },
  function: { pattern: /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/, rule: `1–64 ${startsWithLetter}` },
  logProject: {
    pattern: /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    rule: '3–63 lower-case letters, digits or inner hyphens',
  },
  logStore: {
    pattern: /^[a-z0-9][a-z0-9_-]{0,61}[a-z0-9]$/,
    rule: '2–63 lower-case letters, digits, inner hyphens or underscores',
  },
  // 'default' is the bus of the account that takes events of Alibaba Cloud's services only.
  eventBus: {
    pattern: /^(?!default$)[A-Za-z0-9-]{2,127}$/,
    rule: '2–127 letters, digits or hyphens, and not default, which takes events of cloud services only',
  },
} as const satisfies Record<string, NameRule>;
