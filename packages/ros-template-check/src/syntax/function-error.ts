/** Arguments that a function does not take. The message says which it takes; who evaluates the function knows where. */
export class FunctionError extends Error {}
