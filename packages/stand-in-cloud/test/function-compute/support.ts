import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { FunctionCompute } from '../../src/function-compute/function-compute';
import { generation2 } from '../../src/function-compute/generation-2';
import { generation3 } from '../../src/function-compute/generation-3';
import type { Problem } from '../../src/function-compute/problems';
import type { FunctionOptions } from '../../src/function-compute/service';
import type { FunctionComputeOptions } from '../../src/function-compute/settings';
import { InMemoryLogService } from '../../src/log-service/in-memory-log-service';
import type { NotificationRule, OssEventRecord, OssService } from '../../src/oss/service';
import type { Authority, Credentials, KeyLookup, Principal } from '../../src/ram/authority';

export const ACCOUNT = '1234567890123456';
export const REGION = 'cn-hangzhou';
export const SERVICE_ROLE = `acs:ram::${ACCOUNT}:role/service-role`;
export const INVOCATION_ROLE = `acs:ram::${ACCOUNT}:role/invocation-role`;
export const caller: Principal = {
  kind: 'user',
  accountId: ACCOUNT,
  arn: `acs:ram::${ACCOUNT}:user/someone`,
};

/** Allows everything that a test does not deny. Each role trusts the service in `trust`. */
export class FakeAuthority implements Authority {
  readonly accountId = ACCOUNT;
  readonly trust = new Map([
    [SERVICE_ROLE, 'fc.aliyuncs.com'],
    [INVOCATION_ROLE, 'oss.aliyuncs.com'],
  ]);
  /** Each question asked of `isAllowed`, as `action resource`. */
  readonly asked: string[] = [];
  denied: (action: string, resource: string, principal: Principal) => boolean = () => false;
  private readonly keys = new Map<string, Credentials & { principal: Principal }>();

  lookup(accessKeyId: string, securityToken?: string): KeyLookup {
    const key = this.keys.get(accessKeyId);
    if (!key) {
      return { known: false, reason: 'UnknownKey' };
    }
    if (key.securityToken !== securityToken) {
      return { known: false, reason: securityToken ? 'InvalidToken' : 'MissingToken' };
    }
    return { known: true, principal: key.principal, accessKeySecret: key.accessKeySecret };
  }

  isAllowed(principal: Principal, action: string, resource: string): boolean {
    this.asked.push(`${action} ${resource}`);
    return !this.denied(action, resource, principal);
  }

  assumeRole({ roleArn, service, sessionName }: { roleArn: string; service: string; sessionName: string }) {
    if (this.trust.get(roleArn) !== service) {
      throw Object.assign(new Error(`${service} may not assume ${roleArn}`), { code: 'NoPermission' });
    }
    const accessKeyId = `STS.key${this.keys.size}`;
    const role = roleArn.split('/').at(-1);
    const principal: Principal = {
      kind: 'assumed-role',
      accountId: ACCOUNT,
      arn: `acs:ram::${ACCOUNT}:assumed-role/${role}/${sessionName}`,
    };
    const credentials = {
      accessKeyId,
      accessKeySecret: `secret-of-${accessKeyId}`,
      securityToken: `token-of-${accessKeyId}`,
      expiration: Date.now() + 3_600_000,
    };
    this.keys.set(accessKeyId, { ...credentials, principal });
    return credentials;
  }

  addUser(accessKeyId: string, accessKeySecret: string): void {
    this.keys.set(accessKeyId, { accessKeyId, accessKeySecret, principal: caller });
  }
}

/** Buckets, objects and rules. `emit` sends the event of an object. */
export class FakeOss
  implements
    Pick<
      OssService,
      | 'hasBucket'
      | 'addNotification'
      | 'removeNotification'
      | 'suspendNotification'
      | 'deliverPending'
      | 'readObject'
    >
{
  readonly objects = new Map<string, Buffer>();
  readonly rules = new Map<string, NotificationRule>();
  readonly buckets = new Set(['code', 'source']);

  hasBucket(name: string): boolean {
    return this.buckets.has(name);
  }

  addNotification(rule: NotificationRule): void {
    this.rules.set(rule.id, rule);
  }

  removeNotification(id: string): void {
    this.rules.delete(id);
  }

  suspendNotification(id: string): void {
    this.rules.delete(id);
  }

  /** Events are not kept. */
  deliverPending(): void {}

  readObject(bucket: string, key: string) {
    const body = this.objects.get(`${bucket}/${key}`);
    if (!body) {
      throw Object.assign(new Error('The specified key does not exist.'), { code: 'NoSuchKey' });
    }
    return { size: body.length, etag: 'etag', stream: Readable.from([body]) };
  }

  emit(key: string): void {
    for (const rule of this.rules.values()) {
      void rule.deliver(ossRecord(key, rule));
    }
  }
}

