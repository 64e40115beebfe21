import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderRules } from '../rules-table';

writeFileSync(join(__dirname, '..', 'RULES.md'), renderRules());
