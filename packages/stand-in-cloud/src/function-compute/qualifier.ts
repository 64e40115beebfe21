import { FcError } from './errors';
import type { FunctionName } from './function-name';
import { labelOf } from './generation';

/** The only version there is: the latest one, which is not published. */
export const LATEST = 'LATEST';

/** @throws FcError `VersionNotFound` or `AliasNotFound` for a qualifier other than `LATEST` */
export function checkQualifier(name: FunctionName): void {
  const { service, qualifier = LATEST } = name;
  if (qualifier === LATEST) return;
  const isVersion = /^\d+$/.test(qualifier);
  const home = service === undefined ? `function '${labelOf(name)}'` : `service '${service}'`;
  throw new FcError(
    isVersion ? 'VersionNotFound' : 'AliasNotFound',
    `${isVersion ? 'version' : 'alias'} '${qualifier}' does not exist in ${home}`,
  );
}
