import { updateColumns } from '../lib/columns-table';
import { updateReadme } from '../lib/settings/settings-table';
import { updateRules } from '../lib/template-check/rules-table';

updateReadme();
updateColumns();
updateRules();
