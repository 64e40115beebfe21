import type { Code } from './code-store';

/** What an instance is started from: one state of one function. */
export interface InstanceSpec {
  region: string;
  accountId: string;
  /** Absent in Function Compute 3. */
  service?: string;
  fn: string;
  runtime: string;
  handler: string;
  memorySizeMB: number;
  timeoutSeconds: number;
  instanceConcurrency: number;
  environment: Record<string, string>;
  code: Code;
  /** Directory for the writable files of instances. */
  workDir: string;
  /** Script that runs in each instance before the function's code. */
  preload?: string | undefined;
}
