import { sqlError } from './sql-values';

export interface SqlToken {
  kind: 'word' | 'name' | 'text' | 'number' | 'sign' | 'end';
  /** Words in lower case; names and texts without their quotation marks. */
  text: string;
}

const TOKEN =
  /\s*(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)'|(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|(<=|>=|<>|!=|[-+*/%(),=<>]))/y;

/** @throws SlsError */
export function sqlTokens(statement: string): SqlToken[] {
  const text = statement.trim();
  const tokens: SqlToken[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw sqlError(`The statement cannot be read at '${text.slice(at).trim()}'.`);
    const [, name, quoted, number, word, sign] = found;
    if (name !== undefined) tokens.push({ kind: 'name', text: name.replaceAll('""', '"') });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word.toLowerCase() });
    else tokens.push({ kind: 'sign', text: sign ?? '' });
  }
  return [...tokens, { kind: 'end', text: 'the end' }];
}
