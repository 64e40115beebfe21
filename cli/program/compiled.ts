/** Defined in the compiled command. Not defined when the command runs from its sources, as in tests. */
declare const __compiledDirectory: string | undefined;

/** The directory of the compiled command; undefined when it is not compiled. */
export const COMPILED_DIRECTORY: string | undefined =
  typeof __compiledDirectory === 'undefined' ? undefined : __compiledDirectory;
