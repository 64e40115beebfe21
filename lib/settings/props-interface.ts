import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { PROJECT_ROOT } from '../project-root';
import { PROPS } from './schema';
import { typeOf } from './type-of';
import { docsOf } from './types';

/**
 * Characters in a line without its indent and star. It gives the line width that the formatter uses for the
 * project.
 */
const WIDTH = 110;

/** Splits the text into the lines of a comment. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '   *';
  for (const word of text.split(' ')) {
    if (line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = '   *';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

function defaultOf(name: string, schema: z.ZodType): string {
  const { whenAbsent } = docsOf(name, schema);
  if (whenAbsent) return `- ${whenAbsent}`;
  const value: unknown = schema.parse(undefined);
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}

function member(name: string, schema: z.ZodType): string[] {
  const { description, limits, reason, type } = docsOf(name, schema);
  return [
    '  /**',
    ...wrap(description),
    '   *',
    ...wrap(`Limits: ${limits}.${reason ? ` ${reason}` : ''}`),
    `   * @default ${defaultOf(name, schema)}`,
    '   */',
    `  readonly ${name}?: ${type ?? typeOf(schema)};`,
  ];
}

/**
 * The TypeScript interface of the props of `MediaMetadata`, generated from their schema, so that editors show
 * limits and defaults.
 */
export function renderPropsInterface(): string {
  return [
    '// Written by `npm run docs` from lib/settings; changes made here are lost.',
    "import type { IBucket } from '@alicloud/ros-cdk-oss';",
    "import type { CodeZip } from '../code-package/code-zip';",
    '',
    '/** Props of `MediaMetadata`. Every prop has a default. */',
    'export interface MediaMetadataProps {',
    ...Object.entries(PROPS.shape).flatMap(([name, schema]) => member(name, schema)),
    '}',
    '',
  ].join('\n');
}

export const PROPS_INTERFACE = join(PROJECT_ROOT, 'lib', 'stack', 'media-metadata-props.ts');

/** Writes the interface file. */
export function updatePropsInterface(): void {
  writeFileSync(PROPS_INTERFACE, renderPropsInterface());
}
