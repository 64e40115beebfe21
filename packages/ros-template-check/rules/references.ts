import { RESOURCE_TYPES } from '../resource-types';
import type { Problem, Rule } from '../rule';
import { NO_VALUE, PSEUDO_PARAMETERS } from '../samples';
import { Dependencies } from '../syntax/graph';
import { mentionsOf, type PlacedMention } from '../syntax/references';
import { listOf, type Template } from '../syntax/template';

function mentionRule(
  id: string,
  where: string,
  must: string,
  judge: (mention: PlacedMention, template: Template) => { value: unknown; message?: string } | undefined,
): Rule {
  return {
    id,
    verdict: 'refused',
    where,
    must,
    checkTemplate: (template) =>
      mentionsOf(template.sections).flatMap((mention) => {
        const found = judge(mention, template);
        return found ? [{ logicalId: mention.id, path: mention.path, ...found }] : [];
      }),
  };
}

const isResource = (template: Template, name: string) => Object.hasOwn(template.Resources, name);

const isParameter = (template: Template, name: string) =>
  name === NO_VALUE || PSEUDO_PARAMETERS.has(name) || Object.hasOwn(template.Parameters, name);

export const REFERENCE_RULES: Rule[] = [
  mentionRule(
    'reference',
    'Ref, Fn::GetAtt, Fn::Sub',
    'must refer to a parameter or a resource of the template',
    (mention, template) => {
      if (mention.kind !== 'reference' || isResource(template, mention.name)) return undefined;
      return mention.attribute === undefined && isParameter(template, mention.name)
        ? undefined
        : { value: mention.name };
    },
  ),
  mentionRule(
    'reference-attribute',
    'Fn::GetAtt, Fn::Sub',
    'must be an attribute that the resource type has',
    (mention, template) => {
      if (mention.kind !== 'reference' || mention.attribute === undefined) return undefined;
      const type = RESOURCE_TYPES[String(template.Resources[mention.name]?.['Type'])];
      return !type || type.attributes.includes(mention.attribute)
        ? undefined
        : {
            value: mention.attribute,
            message: `must be an attribute of ${mention.name}: ${type.attributes.join(', ') || 'it has none'}`,
          };
    },
  ),
  mentionRule(
    'reference-in-condition',
    'Conditions',
    'must not refer to a resource: conditions are decided before anything is made',
    (mention, template) =>
      mention.kind === 'reference' && mention.section === 'Conditions' && isResource(template, mention.name)
        ? { value: mention.name }
        : undefined,
  ),
  mentionRule(
    'condition-exists',
    'Fn::If, Condition',
    'must be a condition of the template',
    (mention, template) =>
      mention.kind === 'condition' && !Object.hasOwn(template.Conditions, mention.name)
        ? { value: mention.name }
        : undefined,
  ),
  mentionRule('mapping-exists', 'Fn::FindInMap', 'must be a mapping of the template', (mention, template) =>
    mention.kind === 'mapping' && !Object.hasOwn(template.Mappings, mention.name)
      ? { value: mention.name }
      : undefined,
  ),
  mentionRule('function', 'every value', 'must be a function that ROS has', (mention) =>
    mention.kind === 'unknown function' ? { value: mention.name } : undefined,
  ),
  mentionRule('function-arguments', 'every value', 'must have the arguments that it takes', (mention) =>
    mention.kind === 'arguments' ? { value: mention.value, message: `must ${mention.must}` } : undefined,
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
      const cycle = new Dependencies(template).cycle();
      return cycle ? [{ logicalId: cycle[0]!, path: `Resources.${cycle[0]}`, value: cycle.join(' → ') }] : [];
    },
  },
];
