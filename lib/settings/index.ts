export { ContextError, readContext } from './context';
export { parseProps, parseSettings, SettingsError } from './parse-settings';
export { PROPS, type Props, SETTINGS, type SettingName, type Settings } from './schema';
