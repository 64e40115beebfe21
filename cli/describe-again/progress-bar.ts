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

/**
 * A bar with rate and remaining time on standard error. Nothing when that is not a terminal.
 * @param words for what is counted, and for what is done with some of it
 */
export function progressOn(
  { stderr, now }: Terminal,
  { objects = 'objects', sent: done = 'sent' } = {},
): ProgressBar {
  if (!stderr.isTTY) return NONE;
  const started = now();
  let [advanced, sent] = [0, 0];
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
      const left =
        advanced > 0 && params.total >= advanced
          ? ((params.total - advanced) * seconds) / advanced
          : undefined;
      return [
        `${Format.BarFormat(share, options)} ${Math.floor(share * 100)}%`,
        `${params.value}/${params.total} ${objects}`,
        done && `${payload['sent'] ?? 0} ${done}`,
        `${(advanced / seconds).toFixed(0)}/s`,
        left === undefined ? '' : `${Format.TimeFormat(Math.ceil(left), options, 1)} left`,
      ]
        .filter(Boolean)
        .join(' · ');
    },
  });
  bar.start(0, 0, { sent: 0 });
  return {
    total: (count) => bar.setTotal(count),
    advance: (count) => {
      advanced += count;
      bar.increment(count);
    },
    sent: (count) => {
      sent += count;
      bar.update({ sent });
    },
    end: () => bar.stop(),
  };
}
