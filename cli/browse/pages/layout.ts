import type { QueryError } from '../../../contract/query/query-error';
import type { View } from '../ask/view';
import type { Browse } from '../browse-context';
import { type Html, html } from '../server/html';
import { askForm } from './ask-form';
import { helpDialog } from './help';

/** Addresses of the page's own code and style; each changes with its content. */
export interface PageCode {
  script: string;
  style: string;
}

/** A whole page: the query box, and what it is about. */
export function layout(
  code: PageCode,
  browse: Pick<Browse, 'title' | 'where'>,
  { title, view, problem, main }: { title: string; view: View; problem?: QueryError; main: Html },
): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="${code.style}">
<script type="module" src="${code.script}"></script>
</head>
<body>
<a class="skip" href="#result">To the result</a>
<header id="top">
<a class="brand" href="/objects"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5h16v14H4zM8 5v14M16 5v14M4 9h4M4 14h4M16 9h4M16 14h4"/></svg><span>${browse.title}</span></a>
${askForm(view, problem)}
<button type="button" id="help-button" data-open="help" aria-haspopup="dialog" aria-label="Keys and language">?</button>
</header>
${main}
${helpDialog()}
<p id="said" class="away" role="status"></p>
</body>
</html>`;
}
