import type { Session } from '../cloud/session';
import type { MediaIndex } from '../search/media-index';
import type { DescribeAgainJob } from './act/job';

/** What every answer of the page is made of. */
export interface Browse {
  session: Session;
  index: MediaIndex;
  job: DescribeAgainJob;
  /** Options that say where the pipeline is, as the user gave them: `--local 'local.json'`. */
  where: string;
  /** What the pipeline is called on the page. */
  title: string;
  /** Is told, in a sentence, of what no page can show. */
  onTrouble(sentence: string): void;
  /** Is told of errors that are faults of ours. */
  onFault(error: unknown): void;
  /** Milliseconds since the epoch. */
  now(): number;
}
