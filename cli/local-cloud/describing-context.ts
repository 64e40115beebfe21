import { parseSettings, SettingsError } from '../../lib/settings';
import { contextOf } from './context-of';

/**
 * The context of `cdk.json` with the settings of `-c`, for a command that cannot do without the functions.
 * @param given each as `name=value`
 * @throws ContextError, SettingsError
 */
export function describingContext(given: readonly string[] = []): Record<string, unknown> {
  const context = contextOf(given);
  if (parseSettings(context).functions) return context;
  throw new SettingsError([
    "Invalid setting 'functions': must be true here, since the functions describe the files; leave it out, 'false' given.",
  ]);
}
