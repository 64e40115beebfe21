/** A zip file that Function Compute runs. */
export interface CodeZip {
  /** Absolute path of the zip file. */
  path: string;
  /** Of the zip file, in hexadecimal: a change of it is what makes ROS update the functions. */
  sha256: string;
  /** Of the MediaInfo in it, told as an output. @default - unknown */
  mediaInfoVersion?: string;
}
