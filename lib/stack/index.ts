export { MediaMetadata } from './media-metadata';
export type { MediaMetadataProps } from './media-metadata-props';
export { MediaMetadataStack, type MediaMetadataStackProps } from './media-metadata-stack';
