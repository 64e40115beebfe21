import { parameterInvalid } from '../errors';
import type { NamedMessage } from './search-types';

/**
 * A client finds a result by its name, so aggregations beside each other need different names; and so do groupings.
 * @throws OtsError
 */
export function checkNames(requests: readonly NamedMessage[], what: 'aggregation' | 'group-by'): void {
  const seen = new Set<string>();
  for (const { name } of requests) {
    if (!name) throw parameterInvalid(`Each ${what} must have a name.`);
    if (seen.has(name)) throw parameterInvalid(`Duplicated ${what} name: '${name}'.`);
    seen.add(name);
  }
}
