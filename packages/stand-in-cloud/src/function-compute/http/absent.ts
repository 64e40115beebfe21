import { FcError } from '../errors';

/** What the real APIs have and this stand-in does not, by the kind in a path. */
const ABSENT: Readonly<Record<string, string>> = {
  versions: 'published versions',
  aliases: 'aliases',
  code: 'download of code',
  tempCodeBucketToken: 'upload of code to a bucket of the service',
  'stateful-async-invocations': 'asynchronous tasks with a state',
  'async-tasks': 'asynchronous tasks with a state',
  'provision-config': 'provisioned instances',
  'provision-configs': 'provisioned instances',
  'scaling-config': 'provisioned instances',
  'scaling-configs': 'provisioned instances',
  'on-demand-config': 'a limit of its own for a function',
  'on-demand-configs': 'a limit of its own for a function',
  concurrency: 'a limit of its own for a function',
  'concurrency-configs': 'a limit of its own for a function',
  'reserved-capacities': 'reserved capacity',
  invoke: 'switching a function off',
  instances: 'instances that can be looked into',
  sessions: 'sessions',
  'custom-domains': 'custom domains',
  layers: 'layers',
  layerarn: 'layers',
  binding: 'networks',
  'vpc-bindings': 'networks',
  tags: 'tags',
  'tags-v2': 'tags',
  tag: 'tags',
  'resource-groups': 'resource groups',
  regions: 'other regions',
};

/** The refusal of an operation that is not there, with what it is about where that is known. */
export function notSupported(method: string, path: string): FcError {
  // `/services/NAME/functions/NAME/code`: kinds and names take turns.
  const kinds = path.split('/').filter((_, index) => index % 2 === 1);
  const kind = kinds.findLast((one) => Object.hasOwn(ABSENT, one));
  const what = kind === undefined ? '' : `: this stand-in has no ${ABSENT[kind]}`;
  return new FcError('PathNotSupported', `'${method}' against '${path}' is not supported${what}`);
}
