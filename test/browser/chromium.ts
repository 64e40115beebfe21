import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { PROJECT_ROOT } from '../../lib/project-root';

const { version } = JSON.parse(
  readFileSync(join(PROJECT_ROOT, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'),
) as { version: string };

/** Where the browser that npm brought is unpacked to, once for each version of it. */
const FOLDER = join(PROJECT_ROOT, '.cache', `chromium-${version}`);

/**
 * The package unpacks to the directory for temporary files, and brings the libraries that a bare system lacks when it
 * believes itself in a function.
 */
const UNPACK = `const chromium = require('@sparticuz/chromium');
const { default: Chromium = chromium } = chromium;
Chromium.setGraphicsMode = false;
Chromium.executablePath();`;

/** The browser's fonts and those of the system. */
const FONTS = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${FOLDER}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${FOLDER}/fonts-cache</cachedir></fontconfig>`;

async function unpacked(): Promise<string> {
  if (existsSync(FOLDER)) return FOLDER;
  const fresh = `${FOLDER}.${process.pid}.tmp`;
  mkdirSync(fresh, { recursive: true });
  try {
    const env = { PATH: process.env['PATH'], TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
    await promisify(execFile)(process.execPath, ['-e', UNPACK], { cwd: PROJECT_ROOT, env });
    writeFileSync(join(fresh, 'fonts.conf'), FONTS);
    renameSync(fresh, FOLDER);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Another process was first.
    if (!existsSync(FOLDER)) throw error;
  }
  return FOLDER;
}

/** A real browser, from `npm ci` alone. It is as strict as a user's: no flag of it weakens what pages may do. */
export async function openChromium(): Promise<Browser> {
  const folder = await unpacked();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    // CI runs as root, where the browser's own sandbox does not work.
    args: ['--no-sandbox', '--no-zygote'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  });
}
