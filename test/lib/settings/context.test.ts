import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContextError, readContext } from '../../../lib/settings';
import { withDirectory } from '../support/synthesized';

function read(config: string, argv: string[] = [], env: NodeJS.ProcessEnv = {}): Record<string, unknown> {
  return withDirectory((directory) => {
    writeFileSync(join(directory, 'cdk.json'), config);
    return readContext(directory, argv, env);
  });
}

const CONFIG = JSON.stringify({ app: 'x', context: { memoryMB: 1024, prefix: 'a/' } });

describe('readContext', () => {
  it('takes the context of cdk.json', () => {
    expect(read(CONFIG)).toEqual({ memoryMB: 1024, prefix: 'a/' });
  });

  it('needs no context in cdk.json', () => {
    expect(read('{"app": "x"}')).toEqual({});
  });

  it.each([
    [['-c', 'prefix=b/']],
    [['--context', 'prefix=b/']],
    [['--context=prefix=b/']],
    [['-cprefix=b/']],
    [['-c', 'prefix=c/', '-c', 'prefix=b/']],
  ])('puts %j over it', (argv) => {
    expect(read(CONFIG, argv)).toEqual({ memoryMB: 1024, prefix: 'b/' });
  });

  it('keeps what follows the first equals sign', () => {
    expect(read('{}', ['-c', 'tags=a=b,c=d'])).toEqual({ tags: 'a=b,c=d' });
  });

  it('takes what the official CLI has merged instead of cdk.json', () => {
    expect(read(CONFIG, [], { CDK_CONTEXT_JSON: '{"suffix":".mp4"}' })).toEqual({ suffix: '.mp4' });
  });

  it.each([
    [
      'an argument that is no context',
      '{}',
      ['--quiet'],
      {},
      "Invalid argument '--quiet': must be '-c name=value'.",
    ],
    [
      'a name without a value',
      '{}',
      ['-c', 'prefix'],
      {},
      "Invalid argument 'prefix': must be '-c name=value'.",
    ],
    ['nothing after -c', '{}', ['-c'], {}, "Invalid argument '-c': must be '-c name=value'."],
    ['a value without a name', '{}', ['-c', '=x'], {}, "Invalid argument '=x': must be '-c name=value'."],
    [
      'a list of settings',
      '{"context":[]}',
      [],
      {},
      "Invalid 'context' in cdk.json: must be an object, '[]' given.",
    ],
    ['broken JSON', '{', [], {}, /^Invalid cdk\.json: must be JSON/],
    [
      'a broken environment',
      '{}',
      [],
      { CDK_CONTEXT_JSON: 'null' },
      "Invalid CDK_CONTEXT_JSON: must be an object, 'null' given.",
    ],
  ])('refuses %s', (_, config, argv, env, message) => {
    expect(() => read(config, argv, env)).toThrow(ContextError);
    expect(() => read(config, argv, env)).toThrow(message);
  });
});
