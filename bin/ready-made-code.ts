import { join } from 'node:path';
import { buildCodePackage } from '../lib/code-package';
import { PROJECT_ROOT } from '../lib/project-root';

buildCodePackage(join(PROJECT_ROOT, 'dist', 'library', 'code'));
