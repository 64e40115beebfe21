import { RULES } from './registry';
import { RESOURCE_TYPES } from './resource-types';

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('*', '\\*');

/** The text of RULES.md, which lists every rule and every resource type that is known. */
export function renderRules(): string {
  const rows = RULES.map(
    ({ id, verdict, where, must }) => `| \`${id}\` | ${verdict} | ${cell(where)} | ${cell(must)} |`,
  );
  return `<!-- Written by \`npm run docs\`; changes made here are lost. -->
# Rules

Functions are resolved as far as the template tells: references to names lead to the names, pseudo parameters get samples
of their real form, parameters their defaults, and conditions are looked at both ways. What only a deployment can know
is not judged.

Of what breaks a rule, one thing is said:

- **refused**: a service refuses it. The deployment, an update or the deletion of the stack fails, sometimes after minutes.
- **unwise**: the services take it, but it is unsafe or does not do what it is meant to, such as a function that is called
  and lacks the right to read the object.

${RULES.length} rules, ${RULES.filter(({ verdict }) => verdict === 'refused').length} of them about what is refused:

| Rule | Verdict | Where | What is there |
|---|---|---|---|
${rows.join('\n')}

## Types

Templates may hold resources of these types:

${Object.keys(RESOURCE_TYPES)
  .map((type) => `- \`${type}\``)
  .join('\n')}
`;
}
