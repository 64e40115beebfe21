/** The rule for names of buckets in OSS. What breaks it could change the host that a request goes to. */
export const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
