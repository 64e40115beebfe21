import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { configuredRegion } from '../cloud/configured-region';
import { chainedKeys, fixedKeys } from '../cloud/keys';
import { readLocalLine } from '../cloud/local-line';
import { Place } from '../cloud/place';
import { violation } from '../cloud/target-grammar';
import { UsageError } from '../program/errors';
import type { Terminal } from '../program/terminal';
import type { PlaceOptions } from './options';

/** Whoever has set the variable and forgotten it should know. */
export const localNotice = ({ local }: PlaceOptions, { env }: Pick<Terminal, 'env'>): string | undefined => {
  const file = local ?? env['MEDIA_LOCAL'];
  return file ? `This is about the local cloud of '${file}'.` : undefined;
};

/** @throws UsageError for what is missing or breaks its grammar */
export function findPlace(options: PlaceOptions, { env, cwd }: Pick<Terminal, 'env' | 'cwd'>): Place {
  const answerMs = options.timeout === undefined ? undefined : options.timeout * 1_000;
  const local = options.local ?? env['MEDIA_LOCAL'];
  if (local) {
    const { where, line } = readLocalLine(local, cwd);
    const { region, rosEndpoint, stsEndpoint, ossEndpoint, accessKeyId, accessKeySecret } = line;
    if (!rosEndpoint || !stsEndpoint) throw new UsageError(`--local: no ROS or STS is served by ${where}.`);
    return placeOf(
      { region, rosEndpoint, stsEndpoint, ossEndpoint },
      fixedKeys({ accessKeyId, accessKeySecret }),
      answerMs,
    );
  }
  const region = options.region ?? configuredRegion(env);
  if (!region) throw new UsageError('Which region? Give --region, such as --region cn-hangzhou.');
  const inside = options.vpc === true;
  return placeOf(
    {
      region,
      rosEndpoint:
        options.rosEndpoint ??
        (inside ? `https://ros-vpc.${region}.aliyuncs.com` : 'https://ros.aliyuncs.com'),
      stsEndpoint: options.stsEndpoint ?? `https://sts${inside ? '-vpc' : ''}.${region}.aliyuncs.com`,
      ossEndpoint: options.ossEndpoint ?? `https://oss-${region}${inside ? '-internal' : ''}.aliyuncs.com`,
    },
    chainedKeys(),
    answerMs,
  );
}

/** Nothing signed goes to an address that was made of anything but a region or an endpoint. */
function placeOf(
  address: Record<'region' | 'rosEndpoint' | 'stsEndpoint' | 'ossEndpoint', string>,
  keys: ReturnType<typeof chainedKeys>,
  answerMs: number | undefined,
): Place {
  const problems = Object.entries(address).flatMap(([name, value]) => {
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return violation(name === 'region' ? 'region' : 'ossEndpoint', { value, from: `--${flag}` }) ?? [];
  });
  if (problems.length > 0) throw new UsageError([...new Set(problems)].join('\n'));
  return new Place({ ...address, keys, ...(answerMs === undefined ? {} : { answerMs }) });
}

/** The folder whose `cdk.json` has the settings: the user's, if there is one in it. */
export const contextFolder = (cwd: string, own: string): string =>
  existsSync(resolve(cwd, 'cdk.json')) ? cwd : own;

/** The region that a file of outputs names for a stack, for a command about a stack that was deployed before. */
export const regionInOutputs = (path: string, stackName: string): string | undefined =>
  outputIn(path, stackName, 'Region');

/** The account whose stack a file of outputs is about. */
export const accountInOutputs = (path: string, stackName: string): string | undefined =>
  outputIn(path, stackName, 'AccountId');

function outputIn(path: string, stackName: string, key: string): string | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const outputs: unknown = JSON.parse(readFileSync(path, 'utf8'))[stackName];
    const found = Array.isArray(outputs) ? outputs.find((one) => Object(one).OutputKey === key) : undefined;
    return typeof found?.OutputValue === 'string' ? found.OutputValue : undefined;
  } catch {
    return undefined;
  }
}
