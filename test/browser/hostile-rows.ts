import * as TableStore from 'tablestore';
import type { OpenedPage } from './opened-page';

/** Names of objects that would do something in a page that takes them for more than text. */
export const HOSTILE_KEYS = [
  '<script>window.hacked=1</script>.mp4',
  '"><img src=x onerror=window.hacked=1>.jpg',
  "javascript:window.hacked=1//'.mp4",
  '${window.hacked=1}{{constructor.constructor("window.hacked=1")()}}.mov',
  'photo\u202egpj.exe',
  'zero\u200bwidth\u0007.mp4',
  '</title><svg onload=window.hacked=1>.mkv',
];

/** Names that are only of other scripts. */
export const FOREIGN_KEYS = [
  '北京の夜明け.mp4',
  'فیلم می\u200cخواهم.mp4',
  'סרט ראשון.mov',
  'हिन्दी.mkv',
  '👩\u200d🚀 launch.mp4',
];

const SCRIPT = '<script>window.hacked=1</script><img src=x onerror=window.hacked=1>';

/** A row whose every text is hostile, as tags and reports may be. */
export async function putHostileRow({ tablestore, pipeline }: OpenedPage, key: string): Promise<void> {
  const { bucket, table } = pipeline.connection;
  const cells: Record<string, string> = {
    Key: key,
    Status: 'DOUBTFUL',
    Reason: `${SCRIPT} javascript:window.hacked=1`,
    Doubts: JSON.stringify([SCRIPT, 'TRUNCATED']),
    Format: SCRIPT,
    VideoFormat: `"><svg/onload=window.hacked=1>`,
    ImageFormat: 'SVG',
    Title: `javascript:alert(1) \u202e${SCRIPT}`,
    LastModified: '2026-11-20T00:00:00.000Z',
    UserMetadata: JSON.stringify([`link=javascript:window.hacked=1`, `x=${SCRIPT}`]),
    ObjectTags: JSON.stringify(['=cmd|calc', `"'><b onclick=window.hacked=1>`]),
    Policy: 'FAIL',
    PolicyName: 'House style',
    PolicyFailures: JSON.stringify(['Codec is AVC', SCRIPT]),
    PolicyWarnings: JSON.stringify(['Ready to stream (not evaluated)']),
    AudioLanguages: JSON.stringify(['\u202eja', "en' or 1"]),
    Tracks: JSON.stringify([{ Kind: SCRIPT, Format: SCRIPT, Title: SCRIPT, [SCRIPT]: 'field' }]),
    Meta_data: `<?xml version="1.0"?><MediaInfo><script xmlns="http://www.w3.org/1999/xhtml">window.hacked=1</script></MediaInfo>`,
  };
  await tablestore.putRow({
    tableName: table,
    condition: new TableStore.Condition(TableStore.RowExistenceExpectation.IGNORE, null),
    primaryKey: [{ ObjectKey: key }, { BucketName: bucket }],
    attributeColumns: Object.entries(cells).map(([name, value]) => ({ [name]: value })),
  });
}
