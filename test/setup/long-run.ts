/** True in `npm run test:long`, false in `npm test`. */
export const IS_LONG_RUN = process.env['LONG_RUN'] !== undefined;

/**
 * Shares cases out between the two runs, where there are many of a kind: `npm test` tries the usual ones, `npm run
 * test:long` the others. Every test file that imports this is part of the long run.
 */
export const ofThisRun = <T>(all: readonly T[], isUsual: (one: T, index: number) => boolean): T[] =>
  all.filter((one, index) => isUsual(one, index) !== IS_LONG_RUN);
