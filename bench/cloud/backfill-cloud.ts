import { LocalPipeline } from '../../cli/local-cloud/local-pipeline';
import { Interruption } from '../../cli/program/interruption';
import { PROJECT_ROOT } from '../../lib/project-root';
import { readContext } from '../../lib/settings';

/**
 * A process with the stack deployed to a stand-in, as in `npm run local`. Its trigger matches no key of the
 * bench. So the objects in the bucket are like objects that were there before the stack.
 */
async function keepUp(): Promise<void> {
  const interruption = new Interruption();
  const pipeline = await LocalPipeline.deploy({
    context: { ...readContext(PROJECT_ROOT, [], {}), prefix: 'nothing/' },
  });
  process.stdout.write(`${JSON.stringify(pipeline.connection)}\n`);
  await interruption.code;
  await pipeline.close();
  interruption.end();
}

keepUp().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
