/** Arguments that a function of the template does not take; the resolver adds where. */
export class FunctionError extends Error {}
