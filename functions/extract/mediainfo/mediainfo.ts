import type { ObjectAddress } from '../../../contract/object-version';
import { extensionOf, isFast, type ReadingMode, reportOptions } from '../../../contract/reading-mode';
import type { Expected, Tool, ToolLimits, ToolRun } from '../tool';
import type { Measure } from './confinement';
import { Forks } from './forks';
import { type MediaInfoHome, mediaInfoHome } from './home';
import { Reporter } from './reporter';

export interface MediaInfoOptions {
  /** How much of an object MediaInfo reads. @default exact */
  reading?: ReadingMode;
  /** Called with the confinement measures that the kernel refused. */
  onRefused?: (measures: readonly Measure[]) => void;
  /** Most objects at the same time for which processes are forked; more get processes of their own. @default 8 */
  atOnce?: number;
  /** Called once, with the reason, when every object will have to have a process of its own. */
  onUnforked?: (reason: string) => void;
  /** For tests. @default - the mediainfo of the package */
  home?: MediaInfoHome;
}

/** Of such a file, PCM, ProRes and the metadata of phones are usual, with which nothing is read fast. */
const QUICKTIME = /\.(?:mov|qt)$/i;

/** An instance has one template, however many invocations it serves. */
const FORKS = new WeakMap<MediaInfoHome, Forks>();

/** The objects that a function of the default size describes at the same time. */
const AT_ONCE = 8;

/** MediaInfo as a tool. Each object is read by its own process, which can do nothing else. */
export class MediaInfo implements Tool {
  constructor(private readonly options: MediaInfoOptions = {}) {}

  start(address: ObjectAddress, limits: ToolLimits, expected: Expected): ToolRun {
    const { reading = 'exact', home = mediaInfoHome(), onRefused } = this.options;
    const options = reportOptions(reading, extensionOf(address.key));
    const { size = Infinity, headBytes, tailBytes } = expected;
    // An exact report on an object that comes in as a whole anyway costs nothing.
    const worthIt = isFast(options) && size > headBytes + tailBytes;
    const looksFirst = QUICKTIME.test(address.key);
    const fast = worthIt ? { options, headBytes, tailBytes, looksFirst } : undefined;
    return new Reporter(home, address, fast, limits, onRefused, this.forks(home).take());
  }

  private forks(home: MediaInfoHome): Forks {
    const { atOnce = AT_ONCE, onUnforked = () => {} } = this.options;
    const known = FORKS.get(home) ?? new Forks(home, atOnce, onUnforked);
    FORKS.set(home, known);
    return known;
  }
}
