export { MediaMetadataStack, type MediaMetadataStackProps } from './media-metadata-stack';
export { TRIGGER_EVENTS } from './object-trigger';
