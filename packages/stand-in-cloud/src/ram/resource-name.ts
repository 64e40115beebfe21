import { matchesWildcard } from 'ros-template-check';

/** The parts of `acs:SERVICE:REGION:ACCOUNT:RELATIVE`; the relative part may hold further colons. */
interface ResourceName {
  service: string;
  region: string;
  account: string;
  relative: string;
}

/** @returns undefined for text that is not a resource name of this form */
export function parseResourceName(text: string): ResourceName | undefined {
  const [prefix, service, region, account, ...relative] = text.split(':');
  if (prefix !== 'acs' || !service || region === undefined || account === undefined) return undefined;
  return relative.length > 0 ? { service, region, account, relative: relative.join(':') } : undefined;
}

/**
 * Whether a policy's resource pattern matches a resource. Each segment is compared by itself, so that a `*` for the region
 * does not match the account too. An empty segment matches only an empty one, as in the names of global resources.
 */
export function matchesResource(pattern: string, resource: string): boolean {
  if (pattern === '*') return true;
  const wanted = parseResourceName(pattern);
  const given = parseResourceName(resource);
  if (!wanted || !given) return false;
  return (
    matchesWildcard(wanted.service, given.service) &&
    matchesWildcard(wanted.region, given.region) &&
    matchesWildcard(wanted.account, given.account) &&
    matchesWildcard(wanted.relative, given.relative)
  );
}
