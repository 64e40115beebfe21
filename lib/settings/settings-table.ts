import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { PROJECT_ROOT } from '../project-root';
import { SETTINGS } from './schema';
import { docsOf } from './types';

function defaultOf(name: string, schema: z.ZodType): string {
  const value: unknown = schema.parse(undefined);
  const { whenAbsent } = docsOf(name, schema);
  if (whenAbsent) {
    return whenAbsent;
  }
  return typeof value === 'object' ? `\`${JSON.stringify(value)}\`` : `\`${value}\``;
}

/** The table of all settings in Markdown, generated from their schema. */
export function renderSettingsTable(): string {
  const rows = Object.entries(SETTINGS.shape).map(([name, schema]) => {
    const { description, limits, reason } = docsOf(name, schema);
    const cells = [
      `\`${name}\``,
      defaultOf(name, schema),
      limits,
      reason ? `${description} ${reason}` : description,
    ];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return [
    '| Setting | Default | Limits | What it does, and why the default |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** The content of `docs/settings.md`. */
export function renderSettingsPage(): string {
  return [
    '<!-- Written by `npm run docs`; changes made here are lost. -->',
    '# Settings',
    '',
    'Set in `context` of `cdk.json`. A wrong or unknown setting fails the synthesis, with all violations listed. They are',
    'the props of the [construct](library.md) as well.',
    '',
    renderSettingsTable(),
    '',
  ].join('\n');
}

export const SETTINGS_PAGE = join(PROJECT_ROOT, 'docs', 'settings.md');

/** Writes the page. */
export function updateSettings(): void {
  writeFileSync(SETTINGS_PAGE, renderSettingsPage());
}
