import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ossClient } from '../../cloud/oss-client';
import type { Session } from '../../cloud/session';
import { PICTURE_WIDTH } from './cloud-picture';
import { NoPictureError } from './no-picture-error';
import { type PictureSource, typeOf } from './picture-source';
import { readAtMost } from './read-at-most';

/** A picture of at most so many bytes is shown as it is. */
const MOST_AS_IS = 20_000_000;
/** ffmpeg is given the object from its beginning; what takes more would take longer than anybody waits. */
const MOST_BYTES = 2_000_000_000;
const PATIENCE_MS = 20_000;
const MOST_PRINTED = 8_000_000;

const NO_FFMPEG = 'ffmpeg is not installed on this machine: no pictures of videos here.';
const TOO_SLOW = 'ffmpeg took too long.';

/** A picture that this machine makes of an object in a local cloud. @throws NoPictureError */
export async function localPicture(session: Session, source: PictureSource): Promise<Buffer> {
  const client = ossClient({ ...session.target, ...(await session.keys()), bucket: source.bucket });
  const open = async (): Promise<Readable> => (await client.getStream(source.key)).stream as Readable;
  try {
    if (source.still && source.size <= MOST_AS_IS) {
      const bytes = await readAtMost(await open(), MOST_AS_IS);
      if (typeOf(bytes)) return bytes;
    }
    if (source.size > MOST_BYTES)
      throw new NoPictureError('The object is too large for a picture on this machine.');
    return await frameOf(await open(), source);
  } catch (error) {
    if (error instanceof NoPictureError) throw error;
    throw new NoPictureError('The object could not be read.');
  }
}

/**
 * One frame as JPEG, by the ffmpeg of this machine. It gets the bytes by a pipe and may open nothing else, neither files
 * nor addresses: a playlist that names some is refused.
 */
async function frameOf(object: Readable, { still, atMs }: PictureSource): Promise<Buffer> {
  const child = spawn(
    'ffmpeg',
    [
      ...['-nostdin', '-hide_banner', '-loglevel', 'quiet', '-protocol_whitelist', 'cache,pipe'],
      ...(still ? [] : ['-ss', (atMs / 1_000).toFixed(3)]),
      ...['-i', 'cache:pipe:0', '-frames:v', '1', '-an', '-sn', '-vf', `scale='min(${PICTURE_WIDTH},iw)':-2`],
      ...['-f', 'image2pipe', '-c:v', 'mjpeg', '-q:v', '4', 'pipe:1'],
    ],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { PATH: process.env['PATH'] ?? '' },
      signal: AbortSignal.timeout(PATIENCE_MS),
      killSignal: 'SIGKILL',
    },
  );
  const failed = new Promise<never>((_, reject) => {
    child.once('error', ({ name }) =>
      reject(new NoPictureError(name === 'AbortError' ? TOO_SLOW : NO_FFMPEG)),
    );
  });
  try {
    // It stops to read as soon as it has the frame.
    const fed = pipeline(object, child.stdin).catch(() => {});
    const bytes = await Promise.race([readAtMost(child.stdout, MOST_PRINTED), failed]);
    object.destroy();
    await fed;
    if (bytes.length === 0) throw new NoPictureError('ffmpeg finds no picture there.');
    return bytes;
  } finally {
    failed.catch(() => {});
    for (const stream of [object, child.stdin, child.stdout]) stream.destroy();
    child.kill('SIGKILL');
  }
}
