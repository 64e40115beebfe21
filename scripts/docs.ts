import { updateColumns } from '../lib/columns-table';
import { updatePropsInterface } from '../lib/settings/props-interface';
import { updateSettings } from '../lib/settings/settings-table';

updateSettings();
updatePropsInterface();
updateColumns();
