import { Failure } from '../finding';

/** OSS takes keys of at most so many bytes. */
const MAX_KEY_BYTES = 1_023;

/** What is made in the bucket in one run, below a folder of its own. */
export interface TrialKeys {
  /** Begins every key. */
  folder: string;
  of(name: string): string;
}

/**
 * Keys that code which decodes or splits them gets wrong, and that fit the trigger's filter.
 * @param run distinguishes this run from others
 * @throws Failure when the filter leaves too little room
 */
export function trialKeys(run: string, filter: { prefix: string; suffix: string }): TrialKeys {
  const folder = `${filter.prefix}media-doctor-${run}/`;
  const of = (name: string) => `${folder}${name} a+b %41 & 'q' 北京 🎬.wav${filter.suffix}`;
  if (Buffer.byteLength(of('missing object')) > MAX_KEY_BYTES) {
    throw new Failure('Prefix and suffix are so long that no key of a trial fits between them.');
  }
  return { folder, of };
}
