import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { html } from 'hono/html';
import type { Terminal } from '../program/terminal';

/** Milliseconds until a browser has read the file. */
const READ_MS = 30_000;

/** Programs that open a file in the user's browser. */
const OPENERS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', linux: 'xdg-open' };

/**
 * Opens the link in the user's browser, where there is a screen. Other users of the machine see the arguments of
 * programs, so the link is in a file that only this user can read.
 * @returns false where there is no screen, or no browser
 */
export async function openInBrowser(link: string, { stdout, env, interrupted }: Terminal): Promise<boolean> {
  const opener = OPENERS[process.platform];
  const hasScreen = process.platform === 'darwin' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
  if (!stdout.isTTY || !opener || !hasScreen) return false;
  const folder = mkdtempSync(join(env['XDG_RUNTIME_DIR'] || tmpdir(), 'media-browse-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const file = join(folder, 'open.html');
  writeFileSync(
    file,
    String(
      await html`<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${link}"><title>media</title>`,
    ),
    { mode: 0o600 },
  );
  setTimeout(remove, READ_MS).unref();
  interrupted.addEventListener('abort', remove, { once: true });
  process.once('exit', remove);
  const child = spawn(opener, [file], { stdio: 'ignore', detached: true });
  child.unref();
  const [code] = (await once(child, 'exit').catch(() => [1])) as [number | null];
  return code === 0;
}
