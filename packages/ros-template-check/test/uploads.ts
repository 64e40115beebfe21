import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface UploadsTemplate {
  Resources: Record<string, { Type: string; Properties: Record<string, unknown>; DependsOn?: string[] }>;
}

/** A template that keeps every rule: a bucket whose uploads call a function, which writes rows to a table. */
export const UPLOADS: UploadsTemplate = JSON.parse(
  readFileSync(join(__dirname, 'fixtures', 'uploads.json'), 'utf8'),
);
