import type { Inputs } from '../../gateway/inputs';
import { RosError } from '../errors';

/** The official CLI sends templates below 524,273 bytes this way, so that no proxy takes offence at what is in them. */
const BASE64 = /^@Base64Encoded:\s*/;

/** The template of a request, in either form. @returns undefined when none is given */
export function templateBody(inputs: Inputs): string | undefined {
  const given = inputs.optional('TemplateBody');
  if (given === undefined || !BASE64.test(given)) return given;
  const encoded = given.replace(BASE64, '').trim();
  if (/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return Buffer.from(encoded, 'base64').toString();
  throw new RosError('InvalidSchema', 'The template is not Base64.');
}

/** @throws ApiError when none is given */
export const requiredTemplateBody = (inputs: Inputs): string =>
  templateBody(inputs) ?? inputs.required('TemplateBody');
