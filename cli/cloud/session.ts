import type OSS from 'ali-oss';
import type * as TableStore from 'tablestore';
import { ServiceError, UsageError } from '../program/errors';
import { oneLine } from '../program/printable';
import type { Terminal } from '../program/terminal';
import { withDeadline } from './deadline';
import type { FcAccess, FcAnswer, InvocationType } from './invocation';
import { chainedKeys, fixedKeys, type KeySource, type Keys } from './keys';
import { regionNotice } from './regions';
import { type ServiceName, toServiceError } from './service-errors';
import { findTarget, type LocalTarget, type NeededName, type Target, type TargetOptions } from './target';
import { brokenRule } from './target-grammar';

/**
 * Milliseconds for a request and its answer: Tablestore may take 30 s for a search, and nothing else takes nearly as long.
 */
const ANSWER_MS = 40_000;

/** Listing can be repeated safely, so connection errors get two more attempts. */
const LIST_RETRIES = 2;

/** With the SDK's 20 retries a person would wait 36 s for a wrong address. */
const TABLESTORE_RETRIES = 3;

/**
 * For the pipeline that options, environment and files name, or the local one that is up.
 *
 * @param needed the names that the command uses. @default all
 * @throws UsageError
 */
export function openSession(
  { timeout, ...options }: TargetOptions & { timeout?: number },
  terminal: Pick<Terminal, 'env' | 'cwd' | 'stderr'>,
  needed?: readonly NeededName[],
): Session {
  const target = findTarget(options, terminal, needed);
  const notice = 'keys' in target ? target.notice : regionNotice(target.region);
  if (notice) terminal.stderr.write(`${oneLine(notice)}\n`);
  return new Session(target, timeout === undefined ? undefined : timeout * 1_000);
}

/**
 * Clients of one deployed pipeline. Each is created when it is first needed, and again when temporary keys
 * have changed.
 */
export class Session {
  readonly keys: KeySource;
  readonly oss: () => Promise<OSS>;
  readonly tablestore: () => Promise<TableStore.Client>;

  constructor(
    readonly target: Target | LocalTarget,
    /** Milliseconds that one request may take. @default 40,000 */
    readonly answerMs = ANSWER_MS,
  ) {
    this.keys = 'keys' in target ? fixedKeys(target.keys) : chainedKeys();
    this.oss = this.perKeys(async (keys) => {
      const { ossClient } = await import('./oss-client.js');
      return ossClient({ ...target, ...keys }, { retries: LIST_RETRIES, timeoutMs: answerMs });
    });
    this.tablestore = this.perKeys(async (keys) => {
      const { tablestoreClient } = await import('./tablestore-client.js');
      const client = tablestoreClient(
        { ...target, ...keys },
        { retries: TABLESTORE_RETRIES, timeoutMs: answerMs },
      );
      return guarded(client, 'Tablestore', target, answerMs);
    });
  }

  /**
   * The function that describes objects.
   * @throws UsageError when the target does not contain its name
   */
  async functionCompute(): Promise<{
    /** Resolves when the service has accepted the payload. */
    invoke: (payload: Buffer) => Promise<void>;
    /** Resolves with the function's answer. */
    call: (payload: Buffer) => Promise<FcAnswer>;
    accountId: string;
  }> {
    const { service, function: name } = this.target;
    if (!name) {
      throw new UsageError(
        "The function is not known: give --function, and in Function Compute 2 --service, as the stack's outputs name them.",
      );
    }
    const accountId = this.target.accountId ?? (await this.ownerOfBucket());
    const access = { ...this.target, accountId };
    const send = await this.senderTo(access, service, name);
    return {
      invoke: async (payload) => {
        await send(await this.keys(), payload, 'Async');
      },
      call: async (payload) => send(await this.keys(), payload, 'Sync'),
      accountId,
    };
  }

  /** Only Function Compute 2 has services, so that one tells the generation. */
  private async senderTo(
    access: FcAccess,
    service: string | undefined,
    name: string,
  ): Promise<(keys: Keys, payload: Buffer, type: InvocationType) => Promise<FcAnswer>> {
    if (service) {
      const { invokeInService } = await import('./fc2-client.js');
      return (keys, payload, type) =>
        invokeInService(access, keys, { service, function: name }, payload, this.answerMs, type);
    }
    const { invokeFunction } = await import('./fc3-client.js');
    return (keys, payload, type) => invokeFunction(access, keys, name, payload, this.answerMs, type);
  }

  /** The account's id, which is part of the address of its functions. */
  private async ownerOfBucket(): Promise<string> {
    const { bucket } = this.target;
    try {
      const answer = await (await this.oss()).getBucketInfo(bucket);
      const id: unknown = answer.bucket?.Owner?.ID;
      // It becomes part of the address that invocations go to.
      if (brokenRule('accountId', id) === undefined) return id as string;
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

/** The client with every refusal turned into a sentence, and with an end to each request, its repetitions included. */
function guarded<Client extends object>(
  client: Client,
  service: ServiceName,
  target: Target,
  answerMs: number,
): Client {
  return new Proxy(client, {
    get(object, name) {
      const member: unknown = Reflect.get(object, name);
      if (typeof member !== 'function') return member;
      return async (...parameters: unknown[]) => {
        try {
          return await withDeadline(member.apply(object, parameters), answerMs);
        } catch (error) {
          throw toServiceError(service, error, target);
        }
      };
    },
  });
}
