import { around, bodyOf, one, pageAt, say } from './dom';

const rowLink = (address: string): HTMLAnchorElement | undefined =>
  [...document.querySelectorAll<HTMLAnchorElement>('#rows tbody a')].find(
    (link) => new URL(link.href).searchParams.get('address') === address,
  );

function mark(address: string | undefined): void {
  for (const row of document.querySelectorAll('#rows tr[aria-current]')) row.removeAttribute('aria-current');
  if (address !== undefined) rowLink(address)?.closest('tr')?.setAttribute('aria-current', 'true');
}

/** The address of the view, with these details shown or none. */
function showInAddress(address: string | undefined): void {
  const url = new URL(location.href);
  if (address === undefined) url.searchParams.delete('show');
  else url.searchParams.set('show', address);
  history.replaceState(null, '', url);
}

async function open(url: string): Promise<void> {
  const drawer = one('#drawer');
  if (!drawer) return;
  drawer.hidden = false;
  drawer.setAttribute('aria-busy', 'true');
  try {
    drawer.replaceChildren(...bodyOf(await pageAt(url, true)));
  } catch (error) {
    drawer.replaceChildren((error as Error).message);
    say((error as Error).message);
  }
  drawer.removeAttribute('aria-busy');
  const address = new URL(url).searchParams.get('address') ?? undefined;
  mark(address);
  showInAddress(address);
  one('#sheet-title', drawer)?.focus();
}

/** Closes the details, and goes back to their row. @returns false when they were not open */
export function closeDrawer(): boolean {
  const drawer = one('#drawer');
  if (!drawer || drawer.hidden) return false;
  const address = one('#sheet', drawer)?.dataset['address'];
  drawer.hidden = true;
  drawer.replaceChildren();
  showInAddress(undefined);
  mark(undefined);
  const back = address === undefined ? undefined : rowLink(address);
  (back ?? one('#result'))?.focus();
  return true;
}

export function startDrawer(): void {
  document.addEventListener(
    'click',
    (event) => {
      const mouse = event as MouseEvent;
      if (mouse.ctrlKey || mouse.metaKey || mouse.shiftKey || mouse.button !== 0) return;
      const close = around(event, '#drawer .close');
      const link = around<HTMLAnchorElement>(event, '#rows tbody a');
      if (!close && !link) return;
      event.preventDefault();
      if (close) closeDrawer();
      else void open(link!.href);
    },
    true,
  );
}
