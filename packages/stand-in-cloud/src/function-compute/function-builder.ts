import path from 'node:path';
import { Readable } from 'node:stream';
import { reasonOf } from '../reason-of';
import { type Code, CodeStore } from './code-store';
import { checkDestinations } from './destination';
import { FcError } from './errors';
import type { FunctionName } from './function-name';
import type { InstanceSpec } from './instance-spec';
import { checkServiceOptions } from './name-limits';
import { refuseNewcomers } from './newcomers';
import type { AsyncOptions, FunctionOptions, ServiceOptions } from './service';
import type { Settings } from './settings';

/** Checks the options of services and functions, fetches code, and makes the specification of instances. */
export class FunctionBuilder {
  private readonly codes: CodeStore;

  constructor(private readonly settings: Settings) {
    this.codes = new CodeStore(path.join(settings.workDir, 'code'));
  }

  checkService(options: ServiceOptions): void {
    checkServiceOptions(options);
    refuseNewcomers(this.settings.settling, options);
    if (options.logConfig) {
      try {
        this.settings.logs.readLogs(options.logConfig.project, options.logConfig.logstore);
      } catch (error) {
        throw new FcError('InvalidArgument', `LogConfig: ${reasonOf(error)}`, { cause: error });
      }
    }
  }

  checkFunction(name: FunctionName, options: FunctionOptions): void {
    this.settings.generations.of(name).checkFunction(options);
    if (options.home) this.checkService(options.home);
    checkDestinations(name, options.async, this.settings);
  }

  checkAsync(name: FunctionName, options: AsyncOptions): void {
    this.settings.generations.of(name).checkAsync(options);
    checkDestinations(name, options, this.settings);
  }

  async fetchCode({ code }: FunctionOptions): Promise<Code> {
    return this.codes.take(
      'zip' in code
        ? { size: code.zip.length, stream: Readable.from([code.zip]) }
        : this.openCode(code.ossBucketName, code.ossObjectName),
    );
  }

  specOf({ service, fn }: FunctionName, options: FunctionOptions, code: Code): InstanceSpec {
    return {
      region: this.settings.region,
      accountId: this.settings.authority.accountId,
      service,
      fn,
      runtime: options.runtime,
      handler: options.handler,
      memorySizeMB: options.memorySizeMB,
      timeoutSeconds: options.timeoutSeconds,
      instanceConcurrency: options.instanceConcurrency ?? 1,
      environment: Object.fromEntries(
        Object.entries(options.environment ?? {}).map(([name, value]) => [
          name,
          this.settings.environmentValue(value),
        ]),
      ),
      code,
      workDir: path.join(this.settings.workDir, 'instances'),
      preload: this.settings.preload,
    };
  }

  private openCode(bucket: string, key: string): ReturnType<Settings['oss']['readObject']> {
    try {
      return this.settings.oss.readObject(bucket, key);
    } catch (error) {
      throw new FcError('InvalidArgument', `Code: oss://${bucket}/${key}: ${reasonOf(error)}`, {
        cause: error,
      });
    }
  }
}
