import type { CommonOptions } from '../cloud/target-options';
import type { FileOptions } from '../upload/named-files';
import type { OutputOptions } from './verdict-output';

export interface CheckOptions extends CommonOptions, OutputOptions, FileOptions {
  write?: boolean;
  /** Rows per second. */
  rate?: number;
  state?: string;
  restart?: boolean;
}
