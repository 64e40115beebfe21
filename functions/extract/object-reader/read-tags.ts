import type { ObjectAddress } from '../../../contract/object-version';
import { readXml, type XmlElement, XmlError } from '../../../contract/policy/read-xml';
import { PlatformError, RecordedError } from '../errors';
import type { ObjectSource } from './object-source';
import { Origin, signalAt } from './origin';
import { TransientError } from './origin-errors';
import { ReadMeter } from './read-meter';
import { READER_SETTINGS } from './reader-settings';
import { Retry } from './retry';

/** Ten tags of 384 characters with their elements take some 6 KB, 50 KB when each character is escaped. */
const MAX_TAGGING_BYTES = 65_536;

/** Four elements for each tag, `Tagging` and `TagSet`; more than OSS allows. */
const LIMITS = { size: MAX_TAGGING_BYTES, depth: 8, elements: 1_000 };

/**
 * The tags of an object, `KEY=VALUE` each. The request is no part of the cost of reading the object.
 *
 * @param deadline epoch milliseconds
 * @throws RecordedError when access is denied
 * @throws PlatformError when OSS cannot be reached, throttles or fails, or not before the deadline
 * @throws ObjectGoneError
 */
export async function readTags(
  source: ObjectSource,
  address: ObjectAddress,
  deadline: number,
): Promise<string[]> {
  const ended = signalAt(deadline, () => new PlatformError('OSS did not tell the tags in time.'));
  const origin = new Origin(source, address, new ReadMeter(Infinity, Infinity), READER_SETTINGS);
  const retry = new Retry(READER_SETTINGS, ended.signal);
  try {
    for (;;) {
      try {
        return tagsIn(await origin.document({ tagging: undefined }, MAX_TAGGING_BYTES, ended.signal));
      } catch (error) {
        if (error instanceof RecordedError || error instanceof PlatformError) throw error;
        await retry.after(error);
      }
    }
  } finally {
    ended.clear();
  }
}

/** @throws TransientError when the document broke off */
function tagsIn(xml: string): string[] {
  if (!xml.includes('</Tagging>')) throw new TransientError('OSS told only a part of the tags');
  try {
    return below([readXml(xml, LIMITS)], 'TagSet', 'Tag').map(
      (tag) => `${textOf(tag, 'Key')}=${textOf(tag, 'Value')}`,
    );
  } catch (error) {
    if (error instanceof XmlError) throw new TransientError('OSS told tags that cannot be read');
    throw error;
  }
}

const below = (elements: readonly XmlElement[], ...[name, ...names]: string[]): readonly XmlElement[] =>
  name === undefined
    ? elements
    : below(
        elements.flatMap(({ children }) => children.filter((child) => child.name === name)),
        ...names,
      );

const textOf = (tag: XmlElement, name: string): string => below([tag], name)[0]?.text ?? '';
