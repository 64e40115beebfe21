import { type OpenedPage, SAMPLES } from './opened-page';

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

/** The one whose row has nothing but hostile texts, as tags and reports may be. */
export const HOSTILE_ROW = HOSTILE_KEYS[0]!;

const LastModified = '2026-11-20T00:00:00.000Z';

const KEYS = [...HOSTILE_KEYS, ...FOREIGN_KEYS];

/** Writes rows with all these names beside those that are there, and waits for the index. */
export async function putHostileRows(opened: OpenedPage): Promise<void> {
  await Promise.all(
    KEYS.map((key) =>
      opened.putRow(key, key === HOSTILE_ROW ? HOSTILE_CELLS : { Status: 'NOT_MEDIA', LastModified }),
    ),
  );
  await opened.untilFound('', SAMPLES.length + KEYS.length);
}

const HOSTILE_CELLS = {
  Status: 'DOUBTFUL',
  Reason: `${SCRIPT} javascript:window.hacked=1`,
  Doubts: JSON.stringify([SCRIPT, 'TRUNCATED']),
  Format: SCRIPT,
  VideoFormat: `"><svg/onload=window.hacked=1>`,
  ImageFormat: 'SVG',
  Title: `javascript:alert(1) \u202e${SCRIPT}`,
  LastModified,
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
