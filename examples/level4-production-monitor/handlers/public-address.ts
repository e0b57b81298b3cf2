import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { PermanentError } from '../../scheduler/index.ts';

/** What is not the public internet: an http task must not become a way into the network it runs in. */
const inside = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inside.addSubnet(network, bits, 'ipv4');
}

/** Of IPv6 one block is given out to the public; the rest is loopback, link, site, multicast or a way around IPv4. */
const allocated = new BlockList();
allocated.addSubnet('2000::', 3, 'ipv6');
// Teredo and 6to4 carry an IPv4 address inside them, whichever one somebody likes.
inside.addSubnet('2001::', 32, 'ipv6');
inside.addSubnet('2002::', 16, 'ipv6');

export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !inside.check(address, 'ipv4');
  return family === 6 && allocated.check(address, 'ipv6') && !inside.check(address, 'ipv6');
}

/** The addresses a name stands for, refused when any of them lies inside. */
export async function publicAddresses(hostname: string): Promise<string[]> {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const found = isIP(bare) ? [bare] : (await lookup(bare, { all: true })).map(({ address }) => address);
  const [hidden] = found.filter((address) => !isPublic(address));
  // Trying again would find the same address.
  if (hidden)
    throw new PermanentError(`${hostname} is ${hidden}, a private address: set MONITOR_ALLOW_PRIVATE=true to allow it`);
  return found;
}
