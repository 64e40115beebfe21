export { MediaMetadataStack, type MediaMetadataStackProps } from './media-metadata-stack';
