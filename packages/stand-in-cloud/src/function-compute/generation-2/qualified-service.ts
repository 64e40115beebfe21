import type { FunctionName } from '../function-name';

type Qualified = Pick<FunctionName, 'service' | 'qualifier'>;

/** The service in the form that requests and policies use: `SERVICE` or `SERVICE.QUALIFIER`. */
export function qualified({ service = '', qualifier }: Qualified): string {
  return qualifier ? `${service}.${qualifier}` : service;
}

/** Reads what `qualified` writes. */
export function splitQualified(text: string): Qualified & { service: string } {
  const dot = text.indexOf('.');
  return dot < 0 ? { service: text } : { service: text.slice(0, dot), qualifier: text.slice(dot + 1) };
}
