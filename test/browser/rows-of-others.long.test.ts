import { accessibility } from './accessibility';
import { putHostileRows } from './hostile-rows';
import { OpenedPage } from './opened-page';
import { sizes } from './sizes';
import { whatOthersWrote } from './what-others-wrote';

// A browser, the function and the stand-in share the cores with other suites.
jest.setTimeout(60_000);

let page: OpenedPage;
const opened = (): OpenedPage => page;

beforeAll(async () => {
  page = await OpenedPage.open();
  await page.uploadSamples();
  await putHostileRows(page);
}, 60_000);
afterEach(() => page.closeVisits());
afterAll(() => page?.close());

accessibility(opened);
whatOthersWrote(opened);
sizes(opened);
