export type { CodeZip } from './code-package/code-zip';
export { SettingsError } from './settings';
export { MediaMetadata, type MediaMetadataProps } from './stack';
