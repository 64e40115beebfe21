/** Samples in a second; each is one byte, of one channel. */
export const SILENT_WAV_RATE = 8_000;

/** Silence as a WAV file with PCM, for trials: it is small, and needs no file. @param seconds each is 8,000 bytes */
export function silentWav(seconds: number): Buffer {
  const samples = Buffer.alloc(SILENT_WAV_RATE * seconds, 0x80);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16); // Bytes of the format that follow.
  header.writeUInt16LE(1, 20); // PCM.
  header.writeUInt16LE(1, 22); // One channel.
  header.writeUInt32LE(SILENT_WAV_RATE, 24);
  header.writeUInt32LE(SILENT_WAV_RATE, 28); // Bytes for each second.
  header.writeUInt16LE(1, 32); // Bytes of a sample.
  header.writeUInt16LE(8, 34); // Bits of a sample.
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}
