/**
 * Run as a process of its own with a low limit of descriptors: starts a description with 0 to 20 of them left, and prints for
 * each how it went and how many descriptors were lost by it.
 */
import { closeSync, openSync, readdirSync } from 'node:fs';
import { MediaInfo } from '../../../../functions/extract/mediainfo/mediainfo';
import { runLimits } from './run-limits';

async function start(): Promise<string> {
  try {
    const address = { bucket: 'media-bucket', key: 'film.mp4' };
    await new MediaInfo().start(address, runLimits(60)).dispose();
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
  // What is opened once and kept, and what the compiler of this script still closes.
  await start();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const seen = [];
  for (let left = 0; left <= 20; left += 1) {
    const before = open();
    const held = holdAllBut(left);
    const outcome = await start();
    for (const descriptor of held) closeSync(descriptor);
    // Some are closed by an event of their own.
    for (let i = 0; i < 100 && open() > before; i += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    seen.push({ left, outcome, lost: open() - before });
  }
  process.stdout.write(JSON.stringify(seen));
}

main();
