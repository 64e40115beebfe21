import { BlockList, isIP } from 'node:net';

function family(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}

/** True for an address, or an address and a prefix length such as `10.0.0.0/8`. */
export function isIpRange(text: string): boolean {
  const [address, prefix, ...rest] = text.split('/');
  const kind = family(address ?? '');
  if (!kind || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (kind === 'ipv4' ? 32 : 128));
}

/** Whether an address lies in a range that `isIpRange` accepts. */
export function isInIpRange(range: string, address: string): boolean {
  const given = family(address);
  const [base = '', prefix] = range.split('/');
  const kind = family(base);
  if (!given || !kind) return false;
  const list = new BlockList();
  if (prefix === undefined) list.addAddress(base, kind);
  else list.addSubnet(base, Number(prefix), kind);
  return list.check(address, given);
}
