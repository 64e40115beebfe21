/** Whole numbers from `min` to `max`, in steps. */
export interface Range {
  min: number;
  max: number;
  /** @default 1 */
  step?: number;
}
