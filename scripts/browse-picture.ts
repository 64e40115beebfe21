import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { putMediaRows } from '../bench/corpus/media-rows';
import { PROJECT_ROOT } from '../lib/project-root';
import { OpenedPage, SAMPLES } from '../test/browser/opened-page';

/** The picture of the page in the README: `npm run docs:picture`. */
const PICTURE = join(PROJECT_ROOT, 'docs', 'browse.webp');
const ROWS = 1_200;
/** What loads with the README should load at once. */
const MOST_BYTES = 100_000;
/** Letters stay sharp; less saves little. */
const QUALITY = 82;

/** Samples whose names every system's fonts can show. */
const SHOWN = ['news.mp4', 'interrupted upload.mp4', 'podcast.mp3', 'poster.jpg', 'rushes & takes.mov'];

async function main(): Promise<void> {
  const opened = await OpenedPage.open();
  try {
    await putMediaRows(opened.tablestore, opened.pipeline.connection, ROWS);
    const shown = SAMPLES.filter(({ key }) => SHOWN.includes(key));
    await opened.upload(Object.fromEntries(shown.map(({ key, path }) => [key, readFileSync(path)])));
    await opened.untilFound('', ROWS + shown.length);
    const page = await opened.visit('/objects?q=has Format and LastModified>=2026-09-01', {
      width: 1_240,
      height: 720,
    });
    await page.waitForSelector('#charts');
    await page.click('#rows tbody a:has-text("news.mp4")');
    await page.click('[data-show]');
    await page.waitForSelector('.picture img[alt^="Picture at"]');
    await page.mouse.move(0, 0);
    const devtools = await page.context().newCDPSession(page);
    const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
    writeFileSync(PICTURE, Buffer.from(data, 'base64'));
  } finally {
    await opened.close();
  }
  const { size } = statSync(PICTURE);
  if (size > MOST_BYTES) throw new Error(`${PICTURE} has ${size} bytes, at most ${MOST_BYTES} are wanted.`);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
