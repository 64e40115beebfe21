import { constants } from 'node:os';
import type { HardLimits } from './confinement';
import { limitsInBytes } from './confinement';
import type { End } from './mediainfo-process';

/** The messages to and from the template, as assets/object-file/template.c describes them. */
const ORDER = { FORK: 1, KILL: 2 } as const;
const TOLD = { READY: 1, FORKED: 2, ENDED: 3 } as const;

const TOLD_BYTES = 24;

const numbers = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => {
    bytes.writeBigUInt64LE(BigInt(value), 8 * i);
  });
  return bytes;
};

/** @param own mediainfo's own arguments, the object's path last */
export function forkOrder(slot: number, own: readonly string[], limits: HardLimits, mark: Buffer): Buffer {
  const text = Buffer.from(own.map((argument) => `${argument}\0`).join(''));
  return Buffer.concat([numbers(ORDER.FORK, slot, ...limitsInBytes(limits), text.length), text, mark]);
}

export const killOrder = (slot: number): Buffer => numbers(ORDER.KILL, slot, 0, 0, 0, 0);

/** What the template tells of itself and its children. */
export interface Listener {
  /** @param refused bits of the measures that the kernel refused, as in `confinement.ts` */
  ready(refused: bigint): void;
  /** @param pid 0 when the kernel allowed no further process */
  forked(slot: number, pid: number): void;
  ended(slot: number, end: End): void;
}

/** Returns a function that takes the bytes which the template writes. */
export function templateMessages(listener: Listener): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  return (chunk) => {
    pending = pending.length > 0 ? Buffer.concat([pending, chunk]) : chunk;
    for (; pending.length >= TOLD_BYTES; pending = pending.subarray(TOLD_BYTES)) {
      const [what, first, second] = [0, 8, 16].map((at) => pending.readBigUInt64LE(at)) as [
        bigint,
        bigint,
        bigint,
      ];
      if (what === BigInt(TOLD.READY)) listener.ready(first);
      else if (what === BigInt(TOLD.FORKED)) listener.forked(Number(first), Number(second));
      else listener.ended(Number(first), endOf(Number(second)));
    }
  };
}

const SIGNALS = new Map(
  Object.entries(constants.signals).map(([name, number]) => [number, name as NodeJS.Signals]),
);

/** @param status as of the system call `wait` */
function endOf(status: number): End {
  const signal = status & 0x7f;
  if (signal === 0) return { code: (status >> 8) & 0xff, signal: null };
  return { code: null, signal: SIGNALS.get(signal) ?? 'SIGKILL' };
}
