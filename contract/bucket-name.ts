/** OSS's rule for bucket names. A name that breaks it could send the request to another host. */
export const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
