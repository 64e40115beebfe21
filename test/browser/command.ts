import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { media } from '../../cli/media';
import { collector, fakeTerminal } from '../cli/run-media';
import { type OpenedPage, SAMPLES } from './opened-page';

/** How the page is started and ended. */
export function theCommand(opened: () => OpenedPage): void {
  describe('the command', () => {
    const ask = async (argv: string[], interrupted?: AbortSignal) => {
      const folder = mkdtempSync(join(tmpdir(), 'browse-'));
      const file = join(folder, 'local.json');
      writeFileSync(file, `${JSON.stringify(opened().pipeline.connection)}\n`);
      const [out, err] = [collector(), collector()];
      const terminal = { ...fakeTerminal({ interrupted }), stdout: out.stream, stderr: err.stream };
      const ended = media(['browse', '--local', file, ...argv], terminal);
      ended.finally(() => rmSync(folder, { recursive: true })).catch(() => {});
      return { ended, out, err };
    };

    it('prints the link of a view, and ends with Ctrl-C', async () => {
      const interruption = new AbortController();
      const { ended, out, err } = await ask(['has VideoFormat'], interruption.signal);
      while (!out.text().endsWith('\n')) await sleep(20);
      const link = out.text().trimEnd();
      expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}&q=has%20VideoFormat$/);
      expect(err.text()).toMatch(/Open this link in your browser\. Ctrl-C ends the page\.\n$/);
      expect((await fetch(link)).status).toBe(200);
      interruption.abort();
      expect(await ended).toBe(0);
      await expect(fetch(link)).rejects.toThrow();
    });

    it('shows the files of media try, until Ctrl-C', async () => {
      const interruption = new AbortController();
      const [out, err] = [collector(), collector()];
      const terminal = {
        ...fakeTerminal({ interrupted: interruption.signal }),
        stdout: out.stream,
        stderr: err.stream,
      };
      const ended = media(
        ['try', '--browse', SAMPLES.find(({ key }) => key === 'poster.jpg')!.path],
        terminal,
      );
      try {
        while (!/token=/.test(out.text())) await Promise.race([sleep(20), ended]);
        const [link = ''] = /http:\/\/127\S+/.exec(out.text()) ?? [];
        const cookie = (await fetch(link)).headers.get('set-cookie')!.split(';')[0]!;
        const answer = await fetch(`${new URL(link).origin}/objects.json?q=poster`, { headers: { cookie } });
        expect(await answer.json()).toMatchObject({ totals: { objects: 1 }, rows: [{ Key: 'poster.jpg' }] });
      } finally {
        interruption.abort();
        expect(await ended).toBe(0);
      }
    });

    it('says what is wrong before it serves anything', async () => {
      const wrong = await ask(['Sise>3']);
      expect(await wrong.ended).toBe(2);
      expect([wrong.out.text(), wrong.err.text()]).toEqual([
        '',
        expect.stringContaining("There is no column 'Sise'"),
      ]);
      const taken = await ask(['--port', String(opened().served.port)]);
      expect(await taken.ended).toBe(2);
      expect(taken.err.text()).toContain(
        `--port: ${opened().served.port} cannot be had on this machine (EADDRINUSE)`,
      );
    });
  });
}
