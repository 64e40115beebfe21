/** Invalid arguments of a function in the template. `PropertyResolver` adds the path. */
export class FunctionError extends Error {}
