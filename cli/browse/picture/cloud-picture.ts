import { ossClient } from '../../cloud/oss-client';
import type { Session } from '../../cloud/session';
import { NoPictureError } from './no-picture-error';
import type { PictureSource } from './picture-source';
import { readAtMost } from './read-at-most';

/** Seconds that the signed address is valid: it is used at once, by this process alone. */
const VALID_SECONDS = 60;
/** Milliseconds: OSS opens the video for it. */
const PATIENCE_MS = 20_000;
/** Pixels: twice the width of the page's drawer, for screens with small ones. */
export const PICTURE_WIDTH = 960;
/** More than any picture of this width takes. */
const MOST_BYTES = 8_000_000;

/** OSS's image processing, or a snapshot of a video. */
const processOf = ({ still, atMs }: PictureSource): string =>
  still
    ? `image/auto-orient,1/resize,m_lfit,w_${PICTURE_WIDTH},limit_1/format,jpg`
    : `video/snapshot,t_${atMs},f_jpg,w_${PICTURE_WIDTH},m_fast,ar_auto`;

/** A picture that OSS makes. @throws NoPictureError without anything that was signed */
export async function cloudPicture(session: Session, source: PictureSource): Promise<Buffer> {
  const { target } = session;
  const client = ossClient({ ...target, ...(await session.keys()), bucket: source.bucket });
  const queries = { 'x-oss-process': processOf(source) };
  const url = await client.signatureUrlV4('GET', VALID_SECONDS, { queries }, source.key);
  let answer: Response;
  try {
    answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) return await readAtMost(answer.body, MOST_BYTES);
  } catch (error) {
    if (error instanceof NoPictureError) throw error;
    // The original may quote the address.
    throw new NoPictureError('OSS did not answer, or broke off.');
  }
  const [, code = ''] = /<Code>(\w{1,64})<\/Code>/.exec(await answer.text().catch(() => '')) ?? [];
  throw new NoPictureError(`OSS makes no picture of it: ${code || `status ${answer.status}`}.`);
}
