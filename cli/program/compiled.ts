/** Declared by the compiled command; not there where it runs from its sources, as in tests. */
declare const __compiledDirectory: string | undefined;

/** The directory of the compiled command, if it is compiled. */
export const COMPILED_DIRECTORY: string | undefined =
  typeof __compiledDirectory === 'undefined' ? undefined : __compiledDirectory;
