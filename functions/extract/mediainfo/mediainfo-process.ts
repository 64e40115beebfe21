/** How a process ended, or why it never started. */
export type End = { code: number | null; signal: NodeJS.Signals | null } | { error: Error };

/** What a process writes. */
export interface Written {
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
}

/** The questions that a process asks for bytes, and the way for the answers. */
export interface Questions extends Written {
  write(bytes: Buffer): unknown;
  /** Bytes that the process has not taken yet. */
  readonly writableLength: number;
  /** Makes the listeners get no more. */
  pause(): unknown;
}

/** A mediainfo for one object: started for it, or forked from the template. */
export interface MediaInfoProcess {
  /** Undefined as long as it is not known. */
  readonly pid: number | undefined;
  /** True when it should have been forked and was not. It has ended then. */
  readonly neverRan: boolean;
  readonly questions: Questions;
  readonly printed: Written;
  /** Resolves when the process has ended. Never rejects. */
  readonly ended: Promise<End>;
  /** Resolves when the process has ended and the listeners have got all that it wrote. Never rejects. */
  readonly closed: Promise<unknown>;
  /** Ends the process if it still runs. */
  kill(): void;
  /** Call it when nobody listens any more. */
  release(): void;
}
