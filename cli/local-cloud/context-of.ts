import { PROJECT_ROOT } from '../../lib/project-root';
import { readContext } from '../../lib/settings';

/**
 * The context of `cdk.json` with the settings of `-c`.
 * @param given each as `name=value`
 * @throws ContextError
 */
export const contextOf = (given: readonly string[] = []): Record<string, unknown> =>
  readContext(
    PROJECT_ROOT,
    given.flatMap((one) => ['-c', one]),
    {},
  );
