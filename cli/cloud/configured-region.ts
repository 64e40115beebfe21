import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

/** The environment's names for a region, as the tools of Alibaba Cloud look for it. */
export const REGION_VARIABLES = ['ALIBABA_CLOUD_REGION_ID', 'ALIBABA_CLOUD_REGION'] as const;

/** What `aliyun configure` writes, as far as it is about regions. */
const CONFIGURATION = z.looseObject({
  current: z.optional(z.string()),
  profiles: z.array(z.looseObject({ name: z.string(), region_id: z.optional(z.string()) })),
});

/** The region that the environment names, or else the profile of `aliyun configure` that is in use. */
export function configuredRegion(env: NodeJS.ProcessEnv): string | undefined {
  return REGION_VARIABLES.map((name) => env[name]).find(Boolean) ?? regionOfProfile(env);
}

function regionOfProfile({ HOME, ALIBABA_CLOUD_PROFILE: named }: NodeJS.ProcessEnv): string | undefined {
  if (!HOME) return undefined;
  try {
    const text = readFileSync(join(HOME, '.aliyun', 'config.json'), 'utf8');
    const { current, profiles } = CONFIGURATION.parse(JSON.parse(text));
    return profiles.find(({ name }) => name === (named ?? current ?? 'default'))?.region_id || undefined;
  } catch {
    // There is none, or it is one of another kind.
    return undefined;
  }
}
