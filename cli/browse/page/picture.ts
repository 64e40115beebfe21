import { around, one } from './dom';

/** `1:02:03`, `2:03`, `3.4 s`. */
function timeText(milliseconds: number): string {
  const seconds = milliseconds / 1_000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const [first, ...others] = parts[0] ? parts : parts.slice(1);
  return [first, ...others.map((part) => String(part).padStart(2, '0'))].join(':');
}

function show(section: HTMLElement): void {
  const at = one<HTMLInputElement>('[data-at]', section)?.value ?? '0';
  const url = `${section.dataset['picture']}&at=${at}`;
  const image = one<HTMLImageElement>('img', section)!;
  const status = one('[role=status]', section)!;
  status.textContent = 'The picture is being made…';
  image.onload = () => {
    status.textContent = '';
    one('figure', section)!.hidden = false;
    image.alt = `Picture at ${timeText(Number(at))}`;
    image.width = image.naturalWidth;
    image.height = image.naturalHeight;
  };
  image.onerror = async () => {
    one('figure', section)!.hidden = true;
    const answer = await fetch(url).catch(() => undefined);
    status.textContent = answer && !answer.ok ? await answer.text() : 'There is no picture.';
  };
  image.src = url;
}

export function startPictures(): void {
  document.addEventListener('click', (event) => {
    const section = around(event, '[data-show]') && around(event, '[data-picture]');
    if (section) show(section);
  });
  document.addEventListener('input', (event) => {
    const slider = around<HTMLInputElement>(event, '[data-at]');
    const output = slider?.closest('label')?.querySelector('output');
    if (slider && output) output.textContent = timeText(Number(slider.value));
  });
  document.addEventListener('change', (event) => {
    const slider = around<HTMLInputElement>(event, '[data-at]');
    const section = slider?.closest<HTMLElement>('[data-picture]');
    // Once there is a picture, it follows the slider.
    if (section && !one('figure', section)!.hidden) show(section);
  });
}
