import { updateColumns } from '../lib/columns-table';
import { updatePropsInterface } from '../lib/settings/props-interface';
import { updateReadme } from '../lib/settings/settings-table';
import { updateRules } from '../lib/template-check/rules-table';

updateReadme();
updatePropsInterface();
updateColumns();
updateRules();
