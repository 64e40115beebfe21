import type { PreviewedChange, StackSummary } from '../cloud/ros-types';
import { jsonText, oneLine } from '../program/printable';
import { coloursFor, type Terminal, write } from '../program/terminal';
import type { Assembly } from './assembly';
import { deployableStack, EMPTY, updatePlan } from './deploy-stack';
import { codeBucketOf, type StackOptions, type StackTarget, withAssembly } from './deployment';
import { missingAssets } from './publish-assets';
import { withRemedy } from './remedies';

/**
 * `media deploy --dry-run`: has ROS check the template and say what would become of each resource. Nothing is made,
 * uploaded or written.
 */
export async function dryRun(
  target: StackTarget,
  options: StackOptions & { json?: boolean },
  terminal: Terminal,
): Promise<number> {
  const { ros } = target.place;
  const { bucket, qualifier } = await codeBucketOf(target, options);
  const found = await deployableStack(ros, target.stackName);
  return withAssembly(target, qualifier, async (assembly) => {
    const template = JSON.stringify(assembly.template);
    await withRemedy(() => ros.validate(template));
    // ROS previews as a replacement what its update then refuses.
    if (found && found.status !== EMPTY) await updatePlan(ros, found, assembly.template);
    const changes = await withRemedy(() => changesOf(target, found, assembly, template));
    const uploads = await missingAssets(target.place, assembly.assets);
    if (options.json) {
      const told = { stackName: target.stackName, exists: found !== undefined, uploads, bucket, changes };
      await write(terminal.stdout, `${jsonText(told)}\n`);
      return 0;
    }
    await write(terminal.stdout, textOf(changes, terminal));
    const code = uploads.length > 0 ? `would be uploaded to '${bucket}'` : `is already in '${bucket}'`;
    await write(
      terminal.stderr,
      `${summaryOf(target.stackName, found, changes)}\nThe code of the functions ${code}.\n`,
    );
    return 0;
  });
}

/** What a failed creation left counts as nothing: the next deployment deletes it first. */
async function changesOf(
  { place: { ros }, stackName }: StackTarget,
  found: StackSummary | undefined,
  { template: parsed }: Assembly,
  template: string,
): Promise<PreviewedChange[]> {
  if (found?.status === EMPTY) {
    const { Resources = {} } = parsed as { Resources?: Record<string, { Type: string }> };
    return Object.entries(Resources).map(([logicalId, { Type }]) => ({
      action: 'Add',
      logicalId,
      type: Type,
    }));
  }
  return ros.preview(found ? { stackId: found.id } : { stackName }, { template });
}

const SIGNS: Record<string, string> = { Add: '+', Modify: '~', Remove: '−' };

function textOf(changes: readonly PreviewedChange[], { stdout, env }: Terminal): string {
  const { green, yellow, red, dim } = coloursFor(stdout, env);
  const colours: Record<string, (text: string) => string> = { Add: green, Modify: yellow, Remove: red };
  return changes
    .filter(({ action }) => action !== 'None')
    .map(({ action, logicalId, type, replacement }) => {
      const sign = (colours[action] ?? dim)(SIGNS[action] ?? '?');
      const replaced = replacement === 'True' ? red('  is replaced: what it holds is lost') : '';
      const perhaps = replacement === 'Conditional' ? yellow('  may be replaced') : '';
      return `${sign} ${oneLine(logicalId)}  ${dim(oneLine(type))}${replaced}${perhaps}\n`;
    })
    .join('');
}

function summaryOf(
  name: string,
  found: StackSummary | undefined,
  changes: readonly PreviewedChange[],
): string {
  const count = (action: string): number => changes.filter((change) => change.action === action).length;
  const [added, changed, removed] = ['Add', 'Modify', 'Remove'].map(count);
  if (!found) return `Stack ${name} would be created, with ${added} resources.`;
  if (added === 0 && changed === 0 && removed === 0)
    return `Stack ${name} is as it should be: nothing to change.`;
  return `Stack ${name} (${found.status}) would change: ${added} added, ${changed} changed, ${removed} removed.`;
}