function ossRecord(key: string, rule: NotificationRule): OssEventRecord {
  return {
    eventName: 'ObjectCreated:PutObject',
    eventSource: 'acs:oss',
    eventTime: '2026-11-23T00:00:00.000Z',
    eventVersion: '1.0',
    oss: {
      bucket: {
        arn: `acs:oss:${REGION}:${ACCOUNT}:${rule.bucket}`,
        name: rule.bucket,
        ownerIdentity: ACCOUNT,
        virtualBucket: '',
      },
      object: { key, size: 1, deltaSize: 1, eTag: 'E' },
      ossSchemaVersion: '1.0',
      ruleId: rule.id,
    },
    region: REGION,
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: { requestId: 'R' },
    userIdentity: { principalId: ACCOUNT },
  };
}

export function zip(files: Record<string, string | { content: string; mode: number }>): Buffer {
  const entries: Zippable = {};
  for (const [name, file] of Object.entries(files)) {
    const { content, mode } = typeof file === 'string' ? { content: file, mode: 0o100_644 } : file;
    entries[name] = [strToU8(content), { os: 3, attrs: mode * 65_536 }];
  }
  return Buffer.from(zipSync(entries));
}

export type Rig = Awaited<ReturnType<typeof makeRig>>;

/** Function Compute with a service `svc` that logs to `logs-project/logs`. */
export async function makeRig(options: Partial<FunctionComputeOptions> = {}) {
  const authority = new FakeAuthority();
  const oss = new FakeOss();
  const logs = new InMemoryLogService({ authority: options.authority ?? authority, region: REGION });
  logs.createProject('logs-project');
  logs.createLogstore('logs-project', 'logs', { ttlDays: 7 });
  const workDir = mkdtempSync(path.join(tmpdir(), 'fc-'));
  const problems: Problem[] = [];
  const fc = new FunctionCompute({
    generations: [generation2, generation3],
    authority,
    oss: oss as unknown as OssService,
    logs,
    region: REGION,
    workDir,
    timeScale: 0.01,
    onProblem: (problem) => problems.push(problem),
    ...options,
  });
  const logConfig = { project: 'logs-project', logstore: 'logs' };
  await fc.createService('svc', { role: SERVICE_ROLE, logConfig });
  const rig = {
    authority,
    oss,
    logs,
    fc,
    workDir,
    problems,
    async addFunction(name: string, source: string, more: Partial<FunctionOptions> = {}) {
      oss.objects.set(`code/${name}.zip`, zip({ 'index.js': source }));
      await fc.createFunction({ service: 'svc', fn: name }, { ...functionOptions(name), ...more });
    },
    async invoke(name: string, event: unknown = {}) {
      return fc.invoke(caller, { service: 'svc', fn: name }, Buffer.from(JSON.stringify(event)));
    },
    messages(): string[] {
      return logs.readLogs('logs-project', 'logs').map(({ fields }) => fields['message'] ?? '');
    },
    async close() {
      await fc.close();
      rmSync(workDir, { recursive: true, force: true });
    },
  };
  return rig;
}

export function functionOptions(name: string): FunctionOptions {
  return {
    runtime: 'nodejs20',
    handler: 'index.handler',
    code: { ossBucketName: 'code', ossObjectName: `${name}.zip` },
    memorySizeMB: 512,
    timeoutSeconds: 20,
  };
}

/** State letter of a process, undefined when it is gone: `T` is stopped. */
export function processState(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    return state === 'Z' ? undefined : state;
  } catch {
    return undefined;
  }
}

export function filesUnder(directory: string): string[] {
  return readdirSync(directory, { recursive: true }).map(String);
}
