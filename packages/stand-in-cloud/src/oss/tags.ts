import { OssError } from './errors';
import { decodeName } from './names';
import type { Tag } from './records';
import { children, group, leaf, parseXml } from './xml';

/** The service's own limits. */
const MAX_TAGS = 10;
const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;

/** Letters of any script: the official client for Python tags with Chinese ones. */
const ALLOWED = /^[\p{L}\p{M}\p{N} +\-=._:/]*$/u;

const invalid = (reason: string, ec: string) =>
  new OssError('InvalidTag', { ec, elements: { ErrorDetail: reason } });

/** @throws OssError `InvalidTag` */
function check(tags: Tag[]): Tag[] {
  if (tags.length > MAX_TAGS) {
    throw invalid(`An object has at most ${MAX_TAGS} tags, ${tags.length} given.`, '0010-00000217');
  }
  for (const { key, value } of tags) {
    if (key === '' || key.length > MAX_KEY_LENGTH) {
      throw invalid(`A tag's key has 1 to ${MAX_KEY_LENGTH} characters: ${key}`, '0010-00000209');
    }
    if (value.length > MAX_VALUE_LENGTH) {
      throw invalid(`A tag's value has at most ${MAX_VALUE_LENGTH} characters: ${value}`, '0010-00000214');
    }
    if (!ALLOWED.test(key) || !ALLOWED.test(value)) {
      throw invalid(
        `Tags hold letters, digits, spaces and + - = . _ : / alone: ${key}=${value}`,
        '0010-00000217',
      );
    }
  }
  const doubled = tags.find(({ key }, i) => tags.findIndex((other) => other.key === key) < i);
  if (doubled) throw invalid(`Two tags have the key ${doubled.key}.`, '0010-00000217');
  return tags;
}

/** Tags of `x-oss-tagging`, such as `a=b&c=d`, both sides URL-encoded. @throws OssError `InvalidTag` */
export function parseTagHeader(header: string): Tag[] {
  return check(
    header.split('&').map((pair) => {
      const [key, value = '', ...more] = pair.split('=');
      try {
        if (more.length === 0) return { key: decodeName(key!), value: decodeName(value) };
      } catch {}
      throw invalid(`x-oss-tagging must have the form KEY=VALUE&KEY=VALUE: ${pair}`, '0010-00000219');
    }),
  );
}

type Node = Record<string, unknown>;

/** Tags of a `Tagging` document. @throws OssError `MalformedXML`, `InvalidTag` */
export function parseTagging(text: string): Tag[] {
  const { TagSet } = parseXml(text, 'Tagging');
  if (TagSet === undefined) throw new OssError('MalformedXML', { elements: { ErrorDetail: 'No TagSet.' } });
  // The parser gives an empty element as text.
  const entries = typeof TagSet === 'object' ? (children(TagSet as Node, 'Tag') as Node[]) : [];
  return check(
    entries.map((entry) => {
      if (typeof entry['Key'] !== 'string' || typeof entry['Value'] !== 'string') {
        throw new OssError('MalformedXML', { elements: { ErrorDetail: 'Tag without a Key or a Value.' } });
      }
      return { key: entry['Key'], value: entry['Value'] };
    }),
  );
}

export function taggingDocument(tags: Tag[]): string {
  const entries = tags.map(({ key, value }) => group('Tag', leaf('Key', key), leaf('Value', value)));
  return group('Tagging', group('TagSet', ...entries));
}
