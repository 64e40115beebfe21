import type { ByteSource } from '../byte-source';
import { RecordedError } from '../errors';
import type { BlockFile, Span } from '../object-reader/block-file';
import type { ToolLimits } from '../tool';
import type { Measure } from './confinement';
import { type MediaInfoHome, mediaInfoHome } from './home';
import { ObjectFile } from './object-file';
import { plainReport } from './plain-report';
import { isStoredReport } from './printed-report';
import { MediaInfoRun } from './run-mediainfo';

/**
 * Seconds for a conversion. MediaInfo takes 0.1 s for a report of 500 kB, and much longer for each field of a track
 * that has tens of thousands.
 */
const SECONDS = 60;

/** Four times the largest report that is stored (16 MB): HTML has that much around each field. */
const MAX_BYTES = 64_000_000;

/** What MediaInfo may take as the function has it by default. A report of 5 MB takes 60. */
const MEMORY_MB = 512;

/**
 * Has MediaInfo read a stored report and write it in another format. It is as shut in as for an object: the report is
 * other people's text, and the only file that there is.
 *
 * @param output MediaInfo's name of the format, such as `EBUCore_1.8_ps`
 * @param onRefused called with the confinement measures that the kernel refused
 * @param home for tests
 * @throws RecordedError when the text is no report, and when MediaInfo fails on it, with a reason for a person
 */
export async function convertReport(
  xml: string,
  output: string,
  onRefused: (measures: readonly Measure[]) => void = () => {},
  home: MediaInfoHome = mediaInfoHome(),
): Promise<string> {
  if (!isStoredReport(xml))
    throw new RecordedError('FAILED', 'What is stored is not a whole report of MediaInfo.');
  const bytes = Buffer.from(plainReport(xml));
  const file = ObjectFile.create({ bucket: 'report', key: 'report.xml' });
  try {
    const run = new MediaInfoRun(home, [`--Output=${output}`], file, limits());
    try {
      const version = { etag: '', size: bytes.length, lastModified: new Date(0).toISOString() };
      return await run.report(version, sourceOf(bytes, file.mailbox), new AbortController().signal);
    } finally {
      const { refused = [] } = run.requests;
      if (refused.length > 0) onRefused(refused);
      await run.dispose();
    }
  } finally {
    file.close();
  }
}

const limits = (): ToolLimits => ({
  deadline: Date.now() + SECONDS * 1000,
  maxReportBytes: MAX_BYTES,
  maxMemoryMB: MEMORY_MB,
  // The deadline comes first: all of the report is there from the beginning.
  maxStalledCpuSeconds: SECONDS,
  received: () => 0,
  progress: () => `${SECONDS} s and ${MAX_BYTES} bytes are allowed`,
});

const sourceOf = (bytes: Buffer, mailbox: BlockFile): ByteSource => ({
  read: async (offset, length): Promise<Span> => {
    const span = { place: 0, bytes: Math.max(0, Math.min(length, bytes.length - offset)) };
    mailbox.write(bytes, offset, span);
    return span;
  },
});
