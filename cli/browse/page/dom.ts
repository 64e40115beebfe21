/** The first element that fits, as what it is expected to be. */
export const one = <E extends Element = HTMLElement>(
  selector: string,
  within: ParentNode = document,
): E | null => within.querySelector<E>(selector);

/** The nearest element around an event's target that fits. */
export const around = <E extends Element = HTMLElement>(event: Event, selector: string): E | null =>
  event.target instanceof Element ? event.target.closest<E>(selector) : null;

/** Tells those who do not see it. */
export function say(text: string): void {
  const place = one('#said');
  if (place) place.textContent = text;
}

/** The part of a page that a `main` without an address of its own has to say. */
export const bodyOf = (page: Document): Node[] =>
  [...page.body.childNodes].map((node) => document.adoptNode(node));

/**
 * A page of this server as a document, in which nothing runs. An answer in words is one, too.
 * @param part whether only the part is wanted, without what stands around it
 */
export function pageAt(url: string, part: boolean, signal?: AbortSignal): Promise<Document> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.responseType = 'document';
    request.open('GET', url);
    if (part) request.setRequestHeader('x-part', '1');
    request.onload = () => {
      // The page has been started anew, under another token.
      if (request.status === 403) location.reload();
      else if (request.response) resolve(request.response as Document);
      else reject(new Error('The page does not answer.'));
    };
    request.onerror = () => reject(new Error('The page does not answer: is `media browse` still running?'));
    request.onabort = () => reject(new DOMException('Another visit began.', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send();
  });
}
