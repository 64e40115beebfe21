import { closeSuggestions } from './ask';
import { copy } from './copy';
import { around, one } from './dom';
import { closeDrawer } from './drawer';
import { closeMenus } from './menus';

/** Whether single letters are keys, kept for the next time. */
const OFF = 'media-browse-keys-off';

const isOn = (): boolean => localStorage.getItem(OFF) === null;

/** To the next row, or to the one before. */
function step(by: number): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('#rows tbody a')];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  const shown = links.findIndex((link) => link.closest('tr')?.getAttribute('aria-current'));
  const from = at >= 0 ? at : shown;
  const next = links[from < 0 ? 0 : Math.min(Math.max(from + by, 0), links.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

function openHelp(): void {
  const help = one<HTMLDialogElement>('#help');
  const box = one<HTMLInputElement>('#keys-on');
  if (box) box.checked = isOn();
  if (help && !help.open) help.showModal();
}

const KEYS: Record<string, () => void> = {
  '/': () => {
    const box = one<HTMLInputElement>('#q');
    box?.focus();
    box?.select();
  },
  j: () => step(1),
  k: () => step(-1),
  n: () => one('.pages [rel=next]')?.click(),
  p: () => {
    if (one('.pages [rel=prev]')) history.back();
  },
  c: () => void copy(one('#show-command')?.textContent ?? one('#command')?.textContent ?? ''),
  '?': openHelp,
};

export function startKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      if (one('dialog[open]')) return;
      if (closeSuggestions() || closeMenus() || closeDrawer()) event.preventDefault();
      else if (around(event, '#q')) one('#result')?.focus();
      return;
    }
    const isTyping =
      around(event, 'input:not([type=checkbox], [type=range]), select, textarea, dialog') !== null;
    const act = isTyping || !isOn() ? undefined : KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener('click', (event) => {
    if (around(event, '[data-open=help]')) openHelp();
  });
  document.addEventListener('change', (event) => {
    const box = around<HTMLInputElement>(event, '#keys-on');
    if (!box) return;
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, '1');
  });
}
