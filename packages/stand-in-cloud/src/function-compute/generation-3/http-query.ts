import { FcError } from '../errors';

/** Parameters of every list. */
export const PAGE = ['limit', 'nextToken', 'prefix'];

/** @throws FcError `InvalidArgument` for a parameter that has no effect here */
export function checkQuery(query: URLSearchParams, known: readonly string[]): void {
  const unknown = [...query.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new FcError('InvalidArgument', `${unknown}: this stand-in cannot give the parameter effect.`);
  }
}
