import { TARGET_OPTIONS } from '../cloud/target-options';
import type { CommandDeclaration } from '../program/declaration';
import type { LogsOptions } from './logs';

export const command: CommandDeclaration<LogsOptions> = {
  usage: 'logs',
  summary: 'print what the functions have logged',
  options: [
    { flags: '--since <time>', summary: 'from then on, such as -7d or 2026-11-01', default: '-1h' },
    { flags: '--follow', summary: 'go on with what comes, until Ctrl-C' },
    { flags: '--key <key>', summary: 'only lines about this object' },
    { flags: '--request <id>', summary: 'only lines of this invocation' },
    {
      flags: '--errors',
      summary: 'only failures: lines of the levels warn and error, and errors of the platform',
    },
    { flags: '--all', summary: 'also the lines of the platform around each invocation, and what it took' },
    { flags: '--json', summary: 'print each line as JSON' },
    ...TARGET_OPTIONS,
    {
      group: 'Where the pipeline is:',
      flags: '--log-endpoint <url>',
      summary: 'address of Log Service, without project',
    },
    { group: 'Where the pipeline is:', flags: '--log-project <name>', summary: 'Log Service project' },
    { group: 'Where the pipeline is:', flags: '--log-store <name>', summary: 'logstore' },
  ],
  endsWhenInterrupted: true,
  run: async (_, options, terminal) => (await import('./logs.js')).logs(options, terminal),
};
