import { PROJECT_ROOT } from '../../lib/project-root';
import { readContext } from '../../lib/settings';

/**
 * The context of a `cdk.json` with the settings of `-c`.
 * @param given each as `name=value`
 * @param folder where `cdk.json` is. @default this project's
 * @throws ContextError
 */
export const contextOf = (given: readonly string[] = [], folder = PROJECT_ROOT): Record<string, unknown> =>
  readContext(
    folder,
    given.flatMap((one) => ['-c', one]),
    {},
  );
