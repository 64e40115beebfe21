export { ContextError, readContext } from './context';
export { parseSettings, SettingsError } from './parse-settings';
export { SETTINGS, type SettingName, type Settings } from './schema';
