/** The table of docs/function-compute.md, held against the templates of both generations. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readable } from '../lib/support/readable';
import { synthesizeTemplate, type Template } from '../lib/support/synthesized';

const GENERATIONS = [2, 3] as const;
type Generation = (typeof GENERATIONS)[number];

const page = readFileSync(join(__dirname, '../../docs/function-compute.md'), 'utf8');
const templates = { 2: synthesizeTemplate(), 3: synthesizeTemplate({ functionCompute: 3 }) };

/** What the table says, by its first column, and in it the words in code. */
const table = new Map(
  [...page.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(
    ([, topic = '', two = '', three = '']) => [topic, { 2: codeOf(two), 3: codeOf(three) }],
  ),
);

function codeOf(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
}

const ofFunctions = ({ Resources }: Template) =>
  Object.entries(Resources).filter(([, { Type }]) => /^ALIYUN::FC3?::/.test(Type));

/** A text of the template with the words of the page for what only a deployment knows. */
const worded = (value: unknown): string =>
  String(readable(value))
    .replaceAll(`\${\${ALIYUN::StackId} split at -[0]}`, 'ID')
    .replace(`\${ALIYUN::Region}:\${ALIYUN::TenantId}`, 'REGION:ACCOUNT');

const propertiesOf = (generation: Generation, id: string): Record<string, unknown> =>
  templates[generation].Resources[id]!.Properties;

describe.each(GENERATIONS)('In Function Compute %i', (generation) => {
  const template = templates[generation];
  const said = (topic: string): string[] => table.get(topic)![generation];

  it('are these resources, by type and logical id', () => {
    const made = ofFunctions(template);
    expect(said('Resources').sort()).toEqual([...new Set(made.map(([, { Type }]) => Type))].sort());
    expect(said('Logical ids').sort()).toEqual(made.map(([id]) => id).sort());
  });

  it('are these names', () => {
    const names = ofFunctions(template).flatMap(([, { Type, Properties }]) =>
      Type.endsWith('::Service')
        ? [worded(Properties['ServiceName'])]
        : Type.endsWith('::Function')
          ? [worded(Properties['FunctionName'])]
          : [],
    );
    expect(said('Names')).toEqual(expect.arrayContaining(names));
  });

  it('is this role invocable for OSS', () => {
    const [policy] = propertiesOf(generation, 'TriggerRole')['Policies'] as {
      PolicyDocument: { Statement: { Resource: unknown[] }[] };
    }[];
    const [plain, qualified] = policy!.PolicyDocument.Statement[0]!.Resource.map(worded);
    const named = (text = '') => text.replace(/media-metadata(?=\W)/, 'SERVICE').replace('-ID', '');
    const arn = named(plain)
      .replace(/(services\/)[^/]+/, '$1SERVICE')
      .replace(/(functions\/).+/, '$1FUNCTION');
    expect(said('ARN, also of the destination')).toEqual([arn]);
    const form = said('What the role of the trigger may invoke')[0]!;
    const pattern = form.replace(/[.*]/g, '\\$&').replace(/SERVICE|FUNCTION/g, '[\\w-]+');
    expect(qualified).toMatch(new RegExp(`:${pattern}$`));
  });

  it('are these outputs', () => {
    const other = templates[generation === 2 ? 3 : 2];
    const own = Object.keys(template.Outputs).filter((name) => !(name in other.Outputs));
    expect(said('Outputs')).toEqual(own);
  });

  it('is this the configuration of the trigger', () => {
    const config = propertiesOf(generation, 'ObjectTrigger')['TriggerConfig'] as object;
    const paths = (value: object, path = ''): string[] =>
      Object.entries(value).flatMap(([key, inner]) =>
        typeof inner === 'object' && !Array.isArray(inner) && !('Fn::GetAtt' in inner)
          ? paths(inner, `${path}${key}.`)
          : [`${path}${key}`],
      );
    expect(said('`TriggerConfig`').filter((word) => word !== 'SourceArn')).toEqual(paths(config));
  });

  it('is every property named that the other generation has not', () => {
    const all = (one: Generation) =>
      new Set(ofFunctions(templates[one]).flatMap(([, { Properties }]) => Object.keys(Properties)));
    const [mine, others] = [all(generation), all(generation === 2 ? 3 : 2)];
    const words = [...table.values()].flatMap((cells) => cells[generation]);
    const own = [...mine].filter((name) => !others.has(name));
    expect(own.filter((name) => !words.includes(name))).toEqual([]);
    expect(own.length).toBeGreaterThan(2);
  });
});
