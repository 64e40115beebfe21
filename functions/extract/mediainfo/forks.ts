import { PlatformError } from '../errors';
import type { MediaInfoHome } from './home';
import type { Slot } from './slot';
import { Template } from './template';

/**
 * Decides for each object whether its mediainfo is forked from a template. The first one is not: most of the cost
 * of a template is that of one start, and many an instance describes one object. A template starts with the
 * second object, and serves those that come when it is ready.
 */
export class Forks {
  private template: Template | undefined;
  private seen = 0;
  /** True when no template is tried any more. */
  private gaveUp = false;

  /**
   * @param atOnce most objects at the same time
   * @param onUnusable called once, with the reason, when each object will have to have a process of its own
   */
  constructor(
    private readonly home: MediaInfoHome,
    private readonly atOnce: number,
    private readonly onUnusable: (reason: string) => void,
  ) {}

  /** A slot for the next object; undefined when a process has to be started for it. */
  take(): Slot | undefined {
    this.seen += 1;
    if (this.seen === 1 || this.gaveUp) return undefined;
    if (this.template?.isOver) this.lookBack(this.template);
    if (!this.gaveUp) this.template ??= this.start();
    return this.template?.freeSlot;
  }

  private lookBack({ unusable }: Template): void {
    this.template = undefined;
    if (unusable === undefined) return;
    this.gaveUp = true;
    this.onUnusable(unusable);
  }

  private start(): Template | undefined {
    try {
      return new Template(this.home, this.atOnce);
    } catch (error) {
      // Too many files are open. The next object tries again.
      if (error instanceof PlatformError) return undefined;
      throw error;
    }
  }
}
