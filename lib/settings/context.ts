import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The official CLI passes the context in this environment variable, as JSON. */
const CONTEXT_ENV = 'CDK_CONTEXT_JSON';

/**
 * The CDK's own keys in a context: `aliyun:ros:…`, `ros-cdk:…`, `ros:cdk:…`, `@alicloud/ros-cdk-core:…` and
 * `disable-stack-trace` of the construct library. None of our settings has a colon in its name.
 */
export function isCdkKey(name: string): boolean {
  return name.includes(':') || name.startsWith('@') || name === 'disable-stack-trace';
}

/** Reads `-c name=value` and `--context name=value` in the same way as the official CLI. */
function contextArguments(argv: string[]): Record<string, string> {
  const context: Record<string, string> = {};
  for (let i = 0; i < argv.length; i++) {
    const joined = /^(?:--context=|-c=?)(.+)$/s.exec(argv[i]!);
    const assignment = joined ? joined[1]! : ['-c', '--context'].includes(argv[i]!) ? argv[++i] : undefined;
    const at = assignment?.indexOf('=') ?? -1;
    if (assignment === undefined || at < 1) {
      throw new ContextError(`Invalid argument '${argv[i] ?? argv[i - 1]}': must be '-c name=value'.`);
    }
    context[assignment.slice(0, at)] = assignment.slice(at + 1);
  }
  return context;
}

/** The command line, `cdk.json` or the CLI's environment variable cannot be read as a context. */
export class ContextError extends Error {
  override name = 'ContextError';
}

function parseObject(source: string, json: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new ContextError(`Invalid ${source}: must be JSON (${(error as Error).message}).`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ContextError(`Invalid ${source}: must be an object, '${json}' given.`);
  }
  return value as Record<string, unknown>;
}

/**
 * The CDK context of this run. The official CLI passes it, already merged, in an environment variable.
 * Without the CLI (`npm run synth`) it is the `context` in the cdk.json of `directory`, overridden by `-c`
 * arguments.
 */
export function readContext(
  directory: string,
  argv: string[],
  env: NodeJS.ProcessEnv,
): Record<string, unknown> {
  const fromCli = env[CONTEXT_ENV];
  const config = parseObject('cdk.json', readFileSync(join(directory, 'cdk.json'), 'utf8'));
  const base =
    fromCli === undefined
      ? parseObject("'context' in cdk.json", JSON.stringify(config['context'] ?? {}))
      : parseObject(CONTEXT_ENV, fromCli);
  return { ...base, ...contextArguments(argv) };
}
