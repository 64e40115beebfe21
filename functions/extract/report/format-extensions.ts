/**
 * The extensions under which each format is usually found. MediaInfo has such lists too, but shorter ones. The
 * formats are named as MediaInfo names them; a family shares its extensions, since players do not tell its
 * members apart. Ours, in the second string, come from files of public test collections.
 */
const FAMILIES: readonly (readonly [formats: string, theirs: string, ours?: string])[] = [
  [
    'MPEG-4|QuickTime',
    'braw mov mp4 m4v m4a m4b m4p m4r 3ga 3gpa 3gpp 3gp 3gpp2 3g2 k3g jpm jpx mqv ismv isma ismt f4a f4b f4v qt',
    'm4s m4f cmf cmfa cmfv cmft cmfm dash mj2 mp4a mp4v mpg4 mpeg4 aax aaxc cr3 crm insv lrv glv 360 uvu dcf iso5 iso6',
  ],
  ['HEIF', 'heif avci avcs heic heics avif avis', 'hif heix avifs'],
  ['Matroska', 'mkv mk3d mka mks'],
  ['WebM', 'webm', 'mkv mka mks weba'],
  ['AVI|DivX', 'avi', 'divx xvid'],
  ['Wave|Wave64', 'act at9 wav w64', 'wave bwf bw64 rf64 amb'],
  ['AIFF', 'aiff aifc aif', 'afc'],
  ['AU', 'au', 'snd ulaw'],
  ['CAF', 'caf', 'caff'],
  [
    'MPEG-TS|BDAV',
    'ts m2t m2s m4t m4s tmf tp trp ty m2ts mts ssif',
    'mpg mpeg tod dav rec tsv tsa mpegts m2p',
  ],
  [
    'MPEG-PS|MPEG Video|CDXA|VCD',
    'mpeg mpg m2p vob vro pss evo mpgv mpv mp1v m1v mp2v m2v',
    'mpe m1s m2s mod tod dat ps sub es m2ps svcd vcd',
  ],
  ['MPEG-4 Visual|H.263', 'm4v mp4v h263', 'm4e cmp bits 263 xvid es'],
  ['H.261', 'h261', '261'],
  [
    'AVC|HEVC|VVC',
    'avc h264 264 hevc h265 265 vvc h266 266',
    'jsv jvt 26l avs es bit bin annexb h26l mvc svc',
  ],
  ['AV1|AV2|IVF', 'ivf', 'obu av1 av2 av1b'],
  ['VC-1', 'vc1', 'rcv'],
  ['VC-3', '', 'dnxhd dnxhr dnx'],
  ['Dirac', 'drc', 'vc2 dirac'],
  ['AVS Video|AVS3 Video', 'avs3', 'avs cavs avs2'],
  ['DV', 'dv dif', 'dvcpro'],
  ['MXF', 'mxf', 'omf'],
  ['Flash Video', 'flv', 'f4v'],
  ['Windows Media', 'asf dvr-ms wma wmv', 'wm wmd wtv'],
  ['RealMedia', 'rm rmvb ra', 'ram rv rmj'],
  ['Ogg', 'oga ogg ogm ogv ogx opus spx', 'flac'],
  ['FLAC', 'fla flac', 'oga'],
  ['MPEG Audio', 'm1a mpa mpa1 mp1 m2a mpa2 mp2 mp3', 'mpga mpx bit l3 mpeg3'],
  ['ADTS|LATM|AAC|ADIF|USAC', 'aac aacp adts', 'loas latm adif m4a aac1 xheaac usac mp4a'],
  ['AC-3|E-AC-3|AC-4', 'ac3 ac4', 'eac3 ec3 eb3 a52 dd ddp dd+'],
  ['DTS|DTS-HD|DTS-UHD', 'dts dtshd dtsma dtshdma dtsx', 'cpt dtswav'],
  ['TrueHD|MLP', 'mlp thd vr', 'truehd'],
  ['AMR', 'amr', 'awb 3ga'],
  ['Musepack SV7|Musepack SV8|Musepack', 'mpc', 'mp+ mpp'],
  ["Monkey's Audio", 'ape mac', 'apl'],
  ['WavPack', 'wv wvc', 'wvp'],
  ['MIDI', 'midi mid kar', 'rmi smf'],
  [
    'Module|Extended Module|Impulse Tracker|Scream Tracker 3',
    'xm it mod s3m',
    'mptm nst wow stm umx mo3 j2b',
  ],
  ['IAMF', 'iamf', 'obu'],
  ['JPEG', 'h3d jpeg jpg jpe jps mpo', 'jfif jfi jif thm mjpg mjpeg mjpe pns insp jpgl jls'],
  ['JPEG 2000', 'jp2 jph j2c j2k jhc', 'jpf jpx jpc jpm jpt mj2'],
  ['PNG|APNG', 'apng png pns'],
  ['GIF', 'gif gis', 'giff gfa'],
  [
    'TIFF|DNG|NEF|NRW|ARW|CR2',
    '3fr arw cr2 dcr erf exif kdc mef mos nef nrw pef sr2 srf srw tiff tif dng',
    'btf tf8 bigtiff gpr iiq fff rwl rw2 orf raw lsm svs geotiff gtiff cog ptif ome cap 3pr dcs k25 ari mdc qtk mrw',
  ],
  ['Bitmap|DIB|RLE', 'bmp bms rle', 'dib bmp24 bmp8'],
  ['ICO|CUR', 'ico', 'cur ani'],
  ['TGA', 'tga', 'icb vda vst targa tpic'],
  ['PSD', 'psd', 'psb pdd'],
  ['DPX|EXR', 'dpx cin exr', 'sxr'],
  ['WebP', 'webp'],
  ['BPG', 'bpg'],
  ['DDS', 'dds'],
  ['PCX', 'pcx', 'dcx pcc'],
  ['MNG|JNG', 'mng jng'],
  ['FLIC|FLC|FLI', 'fli flc', 'cel flx'],
  ['SubRip', 'srt', 'txt sub'],
  ['WebVTT', 'vtt', 'webvtt srt txt'],
  ['ASS|SSA', 'ssa', 'ass txt'],
  ['TTML', 'dfxp ttml imsc imscr', 'xml itt tt imsc1 ebuttd tml smptett'],
  ['SAMI', 'smi sami', 'smil'],
  ['SCC|N19|PAC', 'scc sc2 stl pac fpc'],
  ['HLS', 'm3u8', 'm3u m3u_plus txt'],
  ['DASH MPD', 'mpd', 'xml'],
  ['ISM', 'ism', 'ismc isml ismx xml manifest'],
  ['HDS F4M', 'f4m', 'xml'],
  ['DCP AM|DCP CPL|DCP PKL|IMF AM|IMF CPL|IMF PKL|P2 Clip|XDCAM Clip', 'xml', 'cpl pkl am'],
];

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '');

