import type { Column } from '../columns';
import type { Expression } from './ast';
import type { Token } from './tokens';
import { numberOf } from './units';
import { kindOf } from './values';

/** Half the way around the Earth in metres: everything is as near as that. */
const FURTHEST = 20_037_508;

interface Problem {
  problem: string;
  /** @default - the column */
  token?: Token;
}

/** The question about places around one, from a latitude, a longitude and a distance; or what is wrong with them. */
export function nearOf(column: Column, given: readonly Token[]): (Expression & { kind: 'near' }) | Problem {
  if (column.type !== 'position') {
    return { problem: `'${column.name}' is ${kindOf(column)}, and 'near' asks about a position on Earth.` };
  }
  const [north, east, far] = given as [Token, Token, Token];
  const latitude = degreesOf(north, 'latitude', 90);
  if (typeof latitude !== 'number') return latitude;
  const longitude = degreesOf(east, 'longitude', 180);
  if (typeof longitude !== 'number') return longitude;
  const metres = numberOf(far.text, 'metres');
  if (typeof metres !== 'number')
    return { problem: `A distance: ${metres.problem}, '${far.text}' given.`, token: far };
  // One person means kilometres by a bare number, another one metres.
  if (!/\p{L}$/u.test(far.text)) {
    return {
      problem: `A distance: after the number 'm', 'km' or 'mi' is expected, '${far.text}' given.`,
      token: { ...far, start: far.end, end: far.end },
    };
  }
  if (!(metres > 0 && metres <= FURTHEST)) {
    return {
      problem: `A distance of more than 0 m and at most 20,037 km is expected, '${far.text}' given.`,
      token: far,
    };
  }
  return { kind: 'near', column: column.name, latitude, longitude, metres };
}

function degreesOf(token: Token, what: string, most: number): number | Problem {
  const degrees = numberOf(token.text, 'degrees');
  if (typeof degrees === 'number' && Math.abs(degrees) <= most) return degrees;
  return { problem: `A ${what} of -${most} to ${most} degrees is expected, '${token.text}' given.`, token };
}
