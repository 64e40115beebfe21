import type { CommonOptions } from '../cloud/target-options';
import type { OutputOptions } from './verdict-output';

export interface CheckOptions extends CommonOptions, OutputOptions {
  write?: boolean;
  /** Rows per second. */
  rate?: number;
  state?: string;
  restart?: boolean;
}
