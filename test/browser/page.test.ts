import { readFileSync } from 'node:fs';
import { accessibility } from './accessibility';
import { anotherSite } from './another-site';
import { answers } from './answers';
import { theCommand } from './command';
import { describingAgain } from './describing-again';
import { finding } from './finding';
import { deleteHostileRows, putHostileRows } from './hostile-rows';
import { OpenedPage, SAMPLES } from './opened-page';
import { sizes } from './sizes';
import { whatOthersWrote } from './what-others-wrote';

// A browser, the function and the stand-in share the cores with other suites.
jest.setTimeout(60_000);

let page: OpenedPage;
const opened = (): OpenedPage => page;

beforeAll(async () => {
  page = await OpenedPage.open();
  await page.upload(Object.fromEntries(SAMPLES.map(({ key, path }) => [key, readFileSync(path)])));
  await page.untilFound('', SAMPLES.length);
}, 60_000);
afterEach(() => page.closeVisits());
afterAll(() => page?.close());

theCommand(opened);
finding(opened);
answers(opened);
describingAgain(opened);
anotherSite(opened);

describe('with rows that others wrote', () => {
  beforeAll(() => putHostileRows(page));
  afterAll(() => deleteHostileRows(page));

  accessibility(opened);
  whatOthersWrote(opened);
  sizes(opened);
});
