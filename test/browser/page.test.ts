import { anotherSite } from './another-site';
import { answers } from './answers';
import { theCommand } from './command';
import { describingAgain } from './describing-again';
import { finding } from './finding';
import { OpenedPage } from './opened-page';

// A browser, the function and the stand-in share the cores with other suites.
jest.setTimeout(60_000);

let page: OpenedPage;
const opened = (): OpenedPage => page;

beforeAll(async () => {
  page = await OpenedPage.open();
  await page.uploadSamples();
}, 60_000);
afterEach(() => page.closeVisits());
afterAll(() => page?.close());

theCommand(opened);
finding(opened);
answers(opened);
describingAgain(opened);
anotherSite(opened);
