import { bodyOf, one, pageAt } from './dom';

/** Loads the parts of a page that come after it. @param focused what had the keyboard before a visit */
export function loadParts(focused?: string): void {
  const parts = [...document.querySelectorAll<HTMLElement>('[data-part]')];
  // What is folded is loaded when it is opened.
  void loadInTurn(
    parts.filter((part) => !part.closest('details:not([open])')),
    focused,
  );
}

/** One after another: the first is what people look at first. */
async function loadInTurn(parts: HTMLElement[], focused?: string): Promise<void> {
  for (const part of parts) {
    await load(part);
    if (focused && document.activeElement === one('#result'))
      one(focused, part)?.focus({ preventScroll: true });
  }
}

async function load(part: HTMLElement): Promise<void> {
  const hadFocus = part.contains(document.activeElement)
    ? (document.activeElement as HTMLElement).dataset['focus']
    : undefined;
  part.setAttribute('aria-busy', 'true');
  const summary = part.matches('details') ? one('summary', part) : null;
  try {
    const nodes = bodyOf(await pageAt(part.dataset['part']!, true));
    part.replaceChildren(...(summary ? [summary] : []), ...nodes);
  } catch (error) {
    part.replaceChildren(...(summary ? [summary] : []), (error as Error).message);
  }
  part.removeAttribute('aria-busy');
  part.dispatchEvent(new Event('partloaded', { bubbles: true }));
  if (hadFocus) one(`[data-focus="${CSS.escape(hadFocus)}"]`, part)?.focus({ preventScroll: true });
}

export function startParts(): void {
  // `toggle` does not bubble.
  document.addEventListener(
    'toggle',
    (event) => {
      const details = event.target as HTMLElement;
      if (!(details instanceof HTMLDetailsElement) || !details.open) return;
      const part = details.matches('[data-part]') ? details : one('[data-part]', details);
      if (part) void load(part);
      const text = details.dataset['text'];
      if (text) void showText(text, one('pre', details)!);
    },
    true,
  );
}

async function showText(url: string, place: HTMLElement): Promise<void> {
  if (place.textContent) return;
  const answer = await fetch(url);
  place.textContent = await answer.text();
}
