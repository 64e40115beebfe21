import type { Completion } from '../program/declaration';
import { type CompletedCommand, quoted } from './completed-command';

/** For bash 4.4 or later. */
export function bashCompletion(commands: CompletedCommand[]): string {
  const names = commands.map(({ name }) => name);
  return `# Completion of media for bash: source <(media completion bash)
_media() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  # Bash takes --option=value for three words.
  if [[ $current == '=' ]]; then current=; elif [[ $previous == '=' ]]; then previous=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    _media_words ${quoted([...names, 'help', '--help', '--version'].join(' '))}
    return
  fi
  case "\${COMP_WORDS[1]} $previous" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case \${COMP_WORDS[1]} in
${commands.map(commandCase).join('\n')}
  help) _media_words ${quoted(names.join(' '))} ;;
  esac
}
_media_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current"); }
_media_file() { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current"); }
_media_directory() { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current"); }
complete -F _media media
`;
}

/** The values of options that take a value. */
function valueCases({ name: command, options }: CompletedCommand): string[] {
  return options
    .filter(({ takesValue }) => takesValue === 'yes')
    .map(({ name, complete }) => `  ${quoted(`${command} ${name}`)}) ${offer(complete)} return ;;`);
}

function commandCase({ name, options, complete }: CompletedCommand): string {
  const words = options.map((option) => option.name).join(' ');
  return `  ${name}) if [[ $current == -* ]]; then _media_words ${quoted(words)}; else ${offer(complete)} fi ;;`;
}

function offer(complete: Completion | undefined): string {
  if (complete === undefined) return ':;';
  return typeof complete === 'string' ? `_media_${complete};` : `_media_words ${quoted(complete.join(' '))};`;
}
