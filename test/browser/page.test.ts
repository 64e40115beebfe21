import { anotherSite } from './another-site';
import { answers } from './answers';
import { theCommand } from './command';
import { describingAgain } from './describing-again';
import { finding } from './finding';
import { pageWithSamples } from './opened-page';

// A browser, the function and the stand-in share the cores with other suites.
jest.setTimeout(60_000);

const opened = pageWithSamples();

theCommand(opened);
finding(opened);
answers(opened);
describingAgain(opened);
anotherSite(opened);
