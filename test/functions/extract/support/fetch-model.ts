import { headAndTail } from '../../../../functions/extract/object-reader/plan/head-and-tail';
import { letGo } from '../../../../functions/extract/object-reader/plan/let-go';
import type { Action, Begin, PlanState } from '../../../../functions/extract/object-reader/plan/plan-state';
import { rangeAt, shrunkEnd } from '../../../../functions/extract/object-reader/plan/ranges';
import { withAnswer } from '../../../../functions/extract/object-reader/plan/runs';
import { planRead } from '../../../../functions/extract/object-reader/read-plan';
import type { ReaderSettings } from '../../../../functions/extract/object-reader/reader-settings';

interface ModelFetch {
  start: number;
  reached: number;
  wanted: number;
  end: number;
  lastUsed: number;
}

interface ModelState extends PlanState<ModelFetch> {
  fetches: ModelFetch[];
  runs: PlanState['runs'];
}

/** Carries out plans without a network: bytes come in when it is told so. */
export class FetchModel {
  readonly state: ModelState;
  /** 1 for each byte that is held now. */
  private readonly copies: Uint8Array;
  /** The most bytes held at once. */
  mostHeld = 0;
  private uses = 0;

  constructor(size: number, settings: ReaderSettings, places: number[] | undefined, isSlow = false) {
    this.copies = new Uint8Array(size);
    const fetches: ModelFetch[] = [];
    const { head, tail } = headAndTail(size, settings);
    this.state = {
      size,
      settings,
      blockBytes: 5,
      fetches,
      head: this.begin(head, fetches),
      tail: this.begin(tail, fetches),
      runs: [],
      places,
      isSlow,
    };
  }

  /** Bytes held now. */
  get held(): number {
    return this.state.fetches.reduce((sum, { start, reached }) => sum + reached - start, 0);
  }

  /** Some bytes come in for each fetch that is not paused; the last may be one too many, as in a chunk of an answer. */
  receive(bytes: number): void {
    for (const fetch of this.state.fetches) {
      if (fetch.reached < fetch.wanted) this.receiveUpTo(fetch, fetch.reached + bytes);
    }
  }

  /** One read, as `ObjectReader` does it. @returns the offset up to which it was answered */
  read(start: number, end: number): number {
    const { state } = this;
    this.carryOut(letGo(state));
    const { runs, actions, answer } = planRead(state, { start, end });
    state.runs = runs;
    this.carryOut(actions);
    for (let at = start; at < end; ) {
      const covering = rangeAt(state.fetches, at);
      if (!covering) throw new Error(`No fetch for byte ${at} of the read ${start}-${end}.`);
      at = covering.end;
    }
    const fetch = rangeAt(state.fetches, start)!;
    fetch.lastUsed = ++this.uses;
    const waitFor = Math.min(fetch.end, answer.waitFor);
    fetch.wanted = Math.max(fetch.wanted, waitFor);
    this.receiveUpTo(fetch, waitFor);
    this.mostHeld = Math.max(this.mostHeld, this.held);
    const answered = Math.min(fetch.reached, answer.giveUpTo);
    state.runs = withAnswer(state.runs, runs[0], answered);
    return answered;
  }

  private receiveUpTo(fetch: ModelFetch, offset: number): void {
    const reached = Math.max(fetch.reached, Math.min(offset, fetch.end));
    for (let at = fetch.reached; at < reached; at += 1) {
      if (this.copies[at]) throw new Error(`Byte ${at} was fetched while it was held.`);
      this.copies[at] = 1;
    }
    fetch.reached = reached;
  }

  private begin({ start, end, wanted }: Begin, fetches: ModelFetch[]): ModelFetch {
    const fetch = { start, reached: start, wanted, end, lastUsed: ++this.uses };
    fetches.push(fetch);
    return fetch;
  }

  private carryOut(actions: readonly Action<ModelFetch>[]): void {
    for (const action of actions) {
      if (action.do === 'begin') {
        this.begin(action, this.state.fetches);
        continue;
      }
      const { fetch } = action;
      if (action.do === 'use') {
        fetch.wanted = Math.max(fetch.wanted, Math.min(action.upTo ?? 0, fetch.end));
        fetch.lastUsed = ++this.uses;
      } else if (action.do === 'shrink') {
        fetch.end = shrunkEnd(fetch, action.end);
      } else if (action.do === 'stop') {
        fetch.end = fetch.reached;
      } else if (action.do === 'trim') {
        for (let at = fetch.start; at < action.below; at += 1) this.copies[at] = 0;
        fetch.start = action.below;
      } else {
        this.state.fetches = this.state.fetches.filter((other) => other !== fetch);
      }
    }
  }
}
