import { z } from 'zod';
import { RamError } from '../../ram/errors';
import { parsePolicy } from '../../ram/policy-document';
import { parseTrustPolicy } from '../../ram/trust-policy';
import { UNKNOWN } from '../unknown-value';
import { text } from './forms';

/** Puts `*` where a value is not known yet: it stands in resources only, and RAM takes it there. */
function withoutUnknowns(value: unknown): unknown {
  if (value === UNKNOWN) return '*';
  if (Array.isArray(value)) return value.map(withoutUnknowns);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutUnknowns(item)]));
}

function documentChecked(parse: (document: unknown) => unknown) {
  return z
    .object({ Version: text(), Statement: z.array(z.record(z.string(), z.unknown())) })
    .catchall(z.unknown())
    .superRefine((document, context) => {
      try {
        parse(withoutUnknowns(document));
      } catch (error) {
        if (!(error instanceof RamError)) throw error;
        // Certain, although parts of the document may be unknown: RAM would refuse it whatever they are.
        context.addIssue({ code: 'custom', message: error.message, params: { certain: true } });
      }
    });
}

/** A permission policy, refused before anything is made when RAM would refuse it. */
export const permissionPolicy = () => documentChecked(parsePolicy);

/** A role's trust policy, likewise. */
export const trustPolicy = () => documentChecked(parseTrustPolicy);
