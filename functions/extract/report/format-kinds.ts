import type { Track } from '../../../contract/columns';

const set = (names: string): ReadonlySet<string> => new Set(names.split('|'));

/**
 * What MediaInfo recognises and is no media, in lower case, by the beginning of the name: "ELF", "MZ",
 * "Mach-O Universal". Of some of them it shows a track all the same (PDF, ICC). Those from "AutoCAD" on are
 * names that it gives for the first bytes alone.
 */
const NOT_MEDIA =
  /^(?:7-zip|ace$|bzip2|dalet|elf|gzip|icc|iso 9660|mach-o|mz|pdf|rar|tar|zip|lzh|xz|autocad|blender|compress|huffman|amiga lzx|ms cabinet|risc os (?:chunk|aif|draw|font)|nes rom|gameboy|supemegadrive|dreamcast|nintendo64|playstation$)/i;

export const isNotMedia = (format: string): boolean => NOT_MEDIA.test(format);

/**
 * Formats that have no signature, or whose signature MediaInfo accepts anywhere in a file. So MediaInfo also finds them
 * in files of other kinds, such as MPEG audio by its eleven bits in a library of machine code, or Ogg in an archive of sounds.
 */
const UNSIGNED = set(
  'MPEG Audio|ADTS|LATM|AAC|ADIF|USAC|AC-3|E-AC-3|AC-4|DTS|DTS-UHD|TrueHD|MLP|AVC|HEVC|VVC|AV1|AV2|APV|MPEG Video|' +
    'MPEG-4 Visual|H.263|H.261|VC-1|VC-3|Dirac|AVS Video|AVS3 Video|SDP|TGA|PCX|ICO|CUR|FLIC|DV|CDXA|Module|N19|PAC|' +
    'S/PDIF|Dolby E|PCM|IAMF|MPEG-PS|MPEG-TS|RLE|DAT|TwinVQ|Ogg',
);

export const isUnsigned = (format: string): boolean => UNSIGNED.has(format);

/** Media of which MediaInfo knows the signature only: it never shows a track. */
const NAMED_ONLY =
  /^(?:nut|pmp|skm|shorten|la|rkau|tak|risc os music file|amiga|silicon graphics movie|gamecube movie|sun audio|dec audio|soundblaster|ext\. mod|playlater video|shockwave|ptx|aaf|wtv|r3d|jpeg xl)$|^amiga /i;

export const isNamedOnly = (format: string): boolean => NAMED_ONLY.test(format);

/**
 * Containers and files that tell how long their streams last, and how large the picture is. Other
 * files (raw streams, pictures, sequences of pictures, subtitles) cannot tell it.
 */
const TIMED = set(
  'MPEG-4|QuickTime|Matroska|WebM|AVI|DivX|MPEG-PS|MPEG-TS|BDAV|MXF|GXF|LXF|Flash Video|Windows Media|RealMedia|Ogg|' +
    "WTV|FLIC|Wave|Wave64|AIFF|AU|CAF|FLAC|DSF|DSDIFF|Monkey's Audio|WavPack|TTA|Musepack SV7|Musepack SV8|OptimFROG",
);

export const isTimed = (format: string): boolean => TIMED.has(format);

/** Brands of ISO 14496-12 that stand for pictures (HEIF, MIAF, AVIF). */
const PICTURE_BRAND = /^(?:mif[12]|msf1|he(?:ic|ix|im|is|vc|vx|vm|vs)|avi[fs]|avc[is]|jpeg|jpgs|miaf)$/;

/** Of files of RIFF one behind the other MediaInfo says the format for each: `Wave / Wave`. */
function once(format: string | undefined): string | undefined {
  const names = new Set(format?.split(' / '));
  return names.size === 1 ? [...names][0] : format;
}

/**
 * The name of the container. Of a file of ISO 14496-12 whose major brand MediaInfo has no name for, it gives the
 * brand as the format: `iso6`, `cmfc`, `heic`.
 */
export function containerOf({ fields }: Track): string | undefined {
  const format = once(fields.get('Format'));
  const brand = fields.get('CodecID');
  if (format === undefined || brand === undefined || format.trim() !== brand.trim()) return format;
  if (brand.trim() === 'jxl') return 'JPEG XL';
  return PICTURE_BRAND.test(brand.trim()) ? 'HEIF' : 'MPEG-4';
}
