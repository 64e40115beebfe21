import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { type Html, html } from './html';

/**
 * Nothing from elsewhere, no script or style in the page itself, no frame around it, and no text that becomes markup in
 * the browser.
 */
const POLICY = [
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'",
  "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
].join('; ');

const HEADERS: Record<string, string> = {
  'Content-Security-Policy': POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // With `no-referrer` a browser would not say where a form comes from.
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'Cache-Control': 'no-store',
};

/** Headers of every answer, refusals included. */
export const headers: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) {
    if (!context.res.headers.has(name)) context.res.headers.set(name, value);
  }
};

/**
 * Lets in who has the link that the command printed, from this machine's own names, and nobody else.
 *
 * @param port that the page is served at
 * @param token of the link
 */
export function guard(port: number, token: string): MiddlewareHandler {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  // Cookies are shared by all ports of a machine.
  const cookie = `media-browse-${port}`;
  // Whoever sees the cookie does not know the link.
  const secret = createHash('sha256').update(`cookie ${token}`).digest('base64url');
  return async (context, next) => {
    const { method, url } = context.req;
    const header = (name: string): string => context.req.header(name) ?? '';
    // A name that somebody made point here is not ours.
    const host = header('host');
    if (!hosts.includes(host)) return context.text('This is not served under that name.', 421);
    const origin = header('origin');
    if (origin !== '' && origin !== `http://${host}`) return context.text('Refused: another site asks.', 403);
    const from = header('sec-fetch-site');
    const isVisit = method === 'GET' && header('sec-fetch-mode') === 'navigate';
    if (/^(cross|same)-site$/.test(from) && !isVisit) return context.text('Refused: another site asks.', 403);

    const { pathname, searchParams } = new URL(url);
    // With our own name before it, no path leads elsewhere.
    const here = (): Html => onwards(`http://${host}${pathname}?${searchParams}`);
    const given = method === 'GET' ? searchParams.get('token') : null;
    if (given !== null && isSame(given, token)) {
      setCookie(context, cookie, secret, { httpOnly: true, sameSite: 'Strict', path: '/' });
      searchParams.delete('token');
      return context.html(here());
    }
    if (!isSame(getCookie(context, cookie) ?? '', secret)) {
      // A link in a colleague's message comes without the cookie, which is `Strict`; the same from here has it.
      if (isVisit && /^(cross|same)-site$/.test(from)) {
        return context.html(here());
      }
      if (isData(pathname))
        return context.json({ problem: `${OPEN_THE_LINK} docs/browse.md says how a script does.` }, 403);
      return context.html(STRANGER, 403);
    }
    // A browser always says where a form or a script comes from.
    if (method !== 'GET' && method !== 'HEAD' && origin === '')
      return context.text('Refused: no origin.', 403);
    return next();
  };
}

function isSame(left: string, right: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(left), hash(right));
}

/** Goes on from a page of our own: the token leaves the address, and the cookie is sent. */
const onwards = (address: string): Html =>
  html`<!doctype html><html lang="en"><meta charset="utf-8"><title>media</title><meta http-equiv="refresh" content="0;url=${address}"><p>One moment.</p></html>`;

/** Addresses that programs read. */
const isData = (pathname: string): boolean => /\.(json|jsonl|csv)$/.test(pathname);

const OPEN_THE_LINK = 'Open the link that `media browse` printed.';

const STRANGER = html`<!doctype html><html lang="en"><meta charset="utf-8"><title>media</title><p>Open the link that <code>media browse</code> printed.</p></html>`;
