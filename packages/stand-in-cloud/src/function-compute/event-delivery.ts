import type { OssEventRecord } from '../oss/service';
import type { DeliveryPlan } from './delivery-plan';

/** How long a record waits for another to be sent with, before it is sent alone. */
const JOIN_WAIT_MS = 300;

/** Sends the records of one trigger to its function as the plan says: twice, late, or several in one payload. */
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
      /** Called whenever no record is left to send. */
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

  /** Drops all records that are not sent yet. */
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
    // Always in a later turn of the event loop: OSS answers its client before its event is sent.
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
