import { join } from 'node:path';
import { PROJECT_ROOT } from '../../lib/project-root';
import { median } from '../statistics';
import { type CommandRun, timedCommand } from '../tools/timed-command';

/** A command line of `media` that is run on the generated rows. */
export interface Question {
  what: string;
  argv: string[];
}

export const QUESTIONS: Question[] = [
  { what: 'The command alone: --help', argv: ['--help'] },
  { what: 'find, one row by its key', argv: ['find', 'Key=archive/007/000007*'] },
  {
    what: 'find with conditions on four columns',
    argv: [
      'find',
      'VideoFormat=HEVC and VideoHeight>=2160 and Size>3.9GB and AudioChannels=6',
      '--columns',
      'Key,Size',
    ],
  },
  { what: 'find, the 10 largest (goal: below 300)', argv: ['find', '--sort', '-Size', '--limit', '10'] },
  { what: 'find --count of a tenth', argv: ['find', 'VideoFormat=HEVC and DurationMs>90min', '--count'] },
  {
    what: 'find, all rows as CSV of 4 columns',
    argv: ['find', '--csv', '--columns', 'Key,Size,VideoFormat,DurationMs'],
  },
  { what: 'find, all rows and columns as CSV (goal: below 5,000)', argv: ['find', '--csv'] },
  { what: 'find, all rows and columns as CSV, by key', argv: ['find', '--csv', '--sort', 'Key'] },
  { what: 'find, all rows and columns as JSON lines', argv: ['find', '--json'] },
  { what: 'stats --by codec', argv: ['stats', '--by', 'codec'] },
  { what: 'stats --by day, 31 days', argv: ['stats', '--by', 'day'] },
];

/** The cost of one command line, from the start of its process to its end. */
export interface CommandFigure {
  what: string;
  argv: string[];
  runs: number;
  /** Median. */
  wallMs: number;
  leastMs: number;
  mostMs: number;
  cpuMs: number;
  /** Peak memory of the process. */
  rssMB: number;
  /** Lines of its output. */
  lines: number;
}

/** Starts `media` as npx does, each time in a new process. */
export class MediaProcess {
  constructor(
    /** Contains `local.json` with the connection, and the state of the command. */
    private readonly folder: string,
  ) {}

  run(argv: string[], watched = false): Promise<CommandRun> {
    const env = {
      PATH: process.env['PATH'] ?? '',
      MEDIA_LOCAL: join(this.folder, 'local.json'),
      XDG_STATE_HOME: this.folder,
    };
    const args = [join(PROJECT_ROOT, 'bin', 'media.mjs'), ...argv];
    return timedCommand({ file: process.execPath, args, env }, watched);
  }

  /** Times come from runs without measuring memory. One more run measures the memory. */
  async measure({ what, argv }: Question, runs: number): Promise<CommandFigure> {
    const { rssMB, stdout } = await this.run(argv, true);
    const timed: CommandRun[] = [];
    while (timed.length < runs) timed.push(await this.run(argv));
    const walls = timed.map(({ wallMs }) => wallMs);
    return {
      what,
      argv,
      runs,
      wallMs: median(walls),
      leastMs: Math.min(...walls),
      mostMs: Math.max(...walls),
      cpuMs: median(timed.map(({ cpuMs }) => cpuMs)),
      rssMB,
      lines: stdout.split('\n').filter(Boolean).length,
    };
  }
}
