import { around, one } from './dom';

const open = (): HTMLDetailsElement[] => [
  ...document.querySelectorAll<HTMLDetailsElement>('details.menu[open]'),
];

/** Closes what is folded out. @returns false when nothing was */
export function closeMenus(): boolean {
  const menus = open();
  for (const menu of menus) {
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) one('summary', menu)?.focus();
  }
  return menus.length > 0;
}

export function startMenus(): void {
  document.addEventListener('click', (event) => {
    const inside = around(event, 'details.menu');
    for (const menu of open()) if (menu !== inside) menu.open = false;
  });
  document.addEventListener('change', (event) => {
    const choice = around<HTMLSelectElement>(event, '#add-column');
    const names = one<HTMLInputElement>('#columns [name=columns]');
    if (!choice?.value || !names) return;
    names.value = [...names.value.split(',').filter(Boolean), choice.value].join(',');
    choice.value = '';
  });
}
