import { FcError } from '../errors';
import type { FunctionName } from '../generation';

/** The only version there is: the latest one, which is not published. */
export const LATEST = 'LATEST';

/** `SERVICE` or `SERVICE.QUALIFIER`. */
export function qualified({ service, qualifier }: Pick<FunctionName, 'service' | 'qualifier'>): string {
  return qualifier ? `${service}.${qualifier}` : service;
}

/** @throws FcError `VersionNotFound` or `AliasNotFound` for a qualifier other than `LATEST` */
export function splitQualified(text: string): Pick<FunctionName, 'service' | 'qualifier'> {
  const dot = text.indexOf('.');
  if (dot < 0) {
    return { service: text };
  }
  const [service, qualifier] = [text.slice(0, dot), text.slice(dot + 1)];
  if (qualifier !== LATEST) {
    const isVersion = /^\d+$/.test(qualifier);
    throw new FcError(
      isVersion ? 'VersionNotFound' : 'AliasNotFound',
      `${isVersion ? 'version' : 'alias'} '${qualifier}' does not exist in service '${service}'`,
    );
  }
  return { service, qualifier };
}
