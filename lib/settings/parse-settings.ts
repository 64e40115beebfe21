import { closestName } from './closest-name';
import { isCdkKey } from './context';
import { RULES } from './rules';
import { SETTINGS, type SettingName, type Settings } from './schema';

/** Thrown with every violation at once: where, which rule, which value. */
export class SettingsError extends Error {
  override name = 'SettingsError';
  constructor(readonly violations: string[]) {
    super(violations.join('\n'));
  }
}

function violation(name: string, rule: string, value: unknown): string {
  const given = typeof value === 'string' ? value : JSON.stringify(value);
  return `Invalid setting '${name}': ${rule}, '${given}' given.`;
}

function unknownSetting(name: string): string {
  const suggestion = closestName(name, Object.keys(SETTINGS.shape));
  return `Unknown setting '${name}'${suggestion ? `: did you mean '${suggestion}'?` : '.'}`;
}

/**
 * Reads the settings from a CDK context, with defaults for what is absent.
 * @throws SettingsError with all violations: unknown names, broken limits, and settings that contradict each other
 */
export function parseSettings(context: Record<string, unknown>): Settings {
  const violations = Object.keys(context)
    .filter((name) => !isCdkKey(name) && !Object.hasOwn(SETTINGS.shape, name))
    .map(unknownSetting);

  const settings: Record<string, unknown> = {};
  const invalid = new Set<string>();
  for (const [name, schema] of Object.entries(SETTINGS.shape)) {
    const result = schema.safeParse(context[name]);
    if (result.success) {
      settings[name] = result.data;
    } else {
      invalid.add(name);
      const rules = new Set(result.error.issues.map((issue) => issue.message));
      violations.push(...[...rules].map((rule) => violation(name, rule, context[name])));
    }
  }

  for (const rule of RULES.filter(
    ({ at, with: others }) => ![at, ...others].some((name) => invalid.has(name)),
  )) {
    const broken = rule.broken(settings as Settings);
    if (broken) {
      violations.push(violation(rule.at, broken, settings[rule.at satisfies SettingName]));
    }
  }
  if (violations.length > 0) {
    throw new SettingsError(violations);
  }
  return settings as Settings;
}
