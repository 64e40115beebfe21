import type { CompletedCommand, CompletedOption } from './completed-command';

export function fishCompletion(commands: CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, summary, options, complete }) => [
    `complete -c media -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ...(complete ? [`${of(name)} ${offer(complete)}`] : []),
    ...options.map((option) => `${of(name)} ${optionOf(option)}`),
  ]);
  return `# Completion of media for fish: media completion fish > ~/.config/fish/completions/media.fish
complete -c media -f
complete -c media -n __fish_use_subcommand -l help -d 'display help for command'
complete -c media -n __fish_use_subcommand -l version -d 'print the version'
${lines.join('\n')}
`;
}

const of = (command: string): string => `complete -c media -n '__fish_seen_subcommand_from ${command}'`;

function optionOf({ name, summary, takesValue, complete }: CompletedOption): string {
  const value = takesValue === 'yes' ? ` -r ${offer(complete)}` : '';
  return `-l ${name.slice(2)}${value.trimEnd()} -d ${quoted(summary)}`;
}

function offer(complete: CompletedOption['complete']): string {
  if (complete === undefined) return '-f';
  if (complete === 'file') return '-F';
  return complete === 'directory'
    ? "-f -a '(__fish_complete_directories)'"
    : `-f -a ${quoted(complete.join(' '))}`;
}

/** In single quotes, fish needs a backslash before a quote and before a backslash. */
const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;
