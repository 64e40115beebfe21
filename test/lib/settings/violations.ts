import { parseSettings, SettingsError } from '../../../lib/settings';

/** What is wrong with these settings, in sentences. */
export function violations(context: Record<string, unknown>): string[] {
  try {
    parseSettings(context);
  } catch (error) {
    if (error instanceof SettingsError) {
      return error.violations;
    }
    throw error;
  }
  return [];
}
