import { appendFileSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cloud, type CloudOptions, type OssConditions } from 'stand-in-cloud';
import type { CheckId } from '../../../../cli/doctor/checks';
import type { Outcome } from '../../../../cli/doctor/finding';
import { type RunOptions, type RunResult, runMedia } from '../../run-media';
import { HttpProxy } from './http-proxy';

type Quotas = NonNullable<CloudOptions['quotas']>;

interface Keys {
  accessKeyId: string;
  accessKeySecret: string;
}

/** The report of `media doctor --json`. */
export interface Report {
  passed: number;
  failed: number;
  notChecked: number;
  functionCompute: unknown;
  checks: {
    check: CheckId;
    outcome: Outcome;
    detail: string;
    remedy?: string;
    facts: Record<string, unknown>;
  }[];
}

/** A cloud for one fault after another, and a folder in which `media` finds it. */
export class DoctorCloud {
  private constructor(
    readonly cloud: Cloud,
    readonly proxies: Record<'ros' | 'sts' | 'fc' | 'log', HttpProxy>,
    readonly conditions: OssConditions,
    readonly quotas: Quotas,
    readonly folder: string,
  ) {}

  static async start(options: CloudOptions = {}): Promise<DoctorCloud> {
    const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
    const preload = join(folder, 'instance-faults.cjs');
    copyFileSync(join(__dirname, 'instance-faults.cjs'), preload);
    const [conditions, quotas]: [OssConditions, Quotas] = [{}, {}];
    const cloud = await Cloud.start({
      ossConditions: conditions,
      quotas,
      instancePreload: preload,
      // Short waits before an event is tried again.
      timeScale: 0.01,
      // New roles and log projects can be used at once.
      settlingMs: 0,
      ...options,
    });
    const proxies = {
      ros: await HttpProxy.start(cloud.rosEndpoint),
      sts: await HttpProxy.start(cloud.stsEndpoint),
      fc: await HttpProxy.start(cloud.fcEndpoint),
      log: await HttpProxy.start(cloud.logEndpoint, 'localhost'),
    };
    const here = new DoctorCloud(cloud, proxies, conditions, quotas, folder);
    here.use(cloud.rootKey);
    return here;
  }

  /** Gives the command other keys. */
  use({ accessKeyId, accessKeySecret }: Keys): void {
    const { cloud, proxies, folder } = this;
    const line = {
      region: cloud.region,
      ossEndpoint: cloud.oss.endpoint,
      tablestoreEndpoint: cloud.tablestore.endpoint,
      rosEndpoint: proxies.ros.endpoint,
      stsEndpoint: proxies.sts.endpoint,
      fcEndpoint: proxies.fc.endpoint,
      logEndpoint: proxies.log.endpoint,
      ramEndpoint: cloud.ramEndpoint,
      quotasEndpoint: cloud.quotasEndpoint,
      accountId: cloud.ram.accountId,
      accessKeyId,
      accessKeySecret,
    };
    writeFileSync(join(folder, 'cloud.json'), `${JSON.stringify(line)}\n`);
  }

  /** Puts one more fault into the machine of the functions. */
  machine(name: CheckId): void {
    appendFileSync(join(this.folder, 'fault.txt'), `${name}\n`);
  }

  /** What the present faults left behind, and how it is taken away. */
  readonly repairs: (() => Promise<void>)[] = [];

  /** Removes all faults. */
  async mend(): Promise<void> {
    for (const repair of this.repairs.splice(0)) await repair();
    for (const proxy of Object.values(this.proxies)) proxy.refuse = () => undefined;
    delete this.conditions.fault;
    for (const name of Object.keys(this.quotas)) delete this.quotas[name as keyof Quotas];
    this.cloud.tablestore.injectFaults(undefined);
    rmSync(join(this.folder, 'fault.txt'), { force: true });
    this.use(this.cloud.rootKey);
  }

  run(argv: string[], options: RunOptions = {}): Promise<RunResult> {
    return runMedia(argv, { cwd: this.folder, env: { MEDIA_LOCAL: 'cloud.json' }, ...options });
  }

  /** @param argv what follows `media doctor` */
  async doctor(...argv: string[]): Promise<{ code: number; report: Report; text: string }> {
    const { code, out, err } = await this.run(['doctor', '--json', ...argv]);
    if (!out.startsWith('{')) throw new Error(`media doctor ended with ${code}: ${err}`);
    return { code, report: JSON.parse(out) as Report, text: out };
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.proxies).map((proxy) => proxy.stop()));
    await this.cloud.close();
    rmSync(this.folder, { recursive: true });
  }
}

/** The checks that failed, and the checks that were not made. */
export const outcomesOf = ({ checks }: Report) => ({
  failed: checks.filter(({ outcome }) => outcome === 'failed').map(({ check }) => check),
  notChecked: checks.filter(({ outcome }) => outcome === 'not checked').map(({ check }) => check),
});
