import { accessibility } from './accessibility';
import { putHostileRows } from './hostile-rows';
import { pageWithSamples } from './opened-page';
import { sizes } from './sizes';
import { whatOthersWrote } from './what-others-wrote';

// A browser, the function and the stand-in share the cores with other suites.
jest.setTimeout(60_000);

const opened = pageWithSamples();
beforeAll(() => putHostileRows(opened()));

accessibility(opened);
whatOthersWrote(opened);
sizes(opened);
