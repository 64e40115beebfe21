import { type Html, html, othersText } from '../server/html';

/** A command with a button that copies it. */
export const commandLine = (title: string, command: string, id: string): Html => html`<div class="command">
<p id="${id}-title">${title}</p>
<code id="${id}" aria-labelledby="${id}-title" role="group">${othersText(command)}</code>
<button type="button" data-copy="${command}" aria-label="Copy: ${title}">Copy</button>
</div>`;
