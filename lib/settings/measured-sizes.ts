// Written by `npm run bench -- --vcpu --write`; changes made here are lost.
import type { MeasuredSize } from './measured-size';

/** When the sizes were measured. */
export const MEASURED_ON = '';

/** Every size that the bench measured, by vCPUs. Empty until it has run on an idle machine. */
export const MEASURED_SIZES: readonly MeasuredSize[] = [];
