import { sortText, type View } from './view';

/** What every shell takes as it stands. */
const PLAIN = /^[\w@%+:,./-]+$/;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\uFE0E\uFE0F])\p{Default_Ignorable_Code_Point}/u;

/** One word of a command line, for bash and zsh. What nobody would see is written as its code. */
export function quoted(word: string): string {
  if (PLAIN.test(word)) return word;
  if (!HIDDEN.test(word)) return `'${word.replaceAll("'", "'\\''")}'`;
  const escaped = [...word].map((character) => {
    if (character === '\\' || character === "'") return `\\${character}`;
    if (!HIDDEN.test(character)) return character;
    const code = character.codePointAt(0)!.toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
  return `$'${escaped.join('')}'`;
}

const command = (...words: (string | undefined)[]): string =>
  words.filter((word) => word !== undefined && word !== '').join(' ');

/** A query as an argument: one that begins like an option, such as `-x`, gets a space before it, which means nothing. */
const argumentOf = (q: string): string => quoted(q.startsWith('-') ? ` ${q}` : q);

/** `media find` with the same answer. @param where options that say where the pipeline is */
export const findCommand = ({ q, sort, columns }: View, where: string): string =>
  command(
    'npx media find',
    q && argumentOf(q),
    sort.length > 0 ? `--sort ${sortText(sort)}` : '',
    columns && `--columns ${columns.join(',')}`,
    where,
  );

/** `media show` of one object. */
export const showCommand = (address: string, where: string): string =>
  command('npx media show', quoted(address), where);

/** `media retry` of all that a query finds; without a query it would take what failed. */
export const retryCommand = (q: string, where: string): string =>
  command('npx media retry', argumentOf(q || 'has Key'), where);
