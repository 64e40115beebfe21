import { type Estimate, PRICES } from '../../describe-again/estimate';
import type { JobState } from '../act/job';
import { count, type Html, html, objectsText, othersText } from '../server/html';

export interface Again {
  /** What is described again: one object by its address, or what a query finds. */
  q: string;
  address?: string;
  objects: number;
  cost: Estimate;
  job: Readonly<JobState>;
  command: string;
}

/** What describing again will cost, and the button that does it. */
export function againPanel({ q, address, objects, cost, job }: Again): Html {
  const running = job.state === 'running';
  const named =
    address === undefined
      ? html`<input type="hidden" name="q" value="${q}">`
      : html`<input type="hidden" name="address" value="${address}">`;
  return html`<div id="again">
<p>Describing ${objectsText(objects)} costs about <strong>USD ${dollars(cost.dollars)}</strong> of Function Compute, ${count(cost.ossRequests)} requests to OSS and ${count(cost.tablestoreWriteUnits)} write units of Tablestore: an estimate with list prices of ${PRICES.asOf}, from ${cost.basis}. The function leaves a row alone that is right already.</p>
<form method="post" action="/describe-again" data-act>${named}<button${objects === 0 || running ? html` disabled` : ''}>Describe ${address === undefined ? objectsText(objects) : 'it'} again</button></form>
${jobText(job)}
</div>`;
}

const dollars = (value: number): string => (value > 0 && value < 0.01 ? 'less than 0.01' : value.toFixed(2));

export function jobText({ state, found, sent, reason }: Readonly<JobState>): Html {
  const progress = `${count(sent)} of ${objectsText(found)} sent to the function.`;
  const said = {
    idle: '',
    running: progress,
    stopped: `Stopped. ${progress}`,
    done: `${progress} Their rows follow.`,
    failed: `It failed. ${progress}`,
  }[state];
  return html`<div id="job" data-state="${state}" role="status">${said}${reason ? html` ${othersText(reason)}` : ''}${state === 'running' ? html`<progress max="${found}" value="${sent}" aria-label="Objects sent"></progress><form method="post" action="/describe-again/stop" data-act><button>Stop</button></form>` : ''}</div>`;
}
