import type { Blueprint, PlannedResource } from './blueprint';
import { changeOf, type ResourceChange } from './changes';
import { checkProperties } from './property-check';
import { notYetCreated } from './property-resolver';
import { type Stack, viewOf } from './stack';

/** What would become of one resource. */
export interface PlannedChange {
  action: 'Add' | 'Modify' | 'Remove' | 'None';
  logicalId: string;
  type: string;
  /** Of an existing resource. */
  physicalId?: string;
  /** Whether it would be deleted and created again; only with `Modify`. */
  replacement?: boolean;
}

/**
 * What an update does with each resource that is there already. Values that are only known later count as unchanged.
 * @throws TemplateError
 */
export function plannedChanges(stack: Stack, blueprint: Blueprint): Map<PlannedResource, ResourceChange> {
  const changes = new Map<PlannedResource, ResourceChange>();
  const leaving = new Set<string>();
  const view = (id: string) => {
    const resource = stack.resources.get(id);
    return resource && !leaving.has(id) ? viewOf(resource) : notYetCreated;
  };
  blueprint.check(view);
  const resolver = blueprint.resolver(view);
  for (const planned of blueprint.resources.values()) {
    const resource = stack.resources.get(planned.id);
    if (!resource) continue;
    const path = `${planned.path}.Properties`;
    const resolved = resolver.resolve(planned.definition.Properties ?? {}, path);
    const { properties } = checkProperties(planned.provider, resolved, path);
    const change = changeOf(resource, planned, { resolved, properties });
    if (change.kind === 'replacement') leaving.add(planned.id);
    changes.set(planned, change);
  }
  return changes;
}

/** What a stack with this blueprint would get. @param stack the one that is changed; without it, a new one */
export function previewOf(
  blueprint: Blueprint,
  stack?: Stack,
  changes: ReadonlyMap<PlannedResource, ResourceChange> = new Map(),
): PlannedChange[] {
  const kept = [...blueprint.resources.values()].map((planned): PlannedChange => {
    const { id: logicalId, definition } = planned;
    const change = changes.get(planned);
    if (!change) return { action: 'Add', logicalId, type: definition.Type };
    const physicalId = stack?.resources.get(logicalId)?.physicalId;
    const base = { logicalId, type: definition.Type, physicalId };
    if (change.kind === 'none') return { action: 'None', ...base };
    return { action: 'Modify', ...base, replacement: change.kind === 'replacement' };
  });
  const leaving = [...(stack?.resources.values() ?? [])]
    .filter(({ logicalId }) => !blueprint.resources.has(logicalId))
    .map(
      ({ logicalId, type, physicalId }): PlannedChange => ({ action: 'Remove', logicalId, type, physicalId }),
    );
  return [...kept, ...leaving];
}
