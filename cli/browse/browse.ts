import { randomBytes } from 'node:crypto';
import type { Session } from '../cloud/session';
import { openSession } from '../cloud/session';
import type { CommonOptions } from '../cloud/target-options';
import { indexOf } from '../find/find';
import { interruptionOf } from '../program/interruption';
import { oneLine, severalLines } from '../program/printable';
import { type Terminal, write } from '../program/terminal';
import { DescribeAgainJob } from './act/job';
import { findPage } from './ask/found';
import { quoted } from './ask/same-command';
import { viewOf } from './ask/view';
import type { Browse } from './browse-context';
import { openInBrowser } from './open-in-browser';
import { createApp } from './server/app';
import { pageFiles } from './server/page-code';
import { serve } from './server/serve';

export interface BrowseOptions extends CommonOptions {
  port?: number;
  /** @default true */
  open?: boolean;
}

/** The same for everybody, so that the address of a view fits a colleague's page, too. */
const PORT = 8_484;
const TOKEN_BYTES = 24;

/** Serves the page until it is interrupted. */
export async function browse(query: string, options: BrowseOptions, terminal: Terminal): Promise<number> {
  const session = openSession(options, terminal);
  await showUntilInterrupted(session, query, options, terminal);
  return 0;
}

/** @throws QueryError, ServiceError before anything is served, so that the terminal says what is wrong */
export async function showUntilInterrupted(
  session: Session,
  query: string,
  options: BrowseOptions,
  terminal: Terminal,
): Promise<void> {
  // What the first view needs is then warm, too.
  const first = viewOf(new URLSearchParams({ q: query }));
  await findPage(first, { index: indexOf(session), now: terminal.now });
  const page = await servePage(session, options, terminal);
  try {
    const link = query ? `${page.link}&q=${encodeURIComponent(query)}` : page.link;
    await write(terminal.stdout, `${link}\n`);
    const opened = options.open !== false && (await openInBrowser(link, terminal));
    await write(
      terminal.stderr,
      `${opened ? 'Your browser opens it.' : 'Open this link in your browser.'} Ctrl-C ends the page.\n`,
    );
    await interruptionOf(terminal.interrupted);
  } finally {
    await page.close();
  }
}

/** The page of a pipeline, and the link that lets a browser in. */
export async function servePage(
  session: Session,
  options: Pick<BrowseOptions, 'port'> & CommonOptions,
  terminal: Pick<Terminal, 'now' | 'interrupted' | 'stderr'>,
): Promise<{ link: string; port: number; close(): Promise<void> }> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const files = await pageFiles();
  const index = indexOf(session);
  const job = new DescribeAgainJob(session, index, terminal.now, terminal.interrupted);
  const context: Browse = {
    ...{ session, index, job, now: terminal.now, where: whereOf(options), title: titleOf(session) },
    onTrouble: (sentence) => {
      terminal.stderr.write(`${oneLine(sentence)}\n`);
    },
    onFault: (error) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      terminal.stderr.write(`${severalLines(text)}\n`);
    },
  };
  const { port, close } = await serve(options.port ?? PORT, options.port !== undefined, (taken) =>
    createApp(context, files, { port: taken, token }),
  );
  return {
    port,
    link: `http://127.0.0.1:${port}/?token=${token}`,
    close: async () => {
      await job.end();
      await close();
    },
  };
}

const titleOf = ({ target }: Session): string => `${target.bucket}${'keys' in target ? ' (local)' : ''}`;

/** Options that say where the pipeline is, for the same on the command line. */
function whereOf(options: CommonOptions): string {
  const names = [
    ...([
      'local',
      'outputs',
      'stack',
      'region',
      'bucket',
      'instance',
      'table',
      'service',
      'function',
    ] as const),
    ...(['tablestoreEndpoint', 'ossEndpoint', 'fcEndpoint', 'vpc'] as const),
  ];
  return names
    .flatMap((name) => {
      const value = options[name];
      const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      return value === undefined ? [] : [value === true ? flag : `${flag} ${quoted(String(value))}`];
    })
    .join(' ');
}
