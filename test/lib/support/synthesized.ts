import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CodePackage } from '../../../lib/code-package';
import { type Synthesis, synthesize } from '../../../lib/synthesize';
import { keptText } from '../../setup/kept-text';

export interface TemplateResource {
  Type: string;
  Properties: Record<string, unknown>;
  DependsOn?: string[];
  DeletionPolicy?: string;
}

export interface Template {
  Resources: Record<string, TemplateResource>;
  Parameters: Record<string, Record<string, unknown>>;
  Conditions: Record<string, unknown>;
  Outputs: Record<string, { Description: string; Value: unknown }>;
  Metadata: unknown;
}

/** Calls `use` with a temporary directory, which is deleted afterwards. */
export function withDirectory<T>(use: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'synthesis-'));
  try {
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** A code package without real content. Tests of the template only need the file to exist. */
export function codeFixture(directory: string): CodePackage {
  const path = join(directory, 'code.zip');
  writeFileSync(path, 'zip');
  return { path, sha256: 'c0de'.repeat(16), bytes: 3, mediaInfoVersion: '26.10' };
}

/** The template for these settings, made once in a run of the tests. Each caller gets its own copy. */
export function synthesizeTemplate(context: Record<string, unknown> = {}): Template {
  const hash = createHash('sha256').update(JSON.stringify(context)).digest('hex');
  return JSON.parse(keptText(`template-${hash}`, () => JSON.stringify(synthesizeAnew(context))));
}

const synthesizeAnew = (context: Record<string, unknown>): Synthesis['template'] =>
  withDirectory((directory) => {
    const outdir = join(directory, 'cdk.out');
    return synthesize({ context, outdir, code: codeFixture(directory) }).template;
  });

/** Properties of one resource in the template, with its functions unresolved. */
export function properties(id: string, context: Record<string, unknown> = {}): Record<string, unknown> {
  const resource = synthesizeTemplate(context).Resources[id];
  if (!resource) {
    throw new Error(`The template has no resource '${id}'.`);
  }
  return resource.Properties;
}
