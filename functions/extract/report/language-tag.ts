/**
 * A language tag in the case that BCP 47 (RFC 5646, section 2.1.1) recommends: `en-US`, `zh-Hant-TW`. Other texts
 * stay as they are.
 */
export function languageTag(text: string): string {
  if (!/^[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*$/i.test(text)) return text;
  let extension = false;
  return text
    .split(/[-_]/)
    .map((part, i) => {
      const afterSingleton = extension;
      if (part.length === 1) extension = true;
      if (i === 0 || afterSingleton) return part.toLowerCase();
      if (/^[a-z]{2}$/i.test(part)) return part.toUpperCase();
      if (/^[a-z]{4}$/i.test(part)) return part[0]!.toUpperCase() + part.slice(1).toLowerCase();
      return part.toLowerCase();
    })
    .join('-');
}
