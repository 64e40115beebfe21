import { around, bodyOf, one, pageAt, say } from './dom';

/** Milliseconds without a key after which the box asks. */
const PAUSE_MS = 80;

interface Completion {
  start: number;
  end: number;
  suggestions: { insert: string; about: string }[];
}

let found: Completion | undefined;
/** The text that the suggestions are for: a suggestion must not go into another one. */
let foundFor = '';
let active = -1;
let timer = 0;
let asked = 0;

const box = (): HTMLInputElement => one<HTMLInputElement>('#q')!;
const list = (): HTMLElement => one('#suggestions')!;

/** Closes the list. @returns false when it was not open */
export function closeSuggestions(): boolean {
  const wasOpen = !list().hidden;
  list().hidden = true;
  active = -1;
  found = undefined;
  box().setAttribute('aria-expanded', 'false');
  box().removeAttribute('aria-activedescendant');
  return wasOpen;
}

async function suggest(): Promise<void> {
  const { value, selectionStart } = box();
  asked += 1;
  const mine = asked;
  const params = new URLSearchParams({ q: value, at: String(selectionStart ?? value.length) });
  const [answer, problem] = await Promise.all([
    fetch(`/complete.json?${params}`).then((response) => response.json() as Promise<Completion>),
    pageAt(`/problem?${params}`, true),
  ]).catch(() => [undefined, undefined] as const);
  if (mine !== asked || !answer?.suggestions || !problem || document.activeElement !== box()) return;
  // What goes to the end is not finished, and no mistake yet.
  const isUnfinished = one('mark + bdi', problem)?.textContent === '';
  showProblem(isUnfinished ? [] : bodyOf(problem));
  foundFor = value;
  show(answer);
}

function showProblem(nodes: Node[]): void {
  one('#problem')!.replaceChildren(...nodes);
  if (nodes.length > 0) box().setAttribute('aria-invalid', 'true');
  else box().removeAttribute('aria-invalid');
}

function show(completion: Completion): void {
  found = completion;
  active = -1;
  box().removeAttribute('aria-activedescendant');
  list().replaceChildren(
    ...completion.suggestions.map(({ insert, about }, i) => {
      const item = document.createElement('li');
      item.id = `suggestion-${i}`;
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', 'false');
      const word = document.createElement('bdi');
      word.textContent = insert;
      const note = document.createElement('small');
      note.textContent = about;
      item.append(word, note);
      return item;
    }),
  );
  const isOpen = completion.suggestions.length > 0;
  list().hidden = !isOpen;
  box().setAttribute('aria-expanded', String(isOpen));
  if (isOpen) say(`${completion.suggestions.length} suggestions`);
}

function move(by: number): void {
  const items = [...list().children];
  items[active]?.setAttribute('aria-selected', 'false');
  active = (active + by + items.length) % items.length;
  const item = items[active]!;
  item.setAttribute('aria-selected', 'true');
  item.scrollIntoView({ block: 'nearest' });
  box().setAttribute('aria-activedescendant', item.id);
}

function take(index: number): void {
  const suggestion = found?.suggestions[index];
  if (!found || !suggestion) return;
  const { value } = box();
  if (value !== foundFor) return;
  box().value = value.slice(0, found.start) + suggestion.insert + value.slice(found.end);
  const caret = found.start + suggestion.insert.length;
  box().setSelectionRange(caret, caret);
  closeSuggestions();
  ask();
}

function ask(): void {
  clearTimeout(timer);
  // What was asked for the text before comes too late.
  asked += 1;
  timer = window.setTimeout(() => void suggest(), PAUSE_MS);
}

export function startAsking(): void {
  document.addEventListener('input', (event) => {
    if (around(event, '#q')) ask();
  });
  document.addEventListener('keydown', (event) => {
    if (!around(event, '#q')) return;
    const isOpen = !list().hidden;
    if (event.key === 'ArrowDown' && !isOpen) ask();
    else if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp' && isOpen) move(active < 0 ? 0 : -1);
    else if (event.key === 'Enter' && isOpen && active >= 0) take(active);
    else if (event.key === 'Tab' && isOpen && active >= 0 && !event.shiftKey) take(active);
    else return;
    event.preventDefault();
  });
  document.addEventListener('mousedown', (event) => {
    const item = around(event, '#suggestions li');
    if (!item) return;
    event.preventDefault();
    take([...list().children].indexOf(item));
  });
  document.addEventListener('focusout', (event) => {
    if (around(event, '#q')) closeSuggestions();
  });
  document.addEventListener('submit', () => {
    clearTimeout(timer);
    asked += 1;
    closeSuggestions();
  });
}
