/** A function has wrong arguments. The message says which ones are right; the evaluator adds the place. */
export class FunctionError extends Error {}
