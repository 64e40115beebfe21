import { around, one, pageAt, say } from './dom';
import { loadParts } from './parts';

let latest = new AbortController();

/** Shows another view in place. @param push whether it becomes an entry of the history */
export async function visit(url: string, push = true): Promise<void> {
  latest.abort();
  latest = new AbortController();
  const { signal } = latest;
  document.body.setAttribute('aria-busy', 'true');
  try {
    const page = await pageAt(url, false, signal);
    if (showMistake(page)) return;
    if (push) history.pushState(null, '', url);
    swap(page);
  } catch (error) {
    if (signal.aborted) return;
    document.body.removeAttribute('aria-busy');
    say((error as Error).message);
  }
}

/** Where the keyboard is, as something that the next view has, too. */
function focusedNow(): string | undefined {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement)) return undefined;
  if (active.dataset['focus']) return `[data-focus="${CSS.escape(active.dataset['focus'])}"]`;
  return active.id ? `#${CSS.escape(active.id)}` : undefined;
}

/** What is wrong with a query is told below it, and the result before stays. @returns false when nothing is wrong */
function showMistake(page: Document): boolean {
  const problem = one('#q[aria-invalid]', page) && one('#problem', page);
  if (!problem || !one('#total')) return false;
  document.body.removeAttribute('aria-busy');
  one('#problem')?.replaceChildren(...problem.childNodes);
  one('#q')?.setAttribute('aria-invalid', 'true');
  one('#q')?.focus();
  return true;
}

function swap(page: Document): void {
  const focused = focusedNow();
  const query = one<HTMLInputElement>('#q');
  const caret = document.activeElement === query ? query?.selectionStart : undefined;
  const counts = one('#facet-list');
  const top = one('.scroll')?.scrollLeft ?? 0;
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  // The old counts stay until the new ones are there, so that nothing jumps.
  const facets = one('#facets');
  if (counts && facets) {
    facets.append(counts);
    facets.setAttribute('aria-busy', 'true');
  }
  const scroll = one('.scroll');
  if (scroll) scroll.scrollLeft = top;
  const next = (focused && one(focused)) || one('#result');
  next?.focus({ preventScroll: true });
  if (next instanceof HTMLInputElement && next.id === 'q' && caret != null)
    next.setSelectionRange(caret, caret);
  say(one('#total')?.textContent ?? '');
  loadParts(focused);
}

/** The address of a link or form, when a plain click or Enter is meant, and it leads to a view. */
const isView = (url: URL): boolean => url.origin === location.origin && url.pathname === '/objects';

export function startVisits(): void {
  document.addEventListener('click', (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = around<HTMLAnchorElement>(event, 'a[href]');
    if (!link || link.hasAttribute('download') || !isView(new URL(link.href))) return;
    event.preventDefault();
    void visit(link.href);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    const url = new URL(form.action);
    if (form.method !== 'get' || !isView(url)) return;
    event.preventDefault();
    const given = [...new FormData(form)].filter(([, value]) => value !== '');
    void visit(`${url.pathname}?${new URLSearchParams(given as [string, string][])}`);
  });
  addEventListener('popstate', () => void visit(location.href, false));
}
