import type { OssEventRecord } from '../oss/service';
import type { DeliveryPlan } from './delivery-plan';

/** How long a record waits for company before it travels alone. */
const JOIN_WAIT_MS = 300;

/** Carries the records of one trigger to its function, the way the plan says: copied, late, together. */
export class EventDelivery {
  private joining: OssEventRecord[] = [];
  private joinTimer?: NodeJS.Timeout;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly options: {
      plan: DeliveryPlan;
      timeScale: number;
      nextOrdinal: () => number;
      send: (records: OssEventRecord[]) => void;
      /** Told whenever nothing is under way any more. */
      onEmpty: () => void;
    },
  ) {}

  get isEmpty(): boolean {
    return this.joining.length === 0 && this.timers.size === 0;
  }

  take(record: OssEventRecord): void {
    const { delaysMs, joinsNext } = this.options.plan.delivery(this.options.nextOrdinal());
    const [first = 0, ...copies] = delaysMs;
    for (const delay of copies) {
      this.sendAfter(delay, [record]);
    }
    this.joining.push(record);
    if (joinsNext) {
      this.joinTimer ??= setTimeout(() => this.sendJoined(0), JOIN_WAIT_MS * this.options.timeScale);
    } else {
      this.sendJoined(first);
    }
  }

  /** Forgets what is under way. */
  close(): void {
    clearTimeout(this.joinTimer);
    for (const timer of this.timers) {
      clearTimeout(timer);
    }
    this.timers.clear();
    this.joining = [];
  }

  private sendJoined(delayMs: number): void {
    clearTimeout(this.joinTimer);
    this.joinTimer = undefined;
    const records = this.joining;
    this.joining = [];
    this.sendAfter(delayMs, records);
  }

  private sendAfter(delayMs: number, records: OssEventRecord[]): void {
    // Never within the caller's turn: OSS has answered its client before anything of this happens.
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.options.send(records);
      if (this.isEmpty) {
        this.options.onEmpty();
      }
    }, delayMs * this.options.timeScale);
    this.timers.add(timer);
  }
}
