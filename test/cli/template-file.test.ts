import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseParameters, readTemplateFile } from '../../cli/local-cloud/template-file';
import { InputError } from '../../cli/upload/inputs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'template-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const REGION = 'cn-hangzhou';

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('A template file', () => {
  it.each([
    ['shop.json', 'shop'],
    ['shop.template.json', 'shop'],
    ['my shop (2).json', 'myshop2'],
    ['_.json', 'stack'],
  ])('%s names the stack %s', (name, stackName) => {
    expect(readTemplateFile(file(name, '{"a":1}'), REGION)).toEqual({
      stackName,
      template: { a: 1 },
      assets: [],
    });
  });

  it('brings the assets that a synthesis wrote beside it', () => {
    const destinations = {
      one: { bucketName: 'cdk-x-assets-${ALIYUN::Region}', objectKey: 'code.zip' },
    };
    const files = { abc: { source: { path: 'asset.abc.zip', packaging: 'file' }, destinations } };
    file('shop.assets.json', JSON.stringify({ files }));
    expect(readTemplateFile(file('shop.template.json', '{}'), REGION).assets).toEqual([
      { path: join(folder, 'asset.abc.zip'), bucket: 'cdk-x-assets-cn-hangzhou', key: 'code.zip' },
    ]);
  });

  it('that is not there, not JSON or YAML is refused by name', () => {
    expect(() => readTemplateFile(join(folder, 'none.json'), REGION)).toThrow(/none\.json' cannot be read/);
    const broken = file('broken.json', '{"a":');
    expect(() => readTemplateFile(broken, REGION)).toThrow(/broken\.json' is not JSON: Unexpected end/);
    const yaml = file('shop.yml', 'Resources: {}');
    expect(() => readTemplateFile(yaml, REGION)).toThrow(/Templates are taken as JSON here/);
    expect(() => readTemplateFile(yaml, REGION)).toThrow(InputError);
  });
});

describe('Parameters', () => {
  it('are names and values, which may hold an equals sign or nothing', () => {
    expect(parseParameters(['A=b', 'C=d=e', 'F='])).toEqual({ A: 'b', C: 'd=e', F: '' });
  });

  it.each([[['A']], [['=b']], [['A=1', 'A=2']]])('%j are refused', (given) => {
    expect(() => parseParameters(given)).toThrow(InputError);
  });

  it('that are refused do not show what may be a secret', () => {
    expect(() => parseParameters(['s3cret'])).toThrow(/^A parameter must be of the form NAME=VALUE\.$/);
  });
});
