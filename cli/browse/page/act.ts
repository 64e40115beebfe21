import { around, bodyOf, one, pageAt } from './dom';

const POLL_MS = 1_000;

let isFollowing = false;

/** Shows how far it has come, until it has ended. */
async function follow(): Promise<void> {
  if (isFollowing) return;
  isFollowing = true;
  try {
    await showProgress();
  } finally {
    isFollowing = false;
  }
}

async function showProgress(): Promise<void> {
  for (;;) {
    const nodes = bodyOf(await pageAt('/job', true));
    const places = document.querySelectorAll('#job');
    const job = nodes.find((node): node is HTMLElement => node instanceof HTMLElement && node.id === 'job');
    if (!job || places.length === 0) return;
    // The button keeps the keyboard while numbers change.
    for (const place of places)
      if (!place.contains(document.activeElement)) place.replaceWith(job.cloneNode(true));
    if (job.dataset['state'] !== 'running') {
      for (const place of document.querySelectorAll('#job')) place.replaceWith(job.cloneNode(true));
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function send(form: HTMLFormElement): Promise<void> {
  const body = new URLSearchParams([...new FormData(form)] as [string, string][]);
  const answer = await fetch(form.action, { method: 'POST', body, headers: { 'x-part': '1' } });
  const place = form.closest('#again') ?? document;
  if (!answer.ok) {
    const words = one('#job', place);
    if (words) words.textContent = 'That did not work: it may be running already.';
    return;
  }
  one<HTMLButtonElement>('button', form)?.setAttribute('disabled', '');
  await follow();
}

export function startActing(): void {
  // It may have been started before this page was opened.
  document.addEventListener('partloaded', () => {
    if (one('#job[data-state=running]')) void follow();
  });
  document.addEventListener('submit', (event) => {
    const form = around<HTMLFormElement>(event, 'form[data-act]');
    if (!form) return;
    event.preventDefault();
    void send(form);
  });
}
