import type { OssEventRecord } from '../oss/service';
import type { DeliveryPlan } from './delivery-plan';

/** How long a record waits for another to be sent with, before it is sent alone. */
const JOIN_WAIT_MS = 300;

/** A record on its way. */
interface Parcel {
  record: OssEventRecord;
  /** How many copies are not sent yet. */
  copies: number;
  /** Tells whether all copies were sent. */
  settle(isSent: boolean): void;
}

/** Sends the records of one trigger to its function as the plan says: twice, late, or several in one payload. */
export class EventDelivery {
  private joining: Parcel[] = [];
  private joinTimer?: NodeJS.Timeout;
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly parcels = new Set<Parcel>();

  constructor(
    private readonly options: {
      plan: DeliveryPlan;
      timeScale: number;
      nextOrdinal: () => number;
      /** Resolves when the records were accepted, or given up. */
      send: (records: OssEventRecord[]) => Promise<void>;
      /** Called whenever no record is left to send. */
      onEmpty: () => void;
    },
  ) {}

  get isEmpty(): boolean {
    return this.joining.length === 0 && this.timers.size === 0;
  }

  /** Resolves with true when the record was sent as often as planned, and with false when `close` comes first. */
  take(record: OssEventRecord): Promise<boolean> {
    const { delaysMs, joinsNext } = this.options.plan.delivery(this.options.nextOrdinal());
    const [first = 0, ...copies] = delaysMs;
    return new Promise((settle) => {
      const parcel: Parcel = { record, copies: copies.length + 1, settle };
      this.parcels.add(parcel);
      for (const delay of copies) {
        this.sendAfter(delay, [parcel]);
      }
      this.joining.push(parcel);
      if (joinsNext) {
        this.joinTimer ??= setTimeout(() => this.sendJoined(0), JOIN_WAIT_MS * this.options.timeScale);
      } else {
        this.sendJoined(first);
      }
    });
  }

  /** Sends none of the records that are not sent yet. */
  close(): void {
    clearTimeout(this.joinTimer);
    for (const timer of this.timers) {
      clearTimeout(timer);
    }
    this.timers.clear();
    this.joining = [];
    for (const parcel of this.parcels) {
      parcel.settle(false);
    }
    this.parcels.clear();
  }

  private sendJoined(delayMs: number): void {
    clearTimeout(this.joinTimer);
    this.joinTimer = undefined;
    const parcels = this.joining;
    this.joining = [];
    this.sendAfter(delayMs, parcels);
  }

  private sendAfter(delayMs: number, parcels: Parcel[]): void {
    // Always in a later turn of the event loop: OSS answers its client before its event is sent.
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void this.send(parcels);
      if (this.isEmpty) {
        this.options.onEmpty();
      }
    }, delayMs * this.options.timeScale);
    this.timers.add(timer);
  }

  private async send(parcels: Parcel[]): Promise<void> {
    await this.options.send(parcels.map(({ record }) => record));
    for (const parcel of parcels) {
      parcel.copies -= 1;
      if (parcel.copies === 0 && this.parcels.delete(parcel)) {
        parcel.settle(true);
      }
    }
  }
}
