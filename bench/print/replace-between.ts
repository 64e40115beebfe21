import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Replaces what stands between `<!-- NAME -->` and `<!-- /NAME -->` in a page. @returns false when the page has no such
 * place; it stays as it is then
 */
export function replaceBetween(file: string, name: string, text: string): boolean {
  const before = readFileSync(file, 'utf8');
  const place = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!place.test(before)) return false;
  writeFileSync(
    file,
    before.replace(place, (_, start: string, end: string) => `${start}${text}\n${end}`),
  );
  return true;
}
