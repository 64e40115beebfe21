import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../project-root';
import { RULES } from './registry';
import { RESOURCE_TYPES } from './resource-types';

export const RULES_DOCUMENT = join(PROJECT_ROOT, 'docs', 'template-check.md');

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('*', '\\*');

/** The document that lists every rule, generated from the registry. */
export function renderRules(): string {
  const rows = RULES.map(({ id, where, must }) => `| \`${id}\` | ${cell(where)} | ${cell(must)} |`);
  return `<!-- Written by \`npx tsx scripts/docs.ts\`; changes made here are lost. -->
# Template check

\`npm run synth\`, \`npm start\` and the official CLI check the template before anything leaves the machine: for what the
real services refuse, sometimes minutes into a deployment, and the CDK accepts. A finding names the place, the rule and
the value given; any finding stops synthesis with exit code 1.

Functions are resolved as far as the template tells: references to names lead to the names, pseudo parameters get samples
of their real form, parameters their defaults, and conditions are looked at both ways. What only a deployment can know
is not judged.

${RULES.length} rules:

| Rule | Where | What is there |
|---|---|---|
${rows.join('\n')}

## Types

Templates may hold resources of these types, here and in the stand-in cloud:

${Object.keys(RESOURCE_TYPES)
  .map((type) => `- \`${type}\``)
  .join('\n')}
`;
}

export function updateRules(path = RULES_DOCUMENT): void {
  writeFileSync(path, renderRules());
}
