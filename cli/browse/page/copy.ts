import { around, say } from './dom';

/** Puts a text where it can be pasted from, and says so. */
export async function copy(text: string): Promise<void> {
  if (!text) return;
  try {
    await navigator.clipboard.writeText(text);
    say('Copied.');
  } catch {
    say('The browser does not let the page copy.');
  }
}

export function startCopying(): void {
  document.addEventListener('click', (event) => {
    const button = around<HTMLButtonElement>(event, '[data-copy]');
    if (!button) return;
    void copy(button.dataset['copy']!);
    const label = button.textContent;
    button.textContent = 'Copied';
    setTimeout(() => {
      button.textContent = label;
    }, 1_500);
  });
}
