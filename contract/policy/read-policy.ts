import { createHash } from 'node:crypto';
import type { Policy } from './policy';
import { readPolicyText } from './read-policy-text';
import { readPolicyXml } from './read-policy-xml';

/** Digits of the hash: enough that two policies of a project never have the same. */
const HASH_DIGITS = 16;

/**
 * Reads a policy: XML of MediaConch, or rules in the language of `media find`, told apart by the first character.
 *
 * @param file name for messages, and for a policy without a name of its own
 * @throws PolicyError with line and column
 */
export function readPolicy(text: string, file: string): Policy {
  const isXml = /^\uFEFF?\s*</.test(text);
  const root = isXml ? readPolicyXml(text.replace(/^\uFEFF/, ' '), file) : readPolicyText(text, file);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, HASH_DIGITS);
  return { name: root.name || baseName(file), hash, root };
}

const baseName = (file: string): string => {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return name.replace(/\.[^.]*$/, '') || name;
};
