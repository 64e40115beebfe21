import { mediaInfoCommand, mediaInfoHome } from './mediainfo/home';

/** The version of the mediainfo in the package. A row made by another version should be described again. */
export const shippedVersion = (): string => mediaInfoCommand(mediaInfoHome()).version;
