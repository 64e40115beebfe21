import type { Inputs } from '../../gateway/inputs';
import type { Activation } from '../activation';
import type { RosEngine } from '../engine';
import { RosError } from '../errors';
import { StackFailedError } from '../stack';

/** One action of the API. */
export interface Action {
  /** Names of the parameters that it takes, before the first dot. */
  parameters: readonly string[];
  run(engine: RosEngine, inputs: Inputs, activation: Activation): object | Promise<object>;
}

const PAGE = { size: 10, most: 50 };
export const PAGING = ['PageNumber', 'PageSize'];

/** The items of the page that is asked for. */
export function page<T>(inputs: Inputs, items: readonly T[]): { items: T[]; paging: object } {
  const PageNumber = inputs.integer('PageNumber', 1, Number.MAX_SAFE_INTEGER);
  const PageSize = inputs.integer('PageSize', PAGE.size, PAGE.most);
  const start = (PageNumber - 1) * PageSize;
  return {
    items: items.slice(start, start + PageSize),
    paging: { TotalCount: items.length, PageNumber, PageSize },
  };
}

export const parametersOf = (inputs: Inputs) => inputs.pairs('Parameters', 'ParameterKey', 'ParameterValue');

/** In the API of the service, stacks are named by their ids only. */
export function stackId(engine: RosEngine, inputs: Inputs): string {
  const id = inputs.required('StackId');
  if (engine.describeStack(id).stackId === id) return id;
  throw new RosError('StackNotFound', `The Stack (${id}) could not be found.`);
}

/**
 * Answers when an operation has begun, and lets it go on. A refusal comes before the first step; a later failure is seen
 * in the stack.
 */
export async function begin(operation: Promise<unknown>): Promise<void> {
  const refusal = operation.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof StackFailedError) return undefined;
      if (error instanceof RosError) return error;
      throw error;
    },
  );
  const begun = new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)));
  const found = await Promise.race([refusal, begun]);
  if (found) throw found;
}
