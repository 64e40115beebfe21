import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleAnswer } from '../../../cli/try/example';
import { PROJECT_ROOT } from '../../../lib/project-root';
import { PREFIX } from '../generated-rows';
import type { MediaPipeline } from './media-pipeline';
import { keysOf } from './media-pipeline';

/** Every question of README, docs and `npm start`, asked of the samples. */
export function questions(here: () => MediaPipeline): void {
  describe('questions of README and docs', () => {
    /** Every `$ npx media …` of README and docs with what is printed below it. */
    const README_QUESTIONS = [
      ...[join(PROJECT_ROOT, 'README.md'), join(PROJECT_ROOT, 'docs', 'media.md')]
        .map((page) => readFileSync(page, 'utf8'))
        .join('\n')
        .matchAll(/^\$ npx media (.*)\n([\s\S]*?)^```$/gm),
    ].map(([, command = '', answer = '']) => ({
      argv: [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? ''),
      answer,
    }));

    it('answers the questions of the README as the README says', async () => {
      expect(README_QUESTIONS).toHaveLength(4);
      const withoutTime = (text: string): string => text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'TIME');
      const answers: string[] = [];
      for (const { argv } of README_QUESTIONS)
        answers.push((await here().run(argv, { now: Date.now() })).out);
      expect(answers.map(withoutTime)).toEqual(README_QUESTIONS.map(({ answer }) => withoutTime(answer)));
    });

    it('answers the example question that ends npm start', async () => {
      const answer = await exampleAnswer(here().tablestore, here().pipeline.connection.table, 1);
      const [question, head, ...lines] = answer.split('\n');
      expect(question).toMatch(/^\$ npx media find '/);
      expect(head).toMatch(/^Key +VideoFormat +VideoHeight/);
      expect(lines.filter((line) => !line.startsWith(PREFIX)).map((line) => line.split(/ {2,}/)[0])).toEqual([
        'interrupted upload.mp4',
        'news.mp4',
        'trailer 100% + 北京 🎬.mkv',
        '',
      ]);
    });

    describe('the questions of the docs about captions and channels', () => {
      const COLUMN_FIXTURES = join(PROJECT_ROOT, 'test', 'fixtures', 'columns');
      const NAMES = ['captions.mov', 'eight-mono.mov', 'surround.mp4'];

      beforeAll(async () => {
        for (const name of NAMES) {
          const path =
            name === 'surround.mp4' ? join(COLUMN_FIXTURES, 'hlg.mp4') : join(COLUMN_FIXTURES, name);
          await here().oss.put(`questions/${name}`, path);
        }
        await here().pipeline.cloud.functions.idle();
        await here().untilIndexed(NAMES.length, 'Key=questions/*');
      });

      afterAll(async () => {
        for (const name of NAMES) await here().oss.delete(`questions/${name}`);
        await here().pipeline.cloud.functions.idle();
        await here().untilIndexed(0, 'Key=questions/*');
      });

      const asked = async (query: string) =>
        keysOf(await here().run(['find', `Key=questions/* and ${query}`, '--json', '--columns', 'Key']));

      it('finds videos without captions, CEA-608 counted as such', async () => {
        expect((await asked('HasVideo=true and no TextFormats')).sort()).toEqual(['questions/surround.mp4']);
        expect(await asked('text(Format=*608*)')).toEqual(['questions/captions.mov']);
      });

      it('counts the channels of all tracks: eight mono tracks are not less than stereo', async () => {
        expect(await asked('has AudioChannelsTotal and AudioChannelsTotal<2')).toEqual([]);
        expect(await asked('AudioChannels<2')).toEqual(['questions/eight-mono.mov']);
        expect(await asked('AudioChannelsTotal=8')).toEqual(['questions/eight-mono.mov']);
      });
    });
  });
}
