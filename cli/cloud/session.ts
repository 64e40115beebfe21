import type Fc from '@alicloud/fc2';
import type OSS from 'ali-oss';
import * as TableStore from 'tablestore';
import { ServiceError, UsageError } from '../program/errors';
import { chainedKeys, fixedKeys, type KeySource, type Keys } from './keys';
import { type ServiceName, toServiceError } from './service-errors';
import type { LocalTarget, Target } from './target';

/** Clients of one deployed pipeline, made anew when temporary keys have changed. */
export class Session {
  private readonly keys: KeySource;
  readonly oss: () => Promise<OSS>;
  readonly tablestore: () => Promise<TableStore.Client>;

  constructor(readonly target: Target | LocalTarget) {
    this.keys = 'keys' in target ? fixedKeys(target.keys) : chainedKeys();
    this.oss = this.perKeys((keys) => ossClient(target, keys));
    this.tablestore = this.perKeys(async (keys) =>
      guarded(tablestoreClient(target, keys), 'Tablestore', target),
    );
  }

  /**
   * The function that describes objects.
   * @throws UsageError when the target does not name it
   */
  async functionCompute(): Promise<{
    client: () => Promise<Fc>;
    service: string;
    name: string;
    accountId: string;
  }> {
    const { service, function: name } = this.target;
    if (!service || !name) {
      throw new UsageError(
        "The function is not known: give --service and --function, as the stack's outputs name them.",
      );
    }
    const accountId = this.target.accountId ?? (await this.ownerOfBucket());
    const client = this.perKeys((keys) => fcClient(this.target, accountId, keys));
    return { client, service, name, accountId };
  }

  /** The account's id, which is part of the address of its functions. */
  private async ownerOfBucket(): Promise<string> {
    const { bucket } = this.target;
    try {
      const answer = await (await this.oss()).getBucketInfo(bucket);
      const id: unknown = answer.bucket?.Owner?.ID;
      if (typeof id === 'string') return id;
    } catch (error) {
      throw toServiceError('OSS', error, this.target);
    }
    throw new ServiceError(`OSS does not tell who owns '${bucket}': set ALIBABA_CLOUD_ACCOUNT_ID.`);
  }

  private perKeys<Client>(make: (keys: Keys) => Promise<Client>): () => Promise<Client> {
    let made: { id: string; client: Promise<Client> } | undefined;
    return async () => {
      const keys = await this.keys();
      const id = `${keys.accessKeyId} ${keys.securityToken ?? ''}`;
      if (made?.id !== id) made = { id, client: make(keys) };
      return made.client;
    };
  }
}

// The clients of OSS and Function Compute take a second to load, which a question to the table need not wait for.
async function ossClient(
  target: Target,
  { accessKeyId, accessKeySecret, securityToken }: Keys,
): Promise<OSS> {
  const { default: Client } = await import('ali-oss');
  const endpoint = new URL(target.ossEndpoint);
  const options = {
    endpoint: target.ossEndpoint,
    region: `oss-${target.region}`,
    bucket: target.bucket,
    accessKeyId,
    accessKeySecret,
    ...(securityToken ? { stsToken: securityToken } : {}),
    // New accounts and new buckets refuse V1.
    authorizationV4: true,
    secure: endpoint.protocol === 'https:',
    // On loopback a bucket cannot be part of the host name.
    sldEnable: endpoint.hostname === 'localhost',
    // Lists are repeatable: connection errors are worth two more attempts.
    retryMax: 2,
  };
  return new Client(options);
}

function tablestoreClient(target: Target, keys: Keys): TableStore.Client {
  const { accessKeyId, accessKeySecret, securityToken } = keys;
  return new TableStore.Client({
    endpoint: target.tablestoreEndpoint,
    instancename: target.instance,
    accessKeyId,
    accessKeySecret,
    ...(securityToken ? { securityToken } : {}),
    // The SDK's 20 retries make a person wait 36 s for a wrong address.
    maxRetries: 3,
    httpOptions: { timeout: 35_000 },
  });
}

async function fcClient(target: Target, accountId: string, keys: Keys): Promise<Fc> {
  const { default: Client } = await import('@alicloud/fc2');
  const { accessKeyId: accessKeyID, accessKeySecret, securityToken } = keys;
  return new Client(accountId, {
    accessKeyID,
    accessKeySecret,
    ...(securityToken ? { securityToken } : {}),
    region: target.region,
    secure: true,
    internal: target.vpc,
    timeout: 30_000,
    ...(target.fcEndpoint ? { endpoint: target.fcEndpoint } : {}),
  });
}

/** The client with every refusal turned into a sentence. */
function guarded<Client extends object>(client: Client, service: ServiceName, target: Target): Client {
  return new Proxy(client, {
    get(object, name) {
      const member: unknown = Reflect.get(object, name);
      if (typeof member !== 'function') return member;
      return async (...parameters: unknown[]) => {
        try {
          return await member.apply(object, parameters);
        } catch (error) {
          throw toServiceError(service, error, target);
        }
      };
    },
  });
}
