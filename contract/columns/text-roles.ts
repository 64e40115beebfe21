import type { Track } from './track';
import { firstPart } from './values-of';

/** `256-888`: the stream, and the page of teletext in it. */
const TELETEXT_PAGE = /-(\d{3})$/;

/** The service of one caption track: `CC1`, the number of a CEA-708 service, or a page of teletext. */
export function textService(text: Track): string | undefined {
  const name = text.fields.get('extra.CaptionServiceName');
  if (name) return name;
  if (!/teletext/i.test(text.fields.get('Format') ?? '')) return undefined;
  return TELETEXT_PAGE.exec(text.fields.get('ID') ?? '')?.[1];
}

/** What MediaInfo's codes for the hard of hearing are called. */
const FOR_DEAF = 'HI';

/** Roles that at least one of the texts has. */
export function textRoles(texts: readonly Track[]): string[] {
  const roles: [string, (track: Track) => boolean][] = [
    ['Default', ({ fields }) => fields.get('Default') === 'Yes'],
    ['Forced', ({ fields }) => fields.get('Forced') === 'Yes'],
    ['SDH', (track) => firstPart(track, 'ServiceKind') === FOR_DEAF],
  ];
  return roles.filter(([, test]) => texts.some(test)).map(([name]) => name);
}
