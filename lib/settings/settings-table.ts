import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { PROJECT_ROOT } from '../project-root';
import { SETTINGS } from './schema';
import { docsOf } from './types';

export const TABLE_START = '<!-- settings -->';
export const TABLE_END = '<!-- /settings -->';

function defaultOf(name: string, schema: z.ZodType): string {
  const value: unknown = schema.parse(undefined);
  const { whenAbsent } = docsOf(name, schema);
  if (whenAbsent) {
    return whenAbsent;
  }
  return typeof value === 'object' ? `\`${JSON.stringify(value)}\`` : `\`${value}\``;
}

/** The Markdown table of all settings, generated from their schema. In the README it is between two marks. */
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

/**
 * Replaces the text between the marks in `markdown` with the table. @throws Error when the marks are missing
 */
export function insertSettingsTable(markdown: string): string {
  const start = markdown.indexOf(TABLE_START);
  const end = markdown.indexOf(TABLE_END);
  if (start < 0 || end < start) {
    throw new Error(`The settings table must have its place between '${TABLE_START}' and '${TABLE_END}'.`);
  }
  return `${markdown.slice(0, start + TABLE_START.length)}\n${renderSettingsTable()}\n${markdown.slice(end)}`;
}

/** Updates the settings table in the README. */
export function updateReadme(readme = join(PROJECT_ROOT, 'README.md')): void {
  writeFileSync(readme, insertSettingsTable(readFileSync(readme, 'utf8')));
}
