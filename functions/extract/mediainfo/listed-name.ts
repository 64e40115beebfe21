const DISPLAY_FORM = /_String\d?$/;

/** Each chapter is a field that is named after its time. */
const CHAPTER = /^_\d\d_\d\d_\d\d_\d{3}$/;

/** The name under which a field is in the list. */
export const listedName = (field: string): string =>
  field.replace(CHAPTER, '_chapter').replace(DISPLAY_FORM, '');

/** True when the field, or what it displays, is in the list. */
export const isSure = (field: string, sure: ReadonlySet<string>): boolean =>
  sure.has(listedName(field)) && !sure.has(`!${field}`);
