import type { HttpApi } from '../http/api';
import { ROUTES } from './http-routes';
import { authenticate } from './http-signature';

/** The API of Function Compute 2, of which two versions have the same paths and signature. */
export const api2: HttpApi = {
  version: /^\/(2016-08-15|2021-04-06)(?=\/)/,
  authenticator: (authority, clock) => (request) => authenticate(request, authority, clock),
  routes: ROUTES,
  refusal: ({ code, message }) => ({ ErrorCode: code, ErrorMessage: message }),
};
