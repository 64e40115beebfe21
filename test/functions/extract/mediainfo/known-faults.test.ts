import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mask } from '../../../../functions/extract/mediainfo/mask';
import { proposeMasks } from '../../../../functions/extract/mediainfo/masked-boxes';
import { MaskedSource, rangesOf } from '../../../../functions/extract/mediainfo/masked-source';
import { BlockFile } from '../../../../functions/extract/object-reader/block-file';
import { ReceivedBytes } from '../../../../functions/extract/object-reader/received-bytes';
import { parseReport } from '../../../../functions/extract/report/parse-report';
import { run } from '../../../assets/run-mediainfo';
import { canonRaw, countingSamples, withDescriptor } from '../support/breaking-files';

const folder = join(__dirname, '../../../../assets/mediainfo');
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));

/**
 * Checks what docs/mediainfo-faults.md says about the shipped mediainfo. If a newer version has fixed a
 * fault, this fails: then update that page.
 */
describe('the shipped mediainfo', () => {
  const directory = mkdtempSync(join(tmpdir(), 'faults-'));
  const file = new BlockFile(openSync(join(directory, 'mailbox'), 'wx+'));
  afterAll(() => {
    file.close();
    rmSync(directory, { recursive: true });
  });

  /** The type and format of each track in the report. If there is no report, throws how mediainfo ended. */
  async function tracksOf(bytes: Buffer): Promise<[string, string | undefined][]> {
    const path = join(directory, 'object.mp4');
    writeFileSync(path, bytes);
    const { stdout } = await run(folder, manifest, {}, '--Full', '--Output=XML', path);
    return parseReport(stdout).tracks.map(({ type, fields }) => [type, fields.get('CodecID')]);
  }

  const sourceOf = (bytes: Buffer) => {
    const received = new ReceivedBytes(file, 0);
    received.push(bytes);
    return { read: async (offset: number, length: number) => received.span(offset, offset + length) };
  };

  /** The object's bytes as mediainfo sees them. */
  const shown = (bytes: Buffer, mask: Mask) =>
    rangesOf(new MaskedSource(sourceOf(bytes), mask, file), file)(0, bytes.length);

  const firstMask = async (bytes: Buffer): Promise<Mask> => {
    const masks = await proposeMasks(rangesOf(sourceOf(bytes), file), bytes.length);
    return masks[0]!;
  };

  it.each([0, 61, 67, 77, 79, 88, 253])(
    'breaks down on a descriptor with audio profile %i',
    async (profile) => {
      const bytes = withDescriptor(profile);
      await expect(tracksOf(bytes)).rejects.toMatchObject({ signal: 'SIGSEGV' });
      expect(await tracksOf(await shown(bytes, await firstMask(bytes)))).toEqual([
        ['General', 'isom'],
        ['Video', 'CRAW'],
      ]);
    },
  );

  it.each([1, 60, 68, 76, 80, 87, 254, 255])('gets through one with audio profile %i', async (profile) => {
    expect(await tracksOf(withDescriptor(profile))).toHaveLength(2);
  });

  it('breaks down on a raw photo of Canon, and describes it but for the content of one sample description', async () => {
    const bytes = canonRaw();
    await expect(tracksOf(bytes)).rejects.toMatchObject({ signal: 'SIGSEGV' });
    expect(await tracksOf(await shown(bytes, await firstMask(bytes)))).toEqual([
      ['General', 'crx'],
      ['Video', 'CRAW'],
      ['Other', 'CTMD'],
    ]);
  });

  it('breaks down on a count of samples that it believes', async () => {
    const bytes = countingSamples(0xffff_ffff);
    await expect(tracksOf(bytes)).rejects.toMatchObject({ signal: 'SIGABRT' });
    expect(await tracksOf(countingSamples(1))).toHaveLength(2);
    expect(await tracksOf(await shown(bytes, await firstMask(bytes)))).toHaveLength(2);
  });
});