const EXTENSIONS = new Map<string, ReadonlySet<string>>(
  FAMILIES.flatMap(([formats, theirs, ours = '']) => {
    const all = new Set([...words(theirs), ...words(ours)]);
    return formats.split('|').map((format) => [format, all] as const);
  }),
);

/** Formats of media that MediaInfo reads, or of which it knows the name, and that need no other row here. */
const OTHER_MEDIA = words(
  'aaf amv dpg dvr nsv nut pmp ptx skm swf wtv y4m yuv apv iamf dff dsf dst hda dde la oma omg aa3 at3 aa ' +
    'qcp rka shn sls spdif tak tta vqf ofr ofs xa gxf lxf',
);

/** Extensions of media that MediaInfo does not read: such an object is worth a look, whatever is in it. */
const UNREAD_MEDIA = words(
  'jxl qoi pgm ppm pbm pnm pam pfm sgi rgb rgba bw xbm xwd xcf ras sun pict pct wbmp hdr pic fits fit jxr wdp hdp ' +
    'iff lbm ilbm raf orf rw2 x3f mrw crw cr3 3fr nef arw dng voc gsm sbc aptx aptxhd g722 g726 g729 lc3 ircam ' +
    'lrc sbv sup usf miff icns flif fpx pcd psp jbig jb2 cals viff wmf emf ' +
    'sf paf svx 8svx nist sph avr pvf htk mpc2k sds sd2 vox wve bik bk2 smk roq viv h261 mvi ivr',
);

