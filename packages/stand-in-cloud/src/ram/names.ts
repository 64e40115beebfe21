import { limits } from 'ros-template-check';
import { RamError, type RamErrorCode } from './errors';

const {
  DESCRIPTION_CHARACTERS,
  POLICY_NAME,
  POLICY_NAME_CHARACTERS,
  ROLE_NAME,
  ROLE_NAME_CHARACTERS,
  SESSION_NAME,
  SESSION_NAME_CHARACTERS,
  SESSION_SECONDS,
  USER_NAME,
  USER_NAME_CHARACTERS,
} = limits.ram;

/** RAM has one error for the length of a name and another one for its characters. */
function check(
  what: 'RoleName' | 'UserName' | 'PolicyName',
  name: string,
  { min, max }: limits.Range,
  pattern: RegExp,
): void {
  const refuse = (rule: 'Length' | 'InvalidChars', words: string): never => {
    const code: RamErrorCode = `InvalidParameter.${what}.${rule}`;
    throw new RamError(code, `The parameter - "${what}" ${words}, "${name}" given.`);
  };
  if (name.length < min || name.length > max) {
    refuse('Length', `beyond the length limit: must have ${min} to ${max} characters`);
  }
  if (!pattern.test(name)) refuse('InvalidChars', `contains invalid chars: must match ${pattern.source}`);
}

export const checkRoleName = (name: string): void => check('RoleName', name, ROLE_NAME_CHARACTERS, ROLE_NAME);

export const checkUserName = (name: string): void => check('UserName', name, USER_NAME_CHARACTERS, USER_NAME);

export const checkPolicyName = (name: string): void =>
  check('PolicyName', name, POLICY_NAME_CHARACTERS, POLICY_NAME);

export function checkSessionName(name: string): void {
  if (SESSION_NAME.test(name)) return;
  const { min, max } = SESSION_NAME_CHARACTERS;
  throw new RamError(
    'InvalidParameter.RoleSessionName',
    `The parameter - "RoleSessionName" must have ${min} to ${max} letters, digits or .@-_, "${name}" given.`,
  );
}

export function checkDescription(description: string): void {
  if (description.length <= DESCRIPTION_CHARACTERS) return;
  throw new RamError(
    'InvalidParameter.Description.Length',
    `The parameter - "Description" beyond the length limit: at most ${DESCRIPTION_CHARACTERS} characters, ` +
      `${description.length} given.`,
  );
}

/** What a role sets as the longest life of its sessions. */
export function checkMaxSessionDuration(seconds: number): void {
  const { min, max } = SESSION_SECONDS;
  if (Number.isInteger(seconds) && seconds >= min && seconds <= max) return;
  throw new RamError(
    'InvalidParameter.MaxSessionDuration',
    `The parameter - "MaxSessionDuration" must be ${min} to ${max} seconds, ${seconds} given.`,
  );
}
