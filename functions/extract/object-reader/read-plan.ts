import { cover } from './plan/cover';
import { lookAhead } from './plan/look-ahead';
import type { Action, Fetch, PlanState, Read, Run } from './plan/plan-state';
import { type AnswerSize, answerSize, follow } from './plan/runs';

/** What is to be done for one read. */
export interface ReadPlan<F extends Fetch = Fetch> {
  /** The runs with this read, its own first. */
  runs: readonly [Run, ...Run[]];
  /** To be done in this order. */
  actions: readonly Action<F>[];
  answer: AnswerSize;
}

/**
 * Decides what is fetched for a read. It only computes: the same state and read always give the same plan, and nothing
 * is changed. It is called tens of thousands of times for an object, so on a run it looks at each fetch only once or
 * twice; only a seek may need more.
 *
 * The terms are explained in docs/reading.md, "Terms".
 *
 * @param read not empty, and within the object
 */
export function planRead<F extends Fetch>(state: PlanState<F>, read: Read): ReadPlan<F> {
  const runs = follow(state.runs, read);
  const [run] = runs;
  const actions = cover(state, runs, read);
  // Only a seek shows which place is read.
  if (run.reads === 1 && state.places) actions.push(...lookAhead(state, read.start, actions));
  return { runs, actions, answer: answerSize(read, run, state.settings) };
}
