/** Two bytes of CEA-608 for each picture, with odd parity: a caption that is built, and then shown. */
const PAIRS: readonly (readonly [number, number])[] = [
  [0x94, 0x20],
  [0x94, 0x20],
  [0x94, 0x70],
  [0x94, 0x70],
  [0xc8, 0x45],
  [0x4c, 0x4c],
  [0x4f, 0x20],
  [0x94, 0x2f],
  [0x94, 0x2f],
  [0x80, 0x80],
];

/** The captions of one picture as ATSC A/53 writes them. */
function captionData(picture: number): Buffer {
  const [first, second] = PAIRS[picture % PAIRS.length]!;
  // One triple, and no bytes of CEA-708 in it: fields of four bits, then `em_data`, the triple and the marker.
  return Buffer.concat([
    Buffer.from('GA94', 'latin1'),
    Buffer.from([0x03, 0xc1, 0xff, 0xfc, first, second, 0xff]),
  ]);
}

const START = Buffer.from([0, 0, 1]);

/** Offset and code of each start code of an elementary stream. */
function* startCodes(stream: Buffer): Generator<{ at: number; code: number }> {
  for (
    let at = stream.indexOf(START);
    at >= 0 && at + 3 < stream.length;
    at = stream.indexOf(START, at + 3)
  ) {
    yield { at, code: stream[at + 3]! };
  }
}

/** Puts a piece before each offset. */
function withPieces(stream: Buffer, offsets: readonly number[], piece: (index: number) => Buffer): Buffer {
  const parts: Buffer[] = [];
  let done = 0;
  offsets.forEach((offset, index) => {
    parts.push(stream.subarray(done, offset), piece(index));
    done = offset;
  });
  return Buffer.concat([...parts, stream.subarray(done)]);
}

const FIRST_SLICE = 0x01;
const USER_DATA = Buffer.from([0, 0, 1, 0xb2]);

/** An MPEG-2 stream with captions in the user data of each picture. */
export function captionMpeg2(stream: Buffer): Buffer {
  const pictures = [...startCodes(stream)].filter(({ code }) => code === FIRST_SLICE).map(({ at }) => at);
  return withPieces(stream, pictures, (i) => Buffer.concat([USER_DATA, captionData(i)]));
}

const NAL_TYPE = 0x1f;
/** `user_data_registered_itu_t_t35`, of the ATSC in the United States. */
const T35 = Buffer.from([0xb5, 0x00, 0x31]);

/** An H.264 stream with captions in a message before each picture. */
export function captionAvc(stream: Buffer): Buffer {
  const pictures = [...startCodes(stream)]
    .filter(({ at, code }) => {
      const type = code & NAL_TYPE;
      // The first bit is set where the slice begins with the first macroblock.
      return (type === 1 || type === 5) && (stream[at + 4]! & 0x80) !== 0;
    })
    .map(({ at }) => (stream[at - 1] === 0 ? at - 1 : at));
  return withPieces(stream, pictures, (i) => {
    const payload = Buffer.concat([T35, captionData(i)]);
    return Buffer.concat([
      Buffer.from([0, 0, 0, 1, 0x06, 0x04, payload.length]),
      payload,
      Buffer.from([0x80]),
    ]);
  });
}
