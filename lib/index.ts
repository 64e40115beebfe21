export type { CodeZip } from './code-package';
export { SettingsError } from './settings';
export { MediaMetadata, type MediaMetadataProps } from './stack';
