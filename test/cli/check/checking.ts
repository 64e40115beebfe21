import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonLines } from '../run-media';
import { type CheckPipeline, OBJECTS, ready } from './check-pipeline';

/** `media check` of rows, and its mistakes. */
export function checking(here: () => CheckPipeline): void {
  describe('media check', () => {
    it('prints what fails and why, and ends with 1', async () => {
      const { code, out, err } = await here().run(['check', 'strict.policy', 'Key=in/*']);
      expect(code).toBe(1);
      expect(out).toContain('FAIL  in/other.webm\n      Codec is AVC: VideoFormat=AVC; VideoFormat is VP9\n');
      expect(out).toContain(
        'WARN  in/late.mp4\n      Ready (warning): IsStreamable=true; IsStreamable is false\n',
      );
      expect(out).not.toContain('in/good.mp4');
      expect(err).toContain('Strict: 6 judged, 2 pass, 1 warn, 3 fail.\n');
    });

    it('ends with 0 when nothing fails', async () => {
      expect(await here().run(['check', 'small.xml', 'Key=in/good.mp4'])).toEqual({
        code: 0,
        out: '',
        err: 'Small: 1 judged, 1 pass, 0 warn, 0 fail.\n',
      });
    });

    it('touches no object', async () => {
      const before = here().pipeline.cloud.oss.requests.length;
      expect(before).toBeGreaterThan(0);
      expect((await here().run(['check', 'small.xml'])).err).toContain(`${OBJECTS.length} judged`);
      expect(here().pipeline.cloud.oss.requests).toHaveLength(before);
    });

    it('prints every row for programs, as JSON, CSV and JUnit', async () => {
      const json = await here().run(['check', 'small.xml', 'Key=in/xml/*', '--json']);
      expect(jsonLines(json.out)).toEqual([
        expect.objectContaining({
          key: 'in/xml/empty.mp4',
          verdict: 'FAIL',
          failures: ['There is no report'],
        }),
        expect.objectContaining({
          key: 'in/xml/good.mp4',
          verdict: 'PASS',
          failures: [],
          warnings: [],
          reasons: [],
        }),
      ]);
      expect(JSON.parse(json.err)).toMatchObject({ policy: 'Small', judged: 2, passed: 1, failed: 1 });
      const csv = await here().run(['check', 'strict.policy', 'Key=in/other.webm', '--csv']);
      expect(csv.out.split('\r\n')).toEqual([
        'Key,BucketName,Policy,PolicyFailures,PolicyWarnings,Why',
        `in/other.webm,${here().pipeline.connection.bucket},FAIL,Codec is AVC,,Codec is AVC: VideoFormat=AVC; VideoFormat is VP9`,
        '',
      ]);
      expect((await here().run(['check', 'strict.policy', 'Key=in/empty.mp4', '--csv'])).out).toContain(
        ',FAIL,Codec is AVC,Ready,Codec is AVC: VideoFormat=AVC; VideoFormat is absent | Ready (warning): IsStreamable=true; IsStreamable is absent\r\n',
      );
      const junit = await here().run([
        'check',
        'strict.policy',
        'Key=in/other.webm or Key=in/good.mp4',
        '--junit',
      ]);
      expect(junit.code).toBe(1);
      expect(junit.out).toBe(
        [
          '<?xml version="1.0" encoding="UTF-8"?>',
          '<testsuites>',
          '<testsuite name="Strict">',
          `<testcase classname="${here().pipeline.connection.bucket}" name="in/good.mp4"/>`,
          `<testcase classname="${here().pipeline.connection.bucket}" name="in/other.webm"><failure message="Codec is AVC">Codec is AVC: VideoFormat=AVC; VideoFormat is VP9</failure></testcase>`,
          '</testsuite>',
          '</testsuites>',
          '',
        ].join('\n'),
      );
      const both = await here().run(['check', 'strict.policy', 'Key=in/empty.mp4', '--junit']);
      expect(both.out).toContain(
        'VideoFormat is absent&#10;Ready (warning): IsStreamable=true; IsStreamable is absent</failure>',
      );
    });

    it.each([
      [['nowhere.policy'], "No such policy: 'nowhere.policy'. Ready ones are in '"],
      [['web-video'], `No such policy: 'web-video'. The ready one is '${ready('web-video.policy')}'.`],
      [['.'], "A directory: '.'. A file with a policy is expected."],
      // A wrong file name must be an error. It must not become a search that finds nothing.
      [['strict.policy', 'gone.mp4'], "'gone.mp4' is no file and no query."],
      [
        ['strict.policy', './a folder/of a name longer than any search takes.mp4'],
        "takes.mp4' is no file and no query.",
      ],
      [
        ['strict.policy', tmpdir()],
        `A directory: '${tmpdir()}'. Take everything in it with -r, or name files, such as '`,
      ],
      [
        ['strict.policy', 'small.xml', 'b'],
        "'b' is no file. After the policy, files are expected, or one query",
      ],
      [['strict.policy', 'gone/*.mp4'], "No file fits 'gone/*.mp4' in '"],
      [['strict.policy', '-r', 'gone'], "No such file: '"],
      [['strict.policy', '-r'], '-r needs a folder'],
      [
        ['strict.policy', '-', '--local', '-'],
        "Standard input can be '--local -' or names of files, not both.",
      ],
      [['strict.policy', 'small.xml', '--write'], '--write is for rows: local files have none.'],
      [['strict.policy', 'Sise>1'], "There is no column 'Sise'. Did you mean Size?\n  Sise>1\n  ^^^^"],
    ])('refuses %j', async (argv, message) => {
      const { code, err } = await here().run(['check', ...argv]);
      expect(code).toBe(2);
      expect(err).toContain(message);
    });

    it('marks the place in a policy that is wrong', async () => {
      await writeFile(join(here().folder, 'wrong.policy'), 'must a: has Titel');
      const { code, err } = await here().run(['check', 'wrong.policy']);
      expect([code, err]).toEqual([
        2,
        "media: wrong.policy:1:13: There is no column 'Titel'.\n  must a: has Titel\n              ^^^^^\n",
      ]);
    });
  });
}
