import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Synthesize = (context: Record<string, unknown>, outdir: string) => Promise<void>;

/** Synthesizes each context once: that takes seconds, and gives the same each time. */
export function keptSynthesis(synthesize: Synthesize): { synthesizeApart: Synthesize; forget: () => void } {
  const kept = new Map<string, Promise<string>>();
  const make = async (context: Record<string, unknown>): Promise<string> => {
    const directory = mkdtempSync(join(tmpdir(), 'kept-synthesis-'));
    await synthesize(context, directory);
    return directory;
  };
  return {
    async synthesizeApart(context, outdir) {
      const name = JSON.stringify(context);
      if (!kept.has(name)) kept.set(name, make(context));
      cpSync(await kept.get(name)!, outdir, { recursive: true });
    },
    forget() {
      for (const made of kept.values()) {
        void made.then((directory) => rmSync(directory, { recursive: true }));
      }
    },
  };
}
