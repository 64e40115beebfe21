/** A function by its names. */
export interface FunctionName {
  /** Absent in Function Compute 3, where functions are in no service. */
  service?: string;
  /** Version or alias. @default the latest version */
  qualifier?: string;
  fn: string;
}
