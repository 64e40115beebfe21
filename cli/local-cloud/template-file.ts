import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import { type Assembly, readAssembly } from '../deploy/assembly';
import { InputError } from '../upload/inputs';

const SYNTHESIZED = '.template.json';

/**
 * Reads a ROS template from a file, with the assets beside it if a synthesis wrote them. The stack gets the
 * file's name, without characters that are not allowed in a stack's name.
 * @throws InputError when the file cannot be read or contains no JSON
 */
export function readTemplateFile(path: string, region = 'cn-hangzhou'): Assembly {
  const template = parse(path, read(path));
  const name = basename(path).replace(/(\.template)?\.[^.]*$/, '');
  const isSynthesized = path.endsWith(SYNTHESIZED) && existsSync(siblingOf(path, `${name}.assets.json`));
  const { assets } = isSynthesized ? readAssembly(dirname(path), name, region) : { assets: [] };
  return { stackName: name.replace(/^[^A-Za-z0-9]+|[^\w-]+/g, '') || 'stack', template, assets };
}

const siblingOf = (path: string, name: string): string => `${dirname(path)}/${name}`;

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new InputError(`'${path}' cannot be read: ${(error as Error).message}`);
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const isYaml = ['.yml', '.yaml'].includes(extname(path).toLowerCase());
    const hint = isYaml ? ' Templates are taken as JSON here; convert it first.' : '';
    throw new InputError(`'${path}' is not JSON: ${(error as Error).message}.${hint}`);
  }
}

/**
 * Values of parameters, each given as `NAME=VALUE`. The value may contain `=`.
 * @throws InputError for anything else, and for a name that is given twice
 */
export function parseParameters(given: readonly string[]): Record<string, string> {
  const values = new Map<string, string>();
  for (const one of given) {
    const at = one.indexOf('=');
    const name = one.slice(0, at);
    // The value may be a secret, so it is not shown.
    if (at <= 0) throw new InputError(`A parameter must be of the form NAME=VALUE.`);
    if (values.has(name)) throw new InputError(`The parameter '${name}' is given twice.`);
    values.set(name, one.slice(at + 1));
  }
  return Object.fromEntries(values);
}
