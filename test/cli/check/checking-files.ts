import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectRow } from '../../../cli/cloud/rows';
import type { Input } from '../../../cli/upload/inputs';
import { jsonLines } from '../run-media';
import { type CheckPipeline, media, ready } from './check-pipeline';

/** What local files are said to be. */
export type RowsOf = (inputs: Input[]) => ObjectRow[];

const FOUND = { bucket: 'b', status: 'DESCRIBED', reason: null, xml: '<MediaInfo></MediaInfo>' };

/** `media check` of local files. @param sayRows says what they are, where a test is about which files are taken */
export function checkingFiles(here: () => CheckPipeline, sayRows: (rowsOf: RowsOf) => void): void {
  describe('media check of files', () => {
    it('judges local files by the shipped MediaInfo', async () => {
      const { code, out, err } = await here().run([
        'check',
        ready('web-video.policy'),
        media('moov-last.mp4'),
        media('wmv2.wmv'),
      ]);
      expect(code).toBe(1);
      expect(out).toContain(`FAIL  ${media('wmv2.wmv')}\n      Container and codec of the web:`);
      expect(out).toContain(`WARN  ${media('moov-last.mp4')}\n      Index at the beginning (warning):`);
      expect(err).toContain('Web video: 2 files judged, 0 pass, 1 warn, 1 fail.');
    });

    it('prints each file for programs, and the counts in the last line as for stored rows', async () => {
      sayRows((inputs) => inputs.map(({ key }) => ({ ...FOUND, key, columns: { VideoFormat: 'VP9' } })));
      const json = await here().run(['check', 'strict.policy', media('vp9.webm'), '--json']);
      expect(jsonLines(json.out)).toMatchObject([{ verdict: 'FAIL' }]);
      expect(JSON.parse(json.err.trimEnd().split('\n').at(-1)!)).toEqual({
        policy: 'Strict',
        ...{ judged: 1, passed: 0, warned: 0, failed: 1, written: 0, interrupted: false },
      });
    });

    it('takes folders, patterns and names on standard input, as put and try do', async () => {
      await mkdir(join(here().folder, 'films', 'old'), { recursive: true });
      for (const name of ['a.mp4', 'old/b.mp4', 'old/c.mkv'])
        await copyFile(media('moov-first.mp4'), join(here().folder, 'films', name));
      const columns = { VideoFormat: 'AVC', IsStreamable: true };
      sayRows((inputs) => inputs.map(({ key }) => ({ ...FOUND, key, columns })));
      const keysOf = async (argv: string[], stdin = ''): Promise<unknown[]> => {
        const { code, out } = await here().run(['check', 'strict.policy', ...argv, '--json'], { stdin });
        expect(code).toBe(0);
        return jsonLines(out).map(({ key }) => key);
      };
      expect(await keysOf(['-r', 'films/old', 'films/{a,z}.mp4'])).toEqual([
        'films/old/b.mp4',
        'films/old/c.mkv',
        'films/a.mp4',
      ]);
      expect(await keysOf(['-'], 'films/a.mp4\nfilms/old/b.mp4\n')).toEqual([
        'films/a.mp4',
        'films/old/b.mp4',
      ]);
      expect(await keysOf(['-r', 'films'])).toEqual(['films/a.mp4', 'films/old/b.mp4', 'films/old/c.mkv']);
      expect(await keysOf(['films/**/*.mp4'])).toEqual(['films/a.mp4', 'films/old/b.mp4']);
      expect(await keysOf(['-0', '-'], 'films/a.mp4\0')).toEqual(['films/a.mp4']);
    });
  });
}
