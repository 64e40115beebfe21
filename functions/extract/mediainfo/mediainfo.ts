import type { ObjectAddress } from '../../../contract/object-version';
import { extensionOf, type ReadingMode, reportOptions } from '../../../contract/reading-mode';
import type { Tool, ToolLimits, ToolRun } from '../tool';
import type { Measure } from './confinement';
import { type MediaInfoHome, mediaInfoHome } from './home';
import { Reporter } from './reporter';

export interface MediaInfoOptions {
  /** How much of an object MediaInfo looks at. @default exact */
  reading?: ReadingMode;
  /** Told the measures that the kernel refused when a mediainfo shut itself in. */
  onRefused?: (measures: readonly Measure[]) => void;
  /** For tests. @default - the mediainfo of the package */
  home?: MediaInfoHome;
}

/** MediaInfo as a tool: each object is read by a process of its own that can do nothing else. */
export class MediaInfo implements Tool {
  constructor(private readonly options: MediaInfoOptions = {}) {}

  start(address: ObjectAddress, limits: ToolLimits): ToolRun {
    const { reading = 'exact', home = mediaInfoHome(), onRefused } = this.options;
    const options = reportOptions(reading, extensionOf(address.key));
    return new Reporter(home, address, options, limits, onRefused);
  }
}
