/** A second of silence or more, as a WAV file. @param seconds each is 8,000 bytes */
export function silence(seconds: number): Buffer {
  const rate = 8_000;
  const samples = Buffer.alloc(rate * seconds, 0x80);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16); // Bytes of the format that follow.
  header.writeUInt16LE(1, 20); // PCM.
  header.writeUInt16LE(1, 22); // One channel.
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28); // Bytes for each second: each sample is one.
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34); // Bits of a sample.
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
