import { updateReadme } from '../lib/settings/settings-table';

updateReadme();
