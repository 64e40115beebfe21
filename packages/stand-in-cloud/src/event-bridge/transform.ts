import type { limits } from 'ros-template-check';
import { EventBridgeError } from './errors';

/** How a parameter of a target is made from an event. */
export interface TargetParameter {
  resourceKey: string;
  form: (typeof limits.eventBridge.FORMS)[number];
  value?: string;
  template?: string;
}

/** An event as targets see it. */
export type TakenEvent = Record<string, unknown>;

const STEP = /\.([A-Za-z_][\w-]*)|\['([^']*)'\]|\[(\d+)\]/y;

/** Steps of a path such as `$.data.Tags[0]`. Undefined for what this stand-in cannot follow. */
function stepsOf(path: string): string[] | undefined {
  const steps: string[] = [];
  STEP.lastIndex = 1;
  while (path.startsWith('$') && STEP.lastIndex < path.length) {
    const [, name, quoted, index] = STEP.exec(path) ?? [];
    const step = name ?? quoted ?? index;
    if (step === undefined) return undefined;
    steps.push(step);
  }
  return path.startsWith('$') ? steps : undefined;
}

function follow(path: string, event: TakenEvent): unknown {
  return stepsOf(path)!.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string, unknown>)[step]
        : undefined,
    event,
  );
}

function variablesOf(value: string | undefined): Record<string, string> | undefined {
  try {
    const parsed: unknown = JSON.parse(value ?? '');
    const isMap = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isMap && Object.values(parsed).every((one) => typeof one === 'string')
      ? (parsed as Record<string, string>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** @throws EventBridgeError `InvalidArgument` for a parameter that no event could fill */
export function checkParameter({ resourceKey, form, value, template }: TargetParameter): void {
  const refuse = (rule: string): never => {
    throw new EventBridgeError(
      'InvalidArgument',
      `The parameter '${resourceKey}' of form ${form} must have ${rule}.`,
    );
  };
  if (form === 'CONSTANT' && value === undefined) refuse('a value');
  if (form === 'JSONPATH' && !stepsOf(value ?? ''))
    refuse(`a path such as $.data.name as its value, '${value}' given`);
  if (form !== 'TEMPLATE') return;
  if (template === undefined) refuse('a template');
  const variables = variablesOf(value);
  if (!variables) refuse('an object of texts, as JSON, as its value');
  for (const [name, path] of Object.entries(variables!)) {
    if (path.startsWith('$') && !stepsOf(path)) refuse(`a path or a text for '${name}', '${path}' given`);
  }
}

const textOf = (value: unknown): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** The text of a parameter. */
export function transformed({ form, value = '', template = '' }: TargetParameter, event: TakenEvent): string {
  if (form === 'ORIGINAL') return JSON.stringify(event);
  if (form === 'CONSTANT') return value;
  if (form === 'JSONPATH') return textOf(follow(value, event));
  const variables = variablesOf(value)!;
  return template.replace(/\$\{([^}]+)\}/g, (whole, name: string) => {
    const given = Object.hasOwn(variables, name) ? variables[name]! : undefined;
    if (given === undefined) return whole;
    return given.startsWith('$') ? textOf(follow(given, event)) : given;
  });
}
