/**
 * Fields that `--Full` adds and that MediaInfo works out anew from the others. Where it reads a report, it takes them
 * for fields that it does not know, and writes them a second time.
 */
const DERIVED = new Set([
  'BitsPixel_Frame',
  'CodecID_Hint',
  'CodecID_Info',
  'CodecID_Url',
  'dialnorm_Count',
  'dialnorm_Maximum',
  'Duration_Source',
  'Format_Extensions',
  'Format_Info',
  'Format_Url',
  'FrameCount_Source',
  'SamplingCount_Source',
]);

/** Forms for people, such as `Duration_String3`, are derived too. */
const isDerived = (name: string): boolean => DERIVED.has(name) || /_String[1-5]?$/.test(name);

/** An element that holds text only, with its line. */
const FIELD = /<(\w+)(?: [^<>]*)?>[^<]*<\/\1>\n?/g;

/** The parts of a profile, which stand together in the report, in this order. */
const PROFILE =
  /<Format_Profile>([^<]*)<\/Format_Profile>\n?(?:<Format_Level>([^<]*)<\/Format_Level>\n?)?(?:<Format_Tier>([^<]*)<\/Format_Tier>\n?)?/g;

/**
 * A stored report as MediaInfo has it in memory: without what it derives, and with profile, level and tier in one
 * field, such as `High@L3.1`, which its XML writes as several. So what it makes of the report is near to what it makes
 * of the file.
 */
export function plainReport(xml: string): string {
  return xml
    .replace(FIELD, (element, name: string) => (isDerived(name) ? '' : element))
    .replace(PROFILE, (_, profile: string, level?: string, tier?: string) => {
      const whole = joined(profile, level, tier);
      return `<Format_Profile>${whole}</Format_Profile>\n`;
    });
}

/** Each may be a list, separated by ` / `, for a codec and what it is compatible with. */
function joined(profile: string, level: string | undefined, tier: string | undefined): string {
  const [levels, tiers] = [level, tier].map((list) => list?.split(' / ') ?? []) as [string[], string[]];
  return profile
    .split(' / ')
    .map((name, i) => [name, withLetter(levels[i]), tiers[i]].filter(Boolean).join('@'))
    .join(' / ');
}

/** Levels that are numbers have an L before them, other than words such as Main. */
const withLetter = (level: string | undefined): string | undefined =>
  level && /^\d/.test(level) ? `L${level}` : level;
