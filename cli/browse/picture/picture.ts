import type { Session } from '../../cloud/session';
import { cloudPicture } from './cloud-picture';
import { localPicture } from './local-picture';
import { NoPictureError } from './no-picture-error';
import { type PictureSource, typeOf } from './picture-source';

export interface Picture {
  type: string;
  bytes: Buffer;
}

/**
 * A small picture of an object: OSS makes it in the cloud, this machine makes it for a local cloud. No address of the
 * object leaves this process.
 * @throws NoPictureError
 */
export async function pictureOf(session: Session, source: PictureSource): Promise<Picture> {
  const bytes = await ('keys' in session.target ? localPicture : cloudPicture)(session, source);
  const type = typeOf(bytes);
  if (!type) throw new NoPictureError('What came is no picture that a browser shows.');
  return { type, bytes };
}
