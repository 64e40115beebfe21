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

Rules look at values, not at text: functions are replaced by their results as far as these are known before the deployment.
Pseudo parameters have examples in their real form, parameters have their defaults, and every outcome of the conditions is
checked. Values that only a deployment knows are not judged.

- **refused**: a service refuses it. The creation, an update or the deletion of the stack fails, sometimes after minutes.
- **unwise**: the services accept it, but it is unsafe or does not do what its author wants. For example, a function is
  called and may not read the object.

There are ${RULES.length} rules. ${RULES.filter(({ verdict }) => verdict === 'refused').length} of them find what is refused.

| Rule | Verdict | Where | It |
|---|---|---|---|
${rows.join('\n')}

## Known types

The properties and attributes of these resource types are checked:

${Object.keys(RESOURCE_TYPES)
  .map((type) => `- \`${type}\``)
  .join('\n')}
`;
}
