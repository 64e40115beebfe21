import type { Range } from './range';

/** Limits of RAM, by its page "Limitations" (December 2025) and those of its operations. */

const name = (characters: string, { min, max }: Range) => new RegExp(`^[${characters}]{${min},${max}}$`);

export const ROLE_NAME_CHARACTERS: Range = { min: 1, max: 64 };
export const ROLE_NAME = name('A-Za-z0-9.-', ROLE_NAME_CHARACTERS);

export const USER_NAME_CHARACTERS: Range = { min: 1, max: 64 };
export const USER_NAME = name('A-Za-z0-9._-', USER_NAME_CHARACTERS);

export const POLICY_NAME_CHARACTERS: Range = { min: 1, max: 128 };
export const POLICY_NAME = name('A-Za-z0-9-', POLICY_NAME_CHARACTERS);

/** Page "AssumeRole" of STS. */
export const SESSION_NAME_CHARACTERS: Range = { min: 2, max: 64 };
export const SESSION_NAME = name('A-Za-z0-9.@_-', SESSION_NAME_CHARACTERS);

/** Of a role or a policy. */
export const DESCRIPTION_CHARACTERS = 1_024;

/** Length of one document as compact JSON. Pages of 2021 said 2,048. */
export const POLICY_CHARACTERS = 6_144;

/** Most policies of one role or user, by type. RAM raises the numbers on request. */
export const ATTACHED_POLICIES = { System: 20, Custom: 5 };

export const POLICY_VERSION = '1';

/** Shortest `DurationSeconds` (page "AssumeRole" of STS). */
export const SHORTEST_SESSION_SECONDS = 900;

/** `MaxSessionDuration` of a role: how long its sessions may last. */
export const SESSION_SECONDS: Range = { min: 3_600, max: 43_200 };

/** `MaxSessionDuration` of a role that does not set it. */
export const DEFAULT_SESSION_SECONDS = 3_600;