/** Extensions that are used for other things as well: alone they do not tell that something is media. */
const AMBIGUOUS = new Set(
  words(
    'aa act als am asc avr bin bit bits bw cap cel cmp cog cpl crm dat dav dcf dd drc es exif fit hdr info ism it iso5 iso6 ' +
      'la lc3 mac manifest med mod mos nut ome pac pfm pic pkl ps ptx pss raw rec rgb rle sd sds sf sls smi smil stl sub sun thm tmf tml tod tt txt ' +
      'ty umx vr xml xa 360',
  ),
);

const KNOWN_MEDIA = new Set([
  ...[...EXTENSIONS.values()].flatMap((all) => [...all]),
  ...OTHER_MEDIA,
  ...UNREAD_MEDIA,
]);

/** Extensions of what is no media: whoever names an object so does not take it for media. */
const OTHER_CONTENT = new Set(
  words(
    // Programs and libraries
    'a o obj lib so dll dylib exe com sys elf ko class jar war apk ipa wasm node pyc pyo pdb dex oat msi rpm deb ' +
      // Archives and images of disks
      'zip gz tgz bz2 tbz xz txz zst lz4 lzma 7z rar tar z cab arj lha cpio dmg vhd vmdk qcow2 ' +
      // Documents
      'pdf doc docx dot dotx xls xlsx xlsm xlsb ppt pptx pps ppsx odt ods odp odg odf rtf pages numbers key epub mobi ' +
      'vsd vsdx pub djvu chm ps eps ai indd tex dvi log md rst txt csv tsv ' +
      // Drawings, maps and models
      'dwg dxf dgn step stp iges igs 3ds blend fbx obj glb gltf shp dbf shx svg svgz ' +
      // Fonts and colour profiles
      'ttf otf ttc woff woff2 eot pfb pfm pcf bdf icc icm ' +
      // Data and translations
      'db sqlite sqlite3 mdb accdb json jsonl yaml yml toml ini parquet avro orc npy npz pickle h5 hdf5 nc onnx pt pth ' +
      'mo gmo po pot bcmap torrent pem crt cer der p12 pfx gpg asc sig lock map dump sql ' +
      // Programs as text
      'js mjs cjs jsx tsx html htm css scss less php py rb pl sh bat ps1 c cc cpp cxx h hh hpp java go rs swift kt cs vb',
  ),
);

/** Extensions of MediaInfo's FileExtension as they are compared. */
const lower = (extension: string): string => extension.toLowerCase();

/** True when the format is usually found under this extension. */
export const fits = (format: string, extension: string): boolean =>
  EXTENSIONS.get(format)?.has(lower(extension)) ?? false;

/**
 * True when the extension says that the content is something else. An extension that stands for nothing known,
 * such as `.tmp` or `.2024`, says nothing.
 *
 * @param objects true when MediaInfo objects to the extension; it decides for formats that have no row here
 */
export function contradicts(format: string, extension: string, objects: boolean): boolean {
  const own = EXTENSIONS.get(format);
  if (own?.has(lower(extension)) || !(own || objects)) return false;
  return isMediaExtension(extension) || isOtherExtension(extension);
}

/** True when an object with this extension is expected to be media. */
export const isMediaExtension = (extension: string): boolean =>
  KNOWN_MEDIA.has(lower(extension)) && !AMBIGUOUS.has(lower(extension));

/** True when an object with this extension is expected to be something else than media. */
export const isOtherExtension = (extension: string): boolean => OTHER_CONTENT.has(lower(extension));
