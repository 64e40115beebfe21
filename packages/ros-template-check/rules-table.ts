import { RULES } from './registry';
import { RESOURCE_TYPES } from './resource-types';

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('*', '\\*');

/** The text of RULES.md, which lists every rule and every resource type that is known. */
export function renderRules(): string {
  const rows = RULES.map(({ id, where, must }) => `| \`${id}\` | ${cell(where)} | ${cell(must)} |`);
  return `<!-- Written by \`npm run docs\`; changes made here are lost. -->
# Rules

Functions are resolved as far as the template tells: references to names lead to the names, pseudo parameters get samples
of their real form, parameters their defaults, and conditions are looked at both ways. What only a deployment can know
is not judged.

${RULES.length} rules:

| Rule | Where | What is there |
|---|---|---|
${rows.join('\n')}

## Types

Templates may hold resources of these types:

${Object.keys(RESOURCE_TYPES)
  .map((type) => `- \`${type}\``)
  .join('\n')}
`;
}
