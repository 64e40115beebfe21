import { updateColumns } from '../lib/columns-table';
import { updatePropsInterface } from '../lib/settings/props-interface';
import { updateReadme } from '../lib/settings/settings-table';

updateReadme();
updatePropsInterface();
updateColumns();
