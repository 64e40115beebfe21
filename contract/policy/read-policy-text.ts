import type { Expression } from '../query/ast';
import { columnsIn } from '../query/columns-in';
import { parseQuery } from '../query/parse';
import { QueryError, type Span } from '../query/query-error';
import { suggestion } from '../suggestion';
import type { Level, Rule, RuleGroup } from './policy';
import { PolicyError } from './policy-error';

/** The words that begin a rule. */
const LEVEL_OF: Readonly<Record<string, Level>> = { must: 'fail', should: 'warn', note: 'info' };
const WORDS = [...Object.keys(LEVEL_OF), 'name', 'description'];

/** As for XML: far above what anybody writes. */
const MOST_CHARACTERS = 1_000_000;
const MOST_RULES = 10_000;

// A name may hold colons, such as 4:2:2: the one before a space ends it. The blanks around it are cut off later, since a
// pattern for them would take very long for a line of nothing but blanks.
const RULE = /^(must|should|note)(?=[ \t]|:(?:\s|$))([^\n]*?):(?=\s|$)/;
/** Begins a rule, of which the rest may be wrong. */
const WORD = /^(must|should|note)(?=[\s:]|$)/;
const HEADING = /^(name|description)[ \t]*:[ \t]*/;

/** One entry: a line, and the indented lines that go on with it. */
interface Entry extends Span {
  text: string;
}

/**
 * Reads a policy of rules in the language of `media find`:
 *
 *     name: Web video
 *     must Codec is AVC: VideoFormat = AVC
 *     should Ready to stream: IsStreamable = true
 *
 * A line that begins with a space goes on with the line before; `#` begins a comment of a whole line.
 *
 * @param file name for messages
 * @throws PolicyError
 */
export function readPolicyText(text: string, file: string): RuleGroup {
  const problem = (what: string, span: Span): PolicyError => new PolicyError(what, file, text, span);
  if (text.length > MOST_CHARACTERS) {
    const span = { start: MOST_CHARACTERS, end: MOST_CHARACTERS + 1 };
    throw problem(`A policy must have at most ${MOST_CHARACTERS} characters, ${text.length} given.`, span);
  }
  const group: RuleGroup = { kind: 'policy', name: '', type: 'and', rules: [] };
  const starts = new Map<string, number>();
  for (const entry of entriesOf(text, problem)) {
    const heading = HEADING.exec(entry.text);
    if (heading?.[1]) {
      const said = entry.text.slice(heading[0].length).replace(/\s+/g, ' ').trim();
      group[heading[1] as 'name' | 'description'] = said;
    } else {
      const rule = ruleOf(entry, problem);
      const first = starts.get(rule.name);
      if (first !== undefined) {
        const line = text.slice(0, first).split('\n').length;
        const what = `Line ${line} has a rule '${rule.name}' already, and a verdict tells rules by their names`;
        throw problem(`${what}: give this one another.`, entry);
      }
      starts.set(rule.name, entry.start);
      group.rules.push(rule);
      if (group.rules.length > MOST_RULES)
        throw problem(`A policy must have at most ${MOST_RULES} rules.`, entry);
    }
  }
  if (group.rules.length === 0) {
    throw problem("A policy must have a rule, such as 'must Codec is AVC: VideoFormat = AVC'.", {
      start: 0,
      end: 1,
    });
  }
  return group;
}

function ruleOf(entry: Entry, problem: (what: string, span: Span) => PolicyError): Rule {
  const [head = '', word = '', named = ''] = RULE.exec(entry.text) ?? [];
  const name = named.trim();
  const level = LEVEL_OF[word];
  if (!level) {
    if (WORD.test(entry.text)) {
      const missing = "A ':' with a blank after it is missing between the rule's name and its query";
      throw problem(`${missing}, such as 'must Codec is AVC: VideoFormat = AVC'.`, entry);
    }
    const given = /^[^\s:]*/.exec(entry.text)![0];
    const expected =
      "'must NAME: QUERY', 'should NAME: QUERY', 'note NAME: QUERY', 'name: …' or 'description: …'";
    throw problem(`${expected} is expected here.${suggestion(given, WORDS)}`, {
      start: entry.start,
      end: entry.start + given.length,
    });
  }
  const query = entry.text.slice(head.length);
  const at = entry.start + head.length;
  const blank = /^\s*/.exec(query)![0].length;
  if (blank === query.length)
    throw problem('A query is expected after the colon.', { start: at, end: at + 1 });
  const asked = query.replace(/\s+/g, ' ').trim();
  try {
    const test = { by: 'query', query: checked(parseQuery(query, undefined), query), text: asked } as const;
    return { kind: 'rule', name: name || asked, level, test };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw problem(error.problem, { start: at + error.span.start, end: at + error.span.end });
  }
}

/** Columns that a policy writes: a verdict cannot depend on a verdict. */
const OWN = /^Policy/;

function checked(expression: Expression, query: string): Expression {
  for (const column of columnsIn(expression)) {
    if (!OWN.test(column)) continue;
    const start = query.toLowerCase().indexOf(column.toLowerCase());
    throw new QueryError(`A policy cannot ask for '${column}', which policies write.`, query, {
      start,
      end: start + column.length,
    });
  }
  return expression;
}

/** Entries with their places. Comments inside an entry become spaces, so that places stay what they are. */
function entriesOf(text: string, problem: (what: string, span: Span) => PolicyError): Entry[] {
  const entries: Entry[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\n]+/g)) {
    const isFirst = index === 0 && line.startsWith('\uFEFF');
    const start = isFirst ? 1 : index;
    const content = line.slice(start - index).replace(/\r$/, '');
    if (content.trim() === '' || /^\s*#/.test(content)) continue;
    const last = entries.at(-1);
    if (!/^\s/.test(content)) entries.push({ text: content, start, end: start + content.length });
    else if (!last) throw problem('The first line must not be indented.', { start, end: start + 1 });
    else {
      last.text += text.slice(last.end, start).replace(/[^\n]/g, ' ') + content;
      last.end = start + content.length;
    }
  }
  return entries;
}
