import { FIXED_PROPERTIES, syntax } from 'ros-template-check';
import type { PlannedResource } from './blueprint';
import { valueAt } from './issues';
import type { StackResource } from './stack';

/** What an update does with a resource that is in the stack and in the new template. */
export type ResourceChange =
  | { kind: 'none' }
  | { kind: 'in-place' }
  /** `properties` are those that force it; empty when the type itself differs. */
  | { kind: 'replacement'; properties: string[] };

function changedKeys(before: unknown, after: unknown): string[] {
  const old = Object(before) as Record<string, unknown>;
  const now = Object(after) as Record<string, unknown>;
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (key) => syntax.isKnown(now[key]) && !syntax.sameJson(old[key], now[key]),
  );
}

/** Parts that the type does not change, of properties that it does; their values are known when the property's is. */
function fixedInside({ properties }: StackResource, type: string, next: unknown): string[] {
  if (next === undefined) return [];
  return (FIXED_PROPERTIES[type] ?? [])
    .filter((path) => path.includes('.'))
    .filter((path) => !syntax.sameJson(valueAt(properties, path.split('.')), valueAt(next, path.split('.'))));
}

/** @param next its properties after the update; where one is not known yet, it counts as unchanged */
export function changeOf(
  resource: StackResource,
  planned: PlannedResource,
  next: { resolved: unknown; properties?: unknown },
): ResourceChange {
  if (resource.type !== planned.definition.Type) return { kind: 'replacement', properties: [] };
  const keys =
    next.properties === undefined
      ? changedKeys(resource.resolved, next.resolved)
      : changedKeys(resource.properties, next.properties);
  if (keys.length === 0) return { kind: 'none' };
  const fixed = keys
    .filter((key) => !planned.provider.updatable.includes(key))
    .concat(fixedInside(resource, planned.definition.Type, next.properties));
  return fixed.length === 0 ? { kind: 'in-place' } : { kind: 'replacement', properties: fixed };
}
