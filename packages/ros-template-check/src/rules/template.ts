import { ros as limits } from '../limits';
import { RESOURCE_TYPES, resourceType } from '../resource-types';
import type { Rule } from '../rule';
import { inWords } from '../scalars';
import { isFields, type Template } from '../syntax';
import { textOf } from '../syntax/text-of';
import { valuesAt } from '../values';

/** Types of the vendor, data sources, modules of templates, and types of one's own. */
const isTypeName = (type: unknown): boolean =>
  typeof type === 'string' &&
  /^((ALIYUN|DATASOURCE|MODULE|Custom|Stack|Terraform)::[\w-]+(::[\w-]+)*)$/.test(type);

function limitRule(
  id: string,
  where: string,
  must: string,
  max: number,
  size: (t: Template) => number,
): Rule {
  return {
    id,
    verdict: 'refused',
    where,
    must,
    checkTemplate: (template) => (size(template) > max ? [{ path: where, value: size(template) }] : []),
  };
}

const count = (section: 'Resources' | 'Parameters' | 'Outputs') => (template: Template) =>
  Object.keys(template[section]).length;

/** Keys of each entry of a section that the service does not know. */
function keysRule(id: string, section: 'Resources' | 'Outputs', must: string, known: string[]): Rule {
  return {
    id,
    verdict: 'refused',
    where: section,
    must,
    checkTemplate: (template) =>
      Object.entries(template[section]).flatMap(([name, entry]) =>
        Object.keys(isFields(entry) ? entry : {})
          .filter((key) => !known.includes(key))
          .map((key) => ({ logicalId: name, path: `${section}.${name}.${key}`, value: key })),
      ),
  };
}

export const TEMPLATE_RULES: Rule[] = [
  {
    id: 'template-version',
    verdict: 'refused',
    where: 'ROSTemplateFormatVersion',
    must: `must be '${limits.TEMPLATE_FORMAT_VERSION}'`,
    checkTemplate: ({ sections: { ROSTemplateFormatVersion: version } }) =>
      version === limits.TEMPLATE_FORMAT_VERSION
        ? []
        : [{ path: 'ROSTemplateFormatVersion', value: version }],
  },
  {
    id: 'template-section',
    verdict: 'refused',
    where: 'the template',
    must: `must be one of ${limits.TEMPLATE_SECTIONS.join(', ')}`,
    checkTemplate: ({ sections }) =>
      Object.keys(sections)
        .filter((name) => !limits.TEMPLATE_SECTIONS.includes(name))
        .map((name) => ({ path: name, value: name })),
  },
  {
    id: 'template-section-form',
    verdict: 'refused',
    where: 'the template',
    must: 'must be an object',
    checkTemplate: ({ sections }) =>
      ['Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs', 'Metadata']
        .filter((name) => (name === 'Resources' || name in sections) && !isFields(sections[name]))
        .map((name) => ({ path: name, value: sections[name] })),
  },
  limitRule(
    'template-size',
    'the template',
    `must be at most ${limits.TEMPLATE_BYTES} bytes as JSON`,
    limits.TEMPLATE_BYTES,
    ({ sections }) => Buffer.byteLength(JSON.stringify(sections)),
  ),
  {
    id: 'template-empty',
    verdict: 'refused',
    where: 'Resources',
    must: 'must hold a resource',
    checkTemplate: ({ Resources, sections }) =>
      isFields(sections['Resources']) && Object.keys(Resources).length === 0
        ? [{ path: 'Resources', value: Resources }]
        : [],
  },
  limitRule(
    'template-resources',
    'Resources',
    `must be at most ${limits.RESOURCES_PER_TEMPLATE} resources`,
    limits.RESOURCES_PER_TEMPLATE,
    count('Resources'),
  ),
  limitRule(
    'template-parameters',
    'Parameters',
    `must be at most ${limits.PARAMETERS_PER_TEMPLATE} parameters`,
    limits.PARAMETERS_PER_TEMPLATE,
    count('Parameters'),
  ),
  limitRule(
    'template-outputs',
    'Outputs',
    `must be at most ${limits.OUTPUTS_PER_TEMPLATE} outputs`,
    limits.OUTPUTS_PER_TEMPLATE,
    count('Outputs'),
  ),
  {
    id: 'logical-id',
    verdict: 'refused',
    where: 'Resources',
    must: `must be ${inWords(limits.LOGICAL_ID_CHARACTERS)} characters without a slash`,
    checkTemplate: ({ Resources }) =>
      Object.keys(Resources)
        .filter((id) => !limits.LOGICAL_ID.test(id))
        .map((id) => ({ logicalId: id, path: `Resources.${id}`, value: id })),
  },
  keysRule(
    'resource-key',
    'Resources',
    `must be one of ${limits.RESOURCE_KEYS.join(', ')}`,
    limits.RESOURCE_KEYS,
  ),
  keysRule('output-key', 'Outputs', `must be one of ${limits.OUTPUT_KEYS.join(', ')}`, limits.OUTPUT_KEYS),
  {
    id: 'output-value',
    verdict: 'refused',
    where: 'Outputs',
    must: 'must be given',
    checkTemplate: ({ Outputs }) =>
      Object.entries(Outputs)
        .filter(([, output]) => !isFields(output) || output['Value'] === undefined)
        .map(([id]) => ({ logicalId: id, path: `Outputs.${id}.Value`, value: undefined })),
  },
  {
    id: 'resource-type',
    verdict: 'refused',
    where: 'Resources',
    must: 'must have a form that ROS knows, such as ALIYUN::SERVICE::NAME',
    checkTemplate: ({ Resources }) =>
      Object.entries(Resources)
        .filter(([, { Type }]) => !isTypeName(Type))
        .map(([id, { Type }]) => ({ logicalId: id, path: `Resources.${id}.Type`, value: Type })),
  },
  {
    id: 'resource-type-unchecked',
    verdict: 'unwise',
    where: 'Resources',
    must: 'must be a known type (see the list of types): the properties of others are not checked',
    checkTemplate: ({ Resources }) =>
      Object.entries(Resources)
        .filter(([, { Type }]) => isTypeName(Type) && !Object.hasOwn(RESOURCE_TYPES, textOf(Type)))
        .map(([id, { Type }]) => ({ logicalId: id, path: `Resources.${id}.Type`, value: Type })),
  },
  {
    id: 'resource-property',
    verdict: 'refused',
    where: 'Resources',
    must: 'must be a property that the resource type has',
    checkModel: ({ resources }) =>
      resources.flatMap(({ id, type, path, properties }) => {
        const known = resourceType(type);
        if (!known) return [];
        const levels = [['', known.properties] as const, ...Object.entries(known.nested ?? {})];
        return levels.flatMap(([level, names]) =>
          (level === '' ? [{ path: '', value: properties }] : valuesAt(properties, level)).flatMap((at) =>
            Object.keys(isFields(at.value) ? at.value : {})
              .filter((key) => !names.includes(key))
              .map((key) => ({
                logicalId: id,
                path: [path, 'Properties', at.path, key].filter((part) => part !== '').join('.'),
                value: key,
              })),
          ),
        );
      }),
  },
  {
    id: 'resource-property-missing',
    verdict: 'refused',
    where: 'Resources',
    must: 'must be given: the resource type requires it',
    checkModel: ({ resources }) =>
      resources.flatMap(({ id, type, path, properties }) =>
        (resourceType(type)?.required ?? [])
          .filter((name) => properties[name] === undefined || properties[name] === '')
          .map((name) => ({ logicalId: id, path: `${path}.Properties.${name}`, value: properties[name] })),
      ),
  },
];
