import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pictureOf } from '../../../cli/browse/picture/picture';
import { type PictureSource, sourceOf, typeOf } from '../../../cli/browse/picture/picture-source';
import { Session } from '../../../cli/cloud/session';
import { PROJECT_ROOT } from '../../../lib/project-root';

const JPEG = readFileSync(join(PROJECT_ROOT, 'assets', 'samples', 'poster.jpg'));
const VIDEO: PictureSource = { bucket: 'films-1', key: 'a b/北京.mp4', still: false, atMs: 1_500, size: 9 };
const IMAGE: PictureSource = {
  bucket: 'other-2',
  key: 'poster.jpg',
  still: true,
  atMs: 0,
  size: JPEG.length,
};

let server: Server;
let asked: IncomingMessage[];
let answer: (response: ServerResponse, request: IncomingMessage) => void;
let folder: string;
const path = process.env['PATH'];

const session = (isLocal: boolean): Session => {
  const endpoint = `http://localhost:${(server.address() as AddressInfo).port}`;
  const target = {
    ...{
      region: 'cn-hangzhou',
      bucket: 'films-1',
      instance: 'media-1',
      table: 'Media',
      index: 'MediaColumns',
    },
    ...{ ossEndpoint: endpoint, tablestoreEndpoint: endpoint, vpc: false, describedWith: {} },
  };
  if (isLocal) return new Session({ ...target, keys: { accessKeyId: 'id', accessKeySecret: 'top-secret' } });
  const deployed = new Session(target);
  return Object.assign(deployed, {
    keys: async () => ({ accessKeyId: 'id', accessKeySecret: 'top-secret' }),
  });
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'picture-'));
  server = createServer((request, response) => {
    asked.push(request);
    answer(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(() => {
  asked = [];
  answer = (response) => response.end(JPEG);
});
afterEach(() => {
  process.env['PATH'] = path;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

it('is of an image, or of a frame within the video', () => {
  const row = (columns: Record<string, string | number>) => ({
    key: 'k',
    bucket: 'b-1',
    status: 'DESCRIBED',
    reason: null,
    columns,
    xml: null,
  });
  expect(sourceOf(row({ VideoFormat: 'AVC', DurationMs: 5_000, Size: 7 }), 9_999)).toMatchObject({
    still: false,
    atMs: 4_900,
  });
  expect(sourceOf(row({ VideoFormat: 'AVC' }), -3)).toMatchObject({ atMs: 0 });
  expect(sourceOf(row({ ImageFormat: 'JPEG' }), 5)).toMatchObject({ still: true });
  expect(sourceOf(row({ AudioFormat: 'AAC' }), 5)).toBeUndefined();
});

it('is known by its bytes, and never something that could hold a script', () => {
  expect(typeOf(JPEG)).toBe('image/jpeg');
  expect(typeOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'))).toBeUndefined();
  expect(typeOf(Buffer.from('<html>'))).toBeUndefined();
});

describe('in the cloud', () => {
  it.each([
    [VIDEO, '/films-1/a%20b/%E5%8C%97%E4%BA%AC.mp4', 'video/snapshot,t_1500,f_jpg,w_960,m_fast,ar_auto'],
    [IMAGE, '/other-2/poster.jpg', 'image/auto-orient,1/resize,m_lfit,w_960,limit_1/format,jpg'],
  ])('is made by OSS, for whom a signed address of a minute is enough', async (source, pathname, process) => {
    expect(await pictureOf(session(false), source)).toEqual({ type: 'image/jpeg', bytes: JPEG });
    expect(asked).toHaveLength(1);
    const url = new URL(asked[0]!.url!, 'http://oss');
    expect(url.pathname).toBe(pathname);
    expect(url.searchParams.get('x-oss-process')).toBe(process);
    expect(url.searchParams.get('x-oss-expires')).toBe('60');
    expect(url.searchParams.get('x-oss-signature')).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    [
      'a refusal',
      (response: ServerResponse) =>
        response
          .writeHead(403)
          .end('<Error><Code>AccessDenied</Code><Message>x-oss-signature=abc top-secret</Message></Error>'),
      'OSS makes no picture of it: AccessDenied.',
    ],
    [
      'another place',
      (response: ServerResponse) => response.writeHead(302, { Location: 'http://127.0.0.1:9/' }).end(),
      'OSS did not answer, or broke off.',
    ],
    [
      'a broken answer',
      (response: ServerResponse) => response.destroy(),
      'OSS did not answer, or broke off.',
    ],
    [
      'what is no picture',
      (response: ServerResponse) => response.end('<svg onload="x()"/>'),
      'What came is no picture that a browser shows.',
    ],
    [
      'too much',
      (response: ServerResponse) => response.end(Buffer.alloc(8_000_001)),
      'The picture is too large to be shown.',
    ],
  ])('ends with a sentence for %s, in which nothing signed is', async (_, act, message) => {
    answer = act;
    await expect(pictureOf(session(false), VIDEO)).rejects.toThrow(
      new RegExp(`^${message.replace('.', '\\.')}$`),
    );
  });
});

describe('on this machine', () => {
  /** A program instead of ffmpeg. It writes down its arguments. */
  function putFfmpeg(script: string): void {
    const file = join(folder, 'ffmpeg');
    writeFileSync(
      file,
      `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/arguments'\nenv > '${folder}/environment'\n${script}\n`,
    );
    chmodSync(file, 0o755);
    process.env['PATH'] = `${folder}:${path}`;
  }

  it('is the image itself where a browser shows it', async () => {
    expect(await pictureOf(session(true), IMAGE)).toEqual({ type: 'image/jpeg', bytes: JPEG });
  });

  it('is made by ffmpeg, which gets the bytes, no address and no key, and may open nothing', async () => {
    answer = (response) => response.end('the video');
    putFfmpeg(`cat > '${folder}/input'; cat '${join(PROJECT_ROOT, 'assets/samples/poster.jpg')}'`);
    expect(await pictureOf(session(true), VIDEO)).toEqual({ type: 'image/jpeg', bytes: JPEG });
    expect(readFileSync(join(folder, 'input'), 'utf8')).toBe('the video');
    const given = readFileSync(join(folder, 'arguments'), 'utf8').split('\n');
    expect(given[given.indexOf('-protocol_whitelist') + 1]).toBe('cache,pipe');
    expect(given.slice(given.indexOf('-ss'), given.indexOf('-ss') + 4)).toEqual([
      '-ss',
      '1.500',
      '-i',
      'cache:pipe:0',
    ]);
    expect(given.join(' ')).not.toMatch(/http|films-1|top-secret/);
    expect(readFileSync(join(folder, 'environment'), 'utf8')).not.toMatch(/top-secret|ALIBABA/);
  });

  it('does without ffmpeg, and says so', async () => {
    process.env['PATH'] = join(folder, 'nothing');
    await expect(pictureOf(session(true), VIDEO)).rejects.toThrow('ffmpeg is not installed on this machine');
  });

  it('ends when ffmpeg finds nothing, stops reading early, or the object is too large', async () => {
    putFfmpeg('exit 1');
    answer = (response) => response.end(Buffer.alloc(1_000_000));
    await expect(pictureOf(session(true), VIDEO)).rejects.toThrow('ffmpeg finds no picture there.');
    await expect(pictureOf(session(true), { ...VIDEO, size: 3e9 })).rejects.toThrow(
      'too large for a picture on this machine',
    );
    expect(existsSync(join(folder, 'arguments'))).toBe(true);
    answer = (response) => response.writeHead(404).end();
    await expect(pictureOf(session(true), VIDEO)).rejects.toThrow('The object could not be read.');
  });
});
