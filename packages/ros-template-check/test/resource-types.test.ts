import { readFileSync } from 'node:fs';
import { RESOURCE_TYPES } from '../src/resource-types';

/** What a package of the CDK knows of a type: names in the template, required ones, attributes. */
function knownToTheCdk(type: string) {
  const [, service, name] = type.split('::') as [string, string, string];
  const folder = service.toLowerCase();
  const entry = require.resolve(`@alicloud/ros-cdk-${folder}/package.json`);
  const source = readFileSync(entry.replace('package.json', `lib/${folder}.generated.js`), 'utf8');
  const part = (start: string, end: string) => {
    const from = source.indexOf(start);
    return source.slice(from, source.indexOf(end, from));
  };
  const rendered = part(`function ros${name}PropsToRosTemplate(`, '\n}\n');
  const validated = part(`function Ros${name}PropsValidator(`, '\n}\n');
  const body = part(`class Ros${name} extends`, '\n}\n');
  const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found!);
  const names = new Map(all(rendered, /'(\w+)': ros/g).map((key) => [key.toLowerCase(), key]));
  return {
    properties: [...names.values()].sort(),
    required: all(validated, /'(\w+)', ros\.requiredValidator/g)
      .map((property) => names.get(property.toLowerCase())!)
      .sort(),
    attributes: all(body, /getAtt\('(\w+)'\)/g).sort(),
  };
}

it.each(Object.entries(RESOURCE_TYPES))(
  'knows %s as the CDK does',
  (type, { properties, required, attributes }) => {
    expect({
      properties: [...properties].sort(),
      required: [...required].sort(),
      attributes: [...attributes].sort(),
    }).toEqual(knownToTheCdk(type));
  },
);
