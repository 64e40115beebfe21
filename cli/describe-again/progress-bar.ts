import { Format, SingleBar } from 'cli-progress';
import type { Terminal } from '../program/terminal';

export interface ProgressBar {
  /** The number of objects, as far as known. */
  total(objects: number): void;
  advance(objects: number): void;
  sent(objects: number): void;
  end(): void;
}

const NONE: ProgressBar = { total: () => {}, advance: () => {}, sent: () => {}, end: () => {} };

/** A bar with rate and remaining time on standard error. Nothing when that is not a terminal. */
export function progressOn({ stderr, now }: Terminal): ProgressBar {
  if (!stderr.isTTY) return NONE;
  const started = now();
  let [done, sent] = [0, 0];
  const bar = new SingleBar({
    stream: stderr as NodeJS.WriteStream,
    hideCursor: true,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    clearOnComplete: true,
    stopOnComplete: false,
    etaBuffer: 50,
    format: (options, params, payload) => {
      const seconds = Math.max(0.001, (now() - started) / 1000);
      const share = params.total > 0 ? Math.min(1, params.value / params.total) : 0;
      const left = done > 0 && params.total >= done ? ((params.total - done) * seconds) / done : undefined;
      return [
        `${Format.BarFormat(share, options)} ${Math.floor(share * 100)}%`,
        `${params.value}/${params.total} objects`,
        `${payload['sent'] ?? 0} sent`,
        `${(done / seconds).toFixed(0)}/s`,
        left === undefined ? '' : `${Format.TimeFormat(Math.ceil(left), options, 1)} left`,
      ]
        .filter(Boolean)
        .join(' · ');
    },
  });
  bar.start(0, 0, { sent: 0 });
  return {
    total: (objects) => bar.setTotal(objects),
    advance: (objects) => {
      done += objects;
      bar.increment(objects);
    },
    sent: (objects) => {
      sent += objects;
      bar.update({ sent });
    },
    end: () => bar.stop(),
  };
}
