import { RamError, type RamErrorCode } from './errors';

function check(
  what: 'RoleName' | 'UserName' | 'PolicyName',
  name: string,
  longest: number,
  allowed: RegExp,
): void {
  const refuse = (rule: 'Length' | 'InvalidChars', words: string): never => {
    const code: RamErrorCode = `InvalidParameter.${what}.${rule}`;
    throw new RamError(code, `The parameter - "${what}" ${words}, "${name}" given.`);
  };
  if (name.length < 1 || name.length > longest) {
    refuse('Length', `beyond the length limit: must have 1 to ${longest} characters`);
  }
  if (!allowed.test(name)) refuse('InvalidChars', `contains invalid chars: must match ${allowed.source}`);
}

/** 1 to 64 letters, digits, periods and hyphens. */
export const checkRoleName = (name: string): void => check('RoleName', name, 64, /^[A-Za-z0-9.-]+$/);

/** 1 to 64 letters, digits, periods, underscores and hyphens. */
export const checkUserName = (name: string): void => check('UserName', name, 64, /^[A-Za-z0-9._-]+$/);

/** 1 to 128 letters, digits and hyphens. */
export const checkPolicyName = (name: string): void => check('PolicyName', name, 128, /^[A-Za-z0-9-]+$/);

/** 2 to 64 letters, digits and `.@-_`. */
export function checkSessionName(name: string): void {
  if (/^[A-Za-z0-9.@_-]{2,64}$/.test(name)) return;
  throw new RamError(
    'InvalidParameter.RoleSessionName',
    `The parameter - "RoleSessionName" must have 2 to 64 letters, digits or .@-_, "${name}" given.`,
  );
}

/** At most 1,024 characters. */
export function checkDescription(description: string): void {
  if (description.length <= 1_024) return;
  throw new RamError(
    'InvalidParameter.Description.Length',
    `The parameter - "Description" beyond the length limit: at most 1024 characters, ${description.length} given.`,
  );
}

const SESSION_SECONDS = { least: 3_600, most: 43_200 };

/** A role's sessions last 3,600 to 43,200 s at most. */
export function checkMaxSessionDuration(seconds: number): void {
  const { least, most } = SESSION_SECONDS;
  if (Number.isInteger(seconds) && seconds >= least && seconds <= most) return;
  throw new RamError(
    'InvalidParameter.MaxSessionDuration',
    `The parameter - "MaxSessionDuration" must be ${least} to ${most} seconds, ${seconds} given.`,
  );
}
