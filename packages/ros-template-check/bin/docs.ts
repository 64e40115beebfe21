import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderRules } from '../src/rules-table';

writeFileSync(join(__dirname, '..', 'RULES.md'), renderRules());
