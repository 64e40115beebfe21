import type { ObjectAddress } from '../../../contract/object-version';
import { extensionOf, type ReadingMode, reportOptions } from '../../../contract/reading-mode';
import type { Tool, ToolLimits, ToolRun } from '../tool';
import type { Measure } from './confinement';
import { type MediaInfoHome, mediaInfoHome } from './home';
import { Reporter } from './reporter';

export interface MediaInfoOptions {
  /** How much of an object MediaInfo reads. @default exact */
  reading?: ReadingMode;
  /** Called with the confinement measures that the kernel refused. */
  onRefused?: (measures: readonly Measure[]) => void;
  /** For tests. @default - the mediainfo of the package */
  home?: MediaInfoHome;
}

/** MediaInfo as a tool. Each object is read by its own process, which can do nothing else. */
export class MediaInfo implements Tool {
  constructor(private readonly options: MediaInfoOptions = {}) {}

  start(address: ObjectAddress, limits: ToolLimits): ToolRun {
    const { reading = 'exact', home = mediaInfoHome(), onRefused } = this.options;
    const options = reportOptions(reading, extensionOf(address.key));
    return new Reporter(home, address, options, limits, onRefused);
  }
}
