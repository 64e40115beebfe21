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

/**
 * What the packets of a piece of a transport stream carry, by their PID: without headers in between, so that a parameter
 * set lies in one piece. The piece may begin anywhere.
 */
export function payloads(bytes: Buffer): Buffer[] {
  const parts = new Map<number, Buffer[]>();
  for (let packet = nextPacket(bytes, 0); packet; packet = nextPacket(bytes, packet.at + 1)) {
    const { step } = packet;
    for (; packet.at + 188 <= bytes.length && bytes[packet.at] === SYNC; packet.at += step) {
      const { at } = packet;
      const pid = bytes.readUInt16BE(at + 1) & 0x1fff;
      const control = bytes[at + 3]! & 0x30;
      const start = at + 4 + (control & 0x20 ? 1 + bytes[at + 4]! : 0);
      if (!(control & 0x10) || start >= at + 188) continue;
      const list = parts.get(pid) ?? [];
      if (list.length === 0) parts.set(pid, list);
      list.push(bytes.subarray(start, at + 188));
    }
  }
  return [...parts.values()].map((list) => Buffer.concat(list));
}
