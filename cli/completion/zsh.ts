import type { Completion } from '../program/declaration';
import { type CompletedCommand, type CompletedOption, quoted } from './completed-command';

export function zshCompletion(commands: CompletedCommand[]): string {
  const described = commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`);
  return `#compdef media
# Completion of media for zsh: source <(media completion zsh)
_media() {
  local -a commands=(
${described.join('\n')}
    'help:display help for command'
  )
  if ((CURRENT == 2)); then
    _describe -t commands command commands
    _arguments '--help[display help for command]' '--version[print the version]'
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${commands.map(commandCase).join('\n')}
  help) _describe -t commands command commands ;;
  esac
}
# Sourced, or loaded by name from a folder of $fpath.
if [[ $funcstack[1] == _media ]]; then _media "$@"; else compdef _media media; fi
`;
}

function commandCase({ name, options, complete }: CompletedCommand): string {
  const argument = complete === undefined ? [] : [`'*:argument:${action(complete)}'`];
  const lines = [...options.map((option) => quoted(specification(option))), ...argument];
  return `  ${name})\n    _arguments \\\n      ${lines.join(' \\\n      ')}\n    ;;`;
}

/** The form of `_arguments`: the description in brackets, then the possible values. */
function specification({ name, summary, takesValue, complete }: CompletedOption): string {
  const text = summary.replace(/[[\]]/g, '\\$&');
  if (takesValue === 'no') return `${name}[${text}]`;
  return `${name}[${text}]:${takesValue === 'maybe' ? ':' : ''}value:${action(complete)}`;
}

function action(complete: Completion | undefined): string {
  if (complete === undefined) return ' ';
  if (complete === 'file') return '_files';
  return complete === 'directory' ? '_files -/' : `(${complete.join(' ')})`;
}
