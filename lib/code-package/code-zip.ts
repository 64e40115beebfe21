/** A zip file that Function Compute runs. */
export interface CodeZip {
  /** Absolute path of the zip file. */
  path: string;
  /** SHA-256 of the zip file in hexadecimal. When it changes, ROS updates the functions. */
  sha256: string;
  /** Version of the MediaInfo inside; it becomes an output of the stack. @default - unknown */
  mediaInfoVersion?: string;
}
