import { ApiError } from '../../gateway/errors';
import type { Inputs } from '../../gateway/inputs';

/** Limits that the API's documentation states. */
const MOST_TAGS = 20;
const MOST_CHARACTERS = { key: 64, value: 128 };
const RESERVED_KEY = /^(aliyun|acs:)/;
const ADDRESS = /https?:\/\//;

type Tags = Record<string, string>;

/** @returns undefined when none is given. @throws ApiError for a tag that breaks a limit */
export function tagsOf(inputs: Inputs): Tags | undefined {
  const tags = inputs.pairs('Tags', 'Key', 'Value');
  const entries = Object.entries(tags);
  if (entries.length > MOST_TAGS) throw refusal(`at most ${MOST_TAGS} are allowed, ${entries.length} given`);
  for (const [key, value] of entries) {
    if (key.length > MOST_CHARACTERS.key)
      throw refusal(`a key has at most ${MOST_CHARACTERS.key} characters`);
    if (value.length > MOST_CHARACTERS.value)
      throw refusal(`a value has at most ${MOST_CHARACTERS.value} characters`);
    if (RESERVED_KEY.test(key)) throw refusal(`a key must not begin with aliyun or acs:, '${key}' given`);
    if (ADDRESS.test(key + value)) throw refusal('neither key nor value may contain http:// or https://');
  }
  return entries.length > 0 ? tags : undefined;
}

const refusal = (rule: string): ApiError =>
  new ApiError('InvalidParameter', `The specified parameter Tags is invalid, ${rule}.`);

/** Whether something has all the tags of a filter, in which a tag without a value stands for any. */
export const hasTags = (tags: Readonly<Tags>, wanted: Readonly<Tags>): boolean =>
  Object.entries(wanted).every(
    ([key, value]) => Object.hasOwn(tags, key) && (value === '' || tags[key] === value),
  );

export const tagViews = (tags: Readonly<Tags>): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
