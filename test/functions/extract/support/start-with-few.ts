/**
 * Runs as a separate process with a low limit of file descriptors. It starts a description with 0 to 20 free
 * descriptors, and prints for each number how it ended and how many descriptors were lost.
 */
import { closeSync, openSync, readdirSync } from 'node:fs';
import { MediaInfo } from '../../../../functions/extract/mediainfo/mediainfo';
import { runLimits } from './run-limits';

async function start(): Promise<string> {
  try {
    const address = { bucket: 'media-bucket', key: 'film.mp4' };
    await new MediaInfo().start(address, runLimits(60), { headBytes: 1, tailBytes: 1 }).dispose();
    return 'started';
  } catch (error) {
    return (error as Error).name;
  }
}

function holdAllBut(left: number): number[] {
  const held: number[] = [];
  try {
    for (;;) held.push(openSync('/dev/null', 'r'));
  } catch {
    for (const descriptor of held.splice(0, left)) closeSync(descriptor);
  }
  return held;
}

const open = (): number => readdirSync('/proc/self/fd').length;

async function main(): Promise<void> {
  // Opens what stays open, and waits until the compiler of this script has closed its files.
  await start();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const seen = [];
  for (let left = 0; left <= 20; left += 1) {
    const before = open();
    const held = holdAllBut(left);
    const outcome = await start();
    for (const descriptor of held) closeSync(descriptor);
    // Some are closed by a later event.
    for (let i = 0; i < 100 && open() > before; i += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    seen.push({ left, outcome, lost: open() - before });
  }
  process.stdout.write(JSON.stringify(seen));
}

main();
