import { updateColumns } from '../lib/columns-table';
import { updateReadme } from '../lib/settings/settings-table';

updateReadme();
updateColumns();
