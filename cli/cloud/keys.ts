import type Credential from '@alicloud/credentials';
import { ServiceError } from '../program/errors';

export interface Keys {
  accessKeyId: string;
  accessKeySecret: string;
  securityToken?: string;
}

/** Returns the access keys. It is called before every request, because temporary keys change. */
export type KeySource = () => Promise<Keys>;

export const fixedKeys =
  (keys: Keys): KeySource =>
  async () =>
    keys;

/**
 * The standard chain of Alibaba Cloud's tools: environment variables, OIDC role, `~/.aliyun/config.json`,
 * `~/.alibabacloud/credentials`, the RAM role of an ECS instance, a URI.
 */
export function chainedKeys(): KeySource {
  let credential: Credential | undefined;
  return async () => {
    try {
      credential ??= await standardChain();
      const { accessKeyId, accessKeySecret, securityToken } = await credential.getCredential();
      if (accessKeyId && accessKeySecret) {
        return { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) };
      }
    } catch (error) {
      throw new ServiceError(`${NO_KEYS}\nThe chain: ${shortened((error as Error).message)}`);
    }
    throw new ServiceError(NO_KEYS);
  };
}

/** Loaded when keys are needed. The stand-in cloud does not need it. */
async function standardChain(): Promise<Credential> {
  type Constructor = new () => Credential;
  const { default: loaded } = (await import('@alicloud/credentials')) as unknown as {
    default: Constructor | { default: Constructor };
  };
  // It was compiled from an ES module. Node finds its default export one level deeper than other loaders.
  return new ('default' in loaded ? loaded.default : loaded)();
}

/** It names every place in a row, in sentences of its own; the first of them say what a person can mend. */
const MOST_CHARACTERS = 200;

const shortened = (text: string): string =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;

const NO_KEYS =
  "No credentials: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or run 'aliyun configure'.";
