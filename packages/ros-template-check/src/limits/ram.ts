import type { Range } from './range';

/** Limits of RAM, by its page "Limitations" (December 2025) and those of its operations. */

export const ROLE_NAME = /^[A-Za-z0-9.-]{1,64}$/;

export const USER_NAME = /^[A-Za-z0-9._-]{1,64}$/;

export const POLICY_NAME = /^[A-Za-z0-9-]{1,128}$/;

/** Of a role, in characters. */
export const DESCRIPTION_CHARACTERS = 1_024;

/** Of one document as compact JSON. Pages of 2021 said 2,048. */
export const POLICY_CHARACTERS = 6_144;

export const POLICY_VERSION = '1';

export const SESSION_SECONDS: Range = { min: 3_600, max: 43_200 };
