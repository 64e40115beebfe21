import { join, resolve } from 'node:path';
import { TemplateCheckError } from 'ros-template-check';
import { CodePackageError } from './code-package/code-package-error';
import { PROJECT_ROOT } from './project-root';
import { ContextError, readContext, SettingsError } from './settings';
import { synthesize } from './synthesize';

/** Errors that the user can fix. Their message is enough, without a stack trace. */
const EXPECTED = [SettingsError, ContextError, CodePackageError, TemplateCheckError];

/** Synthesizes the stack for the official CLI or for `npm run synth`. Returns the exit code. */
export function main(argv: string[], env: NodeJS.ProcessEnv): number {
  try {
    const context = readContext(PROJECT_ROOT, argv, env);
    const outdir = resolve(env['CDK_OUTDIR'] ?? join(PROJECT_ROOT, 'cdk.out'));
    synthesize({ context, outdir });
    // The official CLI names the folder, and says itself what it does next.
    if (env['CDK_OUTDIR'] === undefined) console.error(`The template and the assets are in '${outdir}'.`);
    return 0;
  } catch (error) {
    if (EXPECTED.some((type) => error instanceof type)) {
      console.error((error as Error).message);
      return 1;
    }
    throw error;
  }
}
