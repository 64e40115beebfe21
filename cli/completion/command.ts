import type { CommandDeclaration } from '../program/declaration';
import { SHELLS } from './shells';

export const command: CommandDeclaration<object> = {
  usage: 'completion <shell>',
  summary: `print the completion of commands and options for ${SHELLS.join(', ')}`,
  options: [],
  help: `
bash  echo 'source <(media completion bash)' >> ~/.bashrc
zsh   echo 'source <(media completion zsh)' >> ~/.zshrc   (behind compinit)
fish  media completion fish > ~/.config/fish/completions/media.fish`,
  complete: SHELLS,
  run: async (shell, _, terminal, commands) =>
    (await import('./completion.js')).completion(shell, commands, terminal),
};
