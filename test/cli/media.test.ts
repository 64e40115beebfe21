import { GENERATED, putGenerated } from './generated-rows';
import { backfilling } from './media/backfilling';
import { counting } from './media/counting';
import { failing } from './media/failing';
import { finding } from './media/finding';
import { MediaPipeline, SAMPLES } from './media/media-pipeline';
import { nothingFound } from './media/nothing-found';
import { paging } from './media/paging';
import { printing } from './media/printing';
import { putting } from './media/putting';
import { questions } from './media/questions';
import { showing } from './media/showing';

// Several tests wait for the function, and other tests run at the same time.
jest.setTimeout(30_000);

let started: MediaPipeline;
const here = (): MediaPipeline => started;

beforeAll(async () => {
  started = await MediaPipeline.start();
}, 60_000);
afterAll(() => started?.stop());

questions(here);
putting(here);
backfilling(here);

describe('with many rows', () => {
  // They have no objects.
  beforeAll(async () => {
    await putGenerated(started.tablestore, started.pipeline.connection);
    await started.untilIndexed(GENERATED.length + SAMPLES.length);
  });
  afterAll(async () => {
    await Promise.all(GENERATED.map(({ Key }) => started.deleteRow(String(Key))));
    await started.untilIndexed(SAMPLES.length);
  });

  finding(here);
  nothingFound(here);
  printing(here);
  paging(here);
  showing(here);
  counting(here);
  failing(here);
});
