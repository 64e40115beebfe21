import type { Graph } from './graph';
import { templateReferences } from './references';
import { listOf, type Template } from './template';
import { textOf } from './text-of';

const emptyGraph = (names: string[]) => new Map(names.map((name) => [name, new Set<string>()]));

/** Which resources each resource needs: those in its DependsOn, and those that it refers to. */
export function resourceDependencies(template: Template): Graph {
  const graph = emptyGraph(Object.keys(template.Resources));
  for (const [id, { DependsOn }] of Object.entries(template.Resources)) {
    for (const other of listOf(DependsOn).map(textOf)) if (graph.has(other)) graph.get(id)?.add(other);
  }
  for (const reference of templateReferences(template.sections)) {
    if (reference.kind === 'name' && reference.section === 'Resources' && graph.has(reference.name)) {
      graph.get(reference.id)?.add(reference.name);
    }
  }
  return graph;
}

/** Which conditions each condition uses. */
export function conditionDependencies(template: Template): Graph {
  const graph = emptyGraph(Object.keys(template.Conditions));
  for (const reference of templateReferences(template.sections)) {
    if (reference.kind === 'condition' && reference.section === 'Conditions') {
      graph.get(reference.id)?.add(reference.name);
    }
  }
  return graph;
}
