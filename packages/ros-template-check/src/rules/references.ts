import { ros } from '../limits';
import { resourceType } from '../resource-types';
import type { Problem, Rule } from '../rule';
import {
  findCycle,
  listOf,
  type PlacedReference,
  resourceDependencies,
  type Template,
  templateReferences,
} from '../syntax';

function referenceRule(
  id: string,
  where: string,
  must: string,
  judge: (reference: PlacedReference, template: Template) => { value: unknown; message?: string } | undefined,
): Rule {
  return {
    id,
    verdict: 'refused',
    where,
    must,
    checkTemplate: (template) =>
      templateReferences(template.sections).flatMap((reference) => {
        const found = judge(reference, template);
        return found ? [{ logicalId: reference.id, path: reference.path, ...found }] : [];
      }),
  };
}

const isResource = (template: Template, name: string) => Object.hasOwn(template.Resources, name);

const isParameter = (template: Template, name: string) =>
  ros.PSEUDO_PARAMETERS.includes(name) || Object.hasOwn(template.Parameters, name);

export const REFERENCE_RULES: Rule[] = [
  referenceRule(
    'reference',
    'Ref, Fn::GetAtt, Fn::Sub',
    'must refer to a parameter or a resource of the template',
    (reference, template) => {
      if (reference.kind !== 'name' || isResource(template, reference.name)) return undefined;
      return reference.attribute === undefined && isParameter(template, reference.name)
        ? undefined
        : { value: reference.name };
    },
  ),
  referenceRule(
    'reference-attribute',
    'Fn::GetAtt, Fn::Sub',
    'must be an attribute that the resource type has',
    (reference, template) => {
      if (reference.kind !== 'name' || reference.attribute === undefined) return undefined;
      const type = resourceType(template.Resources[reference.name]?.['Type']);
      return !type || type.attributes.includes(reference.attribute)
        ? undefined
        : {
            value: reference.attribute,
            message: `must be an attribute of ${reference.name}: ${type.attributes.join(', ') || 'it has none'}`,
          };
    },
  ),
  referenceRule(
    'reference-in-condition',
    'Conditions',
    'must not refer to a resource: conditions are decided before anything is made',
    (reference, template) =>
      reference.kind === 'name' && reference.section === 'Conditions' && isResource(template, reference.name)
        ? { value: reference.name }
        : undefined,
  ),
  referenceRule(
    'condition-exists',
    'Fn::If, Condition',
    'must be a condition of the template',
    (reference, template) =>
      reference.kind === 'condition' && !Object.hasOwn(template.Conditions, reference.name)
        ? { value: reference.name }
        : undefined,
  ),
  referenceRule(
    'mapping-exists',
    'Fn::FindInMap',
    'must be a mapping of the template',
    (reference, template) =>
      reference.kind === 'mapping' && !Object.hasOwn(template.Mappings, reference.name)
        ? { value: reference.name }
        : undefined,
  ),
  referenceRule('function', 'every value', 'must be a function that ROS has', (reference) =>
    reference.kind === 'unevaluated function' && !reference.inRos ? { value: reference.name } : undefined,
  ),
  referenceRule(
    'function-arguments',
    'every value',
    'must have the arguments that it takes, and stand where it may',
    (reference) =>
      reference.kind === 'fault' ? { value: reference.value, message: reference.rule } : undefined,
  ),
  {
    id: 'depends-on',
    verdict: 'refused',
    where: 'DependsOn',
    must: 'must name resources of the template',
    checkTemplate: (template) =>
      Object.entries(template.Resources).flatMap(([id, { DependsOn }]): Problem[] =>
        listOf(DependsOn)
          .filter((name) => typeof name !== 'string' || !isResource(template, name))
          .map((value) => ({ logicalId: id, path: `Resources.${id}.DependsOn`, value })),
      ),
  },
  {
    id: 'cycle',
    verdict: 'refused',
    where: 'Resources',
    must: 'must not wait for itself, through references and DependsOn',
    checkTemplate: (template) => {
      const cycle = findCycle(resourceDependencies(template));
      return cycle ? [{ logicalId: cycle[0]!, path: `Resources.${cycle[0]}`, value: cycle.join(' → ') }] : [];
    },
  },
];
