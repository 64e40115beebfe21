import type { HttpApi } from '../http/api';
import { ROUTES } from './http-routes';
import { authenticator } from './http-signature';

/** The API of Function Compute 3. */
export const api3: HttpApi = {
  version: /^\/2023-03-30(?=\/)/,
  authenticator,
  routes: ROUTES,
  refusal: ({ code, message }, requestId) => ({ RequestId: requestId, Code: code, Message: message }),
};
