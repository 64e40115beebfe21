/** A goal of the project, and what was measured. */
export interface Goal {
  goal: string;
  measured: string;
  /** Undefined when nothing was measured that decides it. */
  met: boolean | undefined;
}

/** Compares one number of each case with a limit, in every case that has both. */
export function inEvery(
  goal: string,
  cases: readonly string[],
  value: (name: string) => number | undefined,
  limit: number,
  text: (value: number) => string,
): Goal {
  const values = cases.flatMap((name) => {
    const found = value(name);
    return found === undefined ? [] : [{ name, found }];
  });
  if (values.length === 0) return { goal, measured: 'not measured', met: undefined };
  const missed = values.filter(({ found }) => found > limit);
  const shown = missed.length > 0 ? missed : [values.reduce((a, b) => (a.found > b.found ? a : b))];
  const told = shown.map(({ name, found }) => `${name} ${text(found)}`).join(', ');
  return { goal, measured: missed.length > 0 ? told : `at most ${told}`, met: missed.length === 0 };
}

export const percent = (share: number): string => share.toFixed(2);

export const milliseconds = (value: number): string => `${Math.round(value)} ms`;
