import { syntax } from 'ros-template-check';
import * as z from 'zod';
import { RamError } from '../../ram/errors';
import { parsePolicy } from '../../ram/policy-document';
import { parseTrustPolicy } from '../../ram/trust-policy';
import { text } from './forms';

/** Replaces values that are not known yet by `*`. They occur only in resources, where RAM accepts it. */
function withoutUnknowns(value: unknown): unknown {
  if (typeof value === 'string') return syntax.isKnown(value) ? value : '*';
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
        // Certain: RAM would refuse the document whatever the unknown values are.
        context.addIssue({ code: 'custom', message: error.message, params: { certain: true } });
      }
    });
}

/** A permission policy. One that RAM would refuse is refused before anything is created. */
export const permissionPolicy = () => documentChecked(parsePolicy);

/** The same for a role's trust policy. */
export const trustPolicy = () => documentChecked(parseTrustPolicy);
