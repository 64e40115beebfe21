/** Where objects are read from, and as whom. */
export interface ObjectSource {
  /** Endpoint without a bucket and with its scheme, such as `https://oss-cn-hangzhou-internal.aliyuncs.com`. */
  endpoint: string;
  /** Such as `cn-hangzhou`: part of what a V4 signature signs. */
  region: string;
  credentials: {
    accessKeyId: string;
    accessKeySecret: string;
    securityToken?: string;
  };
}
