import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildCodePackage } from '../lib/code-package';
import { READY_MADE, READY_MADE_FILE } from '../lib/code-package/own-code-package';

const { path, sha256, mediaInfoVersion } = buildCodePackage(READY_MADE);
const about = { file: basename(path), sha256, mediaInfoVersion };
writeFileSync(join(READY_MADE, READY_MADE_FILE), JSON.stringify(about));
