const SYNC = 0x47;

/** Bytes of a packet: MPEG-TS, with a time before it (M2TS), with a checksum behind it. */
const STEPS = [188, 192, 204];

/** The first packet from `from` on, and the distance between packets; undefined when there are no three in a row. */
function nextPacket(bytes: Buffer, from: number): { at: number; step: number } | undefined {
  for (let at = bytes.indexOf(SYNC, from); at >= 0; at = bytes.indexOf(SYNC, at + 1)) {
    const step = STEPS.find((one) => bytes[at + one] === SYNC && bytes[at + 2 * one] === SYNC);
    if (step !== undefined) return { at, step };
  }
  return undefined;
}

/** @param begins true where a unit or a table begins in it */
type Visit = (pid: number, begins: boolean, payloadStart: number, payloadEnd: number) => void;

/**
 * Visits the packets of a piece of a transport stream, which may begin anywhere. It makes no object for each of them, as
 * there are 20,000 in what is read of an object.
 */
function visitPackets(bytes: Buffer, visit: Visit): void {
  for (let first = nextPacket(bytes, 0); first; first = nextPacket(bytes, first.at + 1)) {
    for (; first.at + 188 <= bytes.length && bytes[first.at] === SYNC; first.at += first.step) {
      const { at } = first;
      const pid = ((bytes[at + 1]! & 0x1f) << 8) | bytes[at + 2]!;
      const control = bytes[at + 3]! & 0x30;
      const start = at + 4 + (control & 0x20 ? 1 + bytes[at + 4]! : 0);
      if (!(control & 0x10) || start >= at + 188) continue;
      visit(pid, (bytes[at + 1]! & 0x40) !== 0, start, at + 188);
    }
  }
}

/**
 * What the packets carry, by their PID: without headers in between, so that a parameter set lies in one piece.
 *
 * @param memory where to copy it; at least as many bytes as the piece has
 */
export function payloads(bytes: Buffer, memory: Buffer): Buffer[] {
  const lengths = new Map<number, number>();
  visitPackets(bytes, (pid, _, start, end) => {
    lengths.set(pid, (lengths.get(pid) ?? 0) + end - start);
  });
  const ends = new Map<number, number>();
  let used = 0;
  for (const [pid, length] of lengths) {
    ends.set(pid, used);
    used += length;
  }
  visitPackets(bytes, (pid, _, start, end) => {
    const at = ends.get(pid)!;
    bytes.copy(memory, at, start, end);
    ends.set(pid, at + end - start);
  });
  return [...lengths].map(([pid, length]) => memory.subarray(ends.get(pid)! - length, ends.get(pid)));
}

/** `table_id` of a program map table (ISO 13818-1). */
const PROGRAM_MAP = 2;

/**
 * The program map tables, by PID: which streams there are. Without version and checksum, and as much of each as is in its
 * first packet.
 */
export function programMaps(bytes: Buffer): Map<number, Set<string>> {
  const maps = new Map<number, Set<string>>();
  visitPackets(bytes, (pid, begins, payloadStart, end) => {
    if (!begins) return;
    const payload = bytes.subarray(payloadStart, end);
    const start = 1 + payload[0]!;
    if (payload[start] !== PROGRAM_MAP || payload.length < start + 12) return;
    const length = 3 + (payload.readUInt16BE(start + 1) & 0xfff);
    const table = payload.subarray(start, start + length - 4);
    const text = `${table.toString('latin1', 0, 5)}${table.toString('latin1', 6)}`;
    maps.set(pid, (maps.get(pid) ?? new Set()).add(text));
  });
  return maps;
}
