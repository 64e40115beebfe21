import { mediaInfoCommand, mediaInfoHome } from './mediainfo/home';

/** The version of the mediainfo in the package: a row that another one wrote is due to be described anew. */
export const shippedVersion = (): string => mediaInfoCommand(mediaInfoHome()).version;
