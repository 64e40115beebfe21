import type OSS from 'ali-oss';
import * as z from 'zod/mini';
import { UserError } from '../program/errors';

/**
 * The bucket of the code holds, beside the zips, an object for each stack that says which zips it needs: so whoever takes
 * old code away need not read the templates of all stacks in the region.
 */
export const RECORDS = 'stacks/';

const RECORD = z.object({ stackName: z.string(), keys: z.array(z.string()) });

const keyOf = (stackName: string): string => `${RECORDS}${stackName}.json`;

/** The stack whose record has this key. */
export const stackOf = (key: string): string => key.slice(RECORDS.length).replace(/\.json$/, '');

/** Part of the name of an account's bucket for code, `cdk-QUALIFIER-assets-REGION`. */
export const codeQualifier = (accountId: string): string => `code-${accountId}`;

/** Name of an account's bucket for code. */
export const codeBucketName = (accountId: string, region: string): string =>
  `cdk-${codeQualifier(accountId)}-assets-${region}`;

/** Writes which zips a stack needs, by their keys. */
export async function writeRecord(oss: OSS, stackName: string, keys: Iterable<string>): Promise<void> {
  const content = { stackName, keys: [...new Set(keys)] };
  await oss.put(keyOf(stackName), Buffer.from(JSON.stringify(content)));
}

/**
 * What a stack is written to need: nothing where there is no record.
 * @throws UserError for a record that cannot be read; nothing may be deleted then
 */
export async function readRecord(oss: OSS, stackName: string): Promise<string[]> {
  let content: unknown;
  try {
    ({ content } = await oss.get(keyOf(stackName)));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
  try {
    return RECORD.parse(JSON.parse(String(content))).keys;
  } catch {
    throw new UserError(
      `The object '${keyOf(stackName)}' in the bucket of the code does not say which code stack ${stackName} needs, as 'media deploy' writes it. Delete the object; the next deployment of that stack writes it anew.`,
    );
  }
}

const isMissing = (error: unknown): boolean =>
  ['NoSuchKey', 'NoSuchBucket'].includes((Object(error) as { code?: string }).code ?? '');

/** Forgets what a stack needs, once it is deleted. */
export async function deleteRecord(oss: OSS, stackName: string): Promise<void> {
  await oss.delete(keyOf(stackName));
}
