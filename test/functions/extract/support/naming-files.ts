import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MEDIA } from './local-report';

/** Paths of files whose names another file may contain. */
export interface Named {
  /** Absolute paths of an MP4 and of a transport stream. */
  mp4: string;
  ts: string;
  /** The same, relative to the folder of the file that contains the name. */
  relativeTs: string;
}

const hls = (entry: string, tag = '#EXTINF:5,'): string =>
  `#EXTM3U\n#EXT-X-TARGETDURATION:5\n${tag}\n${entry}\n#EXT-X-ENDLIST\n`;

const xml = (content: string): string => `<?xml version="1.0"?>${content}`;

const uuid = (digit: number): string => `urn:uuid:${digit}1111111-1111-1111-1111-111111111111`;

const composition = xml(
  `<CompositionPlaylist xmlns="http://www.smpte-ra.org/schemas/429-7/2006/CPL"><Id>${uuid(1)}</Id><ReelList><Reel>` +
    `<Id>${uuid(2)}</Id><AssetList><MainPicture><Id>${uuid(3)}</Id></MainPicture></AssetList></Reel></ReelList>` +
    '</CompositionPlaylist>',
);

const assetMap = ({ mp4 }: Named): string => {
  const asset = (digit: number, path: string): string =>
    `<Asset><Id>${uuid(digit)}</Id><ChunkList><Chunk><Path>${path}</Path></Chunk></ChunkList></Asset>`;
  return xml(
    `<AssetMap xmlns="http://www.smpte-ra.org/schemas/429-9/2007/AM"><Id>${uuid(4)}</Id><AssetList>` +
      `${asset(3, mp4)}${asset(1, 'composition.xml')}</AssetList></AssetMap>`,
  );
};

const picture = (): Buffer => readFileSync(join(MEDIA, 'still.jpg'));

/** `shot0001.jpg` and so on: MediaInfo takes those that stand beside one another for a film. */
const shot = (number: number): string => `shot${String(number).padStart(4, '0')}.jpg`;

/**
 * Files with names of other files, which MediaInfo opens if it can; and the files that must be beside them
 * for that, if any.
 */
export const NAMING_FILES: {
  name: string;
  content: (named: Named) => string | Buffer;
  beside?: readonly { name: string; content: (named: Named) => string | Buffer }[];
}[] = [
  {
    name: shot(1),
    content: picture,
    beside: Array.from({ length: 29 }, (_, at) => ({ name: shot(at + 2), content: picture })),
  },
  { name: 'absolute.m3u8', content: ({ ts }) => hls(ts) },
  { name: 'relative.m3u8', content: ({ relativeTs }) => hls(relativeTs) },
  {
    name: 'variants.m3u8',
    content: () => hls('variant.m3u8', '#EXT-X-STREAM-INF:BANDWIDTH=100000'),
    beside: [{ name: 'variant.m3u8', content: ({ ts }) => hls(ts) }],
  },
  {
    name: 'dash.mpd',
    content: ({ mp4 }) =>
      xml(
        '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011">' +
          `<Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="100"><BaseURL>${mp4}</BaseURL>` +
          '</Representation></AdaptationSet></Period></MPD>',
      ),
  },
  {
    name: 'smooth.ism',
    content: ({ mp4 }) =>
      xml(
        '<smil xmlns="http://www.w3.org/2001/SMIL20/Language"><body><switch>' +
          `<video src="${mp4}" systemBitrate="100"><param name="trackID" value="1" valuetype="data"/></video>` +
          '</switch></body></smil>',
      ),
  },
  {
    name: 'wrapper.dxw',
    content: ({ mp4 }) =>
      xml(`<indexFile xmlns="urn:digimetrics-xml-wrapper"><clip file="${mp4}" type="video"/></indexFile>`),
  },
  {
    name: 'composition.xml',
    content: () => composition,
    beside: [{ name: 'ASSETMAP.xml', content: assetMap }],
  },
];
