import { describe, expect, test } from 'vitest';
import { isPublic, publicAddresses } from './public-address.ts';

describe('inside, and so refused, is', () => {
  test.each([
    ['loopback', '127.0.0.1'],
    ['all of loopback', '127.255.255.254'],
    ['this machine', '0.0.0.0'],
    ['a private network', '10.1.2.3'],
    ['another', '172.31.255.255'],
    ['a third', '192.168.0.1'],
    ['a carrier’s', '100.64.0.1'],
    ['what clouds tell their machines secrets at', '169.254.169.254'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['IPv6 loopback', '::1'],
    ['IPv6 unspecified', '::'],
    ['IPv4 dressed as IPv6', '::ffff:127.0.0.1'],
    ['the same in hexadecimal', '::ffff:7f00:1'],
    ['IPv4 in the old dress', '::7f00:1'],
    ['a unique local address', 'fd00::1'],
    ['a link local address', 'fe80::1'],
    ['a site local address', 'fec0::1'],
    ['IPv4 behind NAT64', '64:ff9b::7f00:1'],
    ['IPv4 inside 6to4', '2002:7f00:1::'],
    ['IPv4 inside Teredo', '2001:0:7f00:1::'],
    ['IPv6 multicast', 'ff02::1'],
    ['no address at all', 'localhost'],
  ])('%s: %s', (_what, address) => expect(isPublic(address)).toBe(false));
});

describe('public is', () => {
  test.each(['1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450::1'])('%s', (address) =>
    expect(isPublic(address)).toBe(true),
  );
});

describe('however loopback is written in an address, it is refused by its real name', () => {
  test.each([
    ['as it is', 'http://127.0.0.1/'],
    ['as one number', 'http://2130706433/'],
    ['in octal', 'http://0177.0.0.1/'],
    ['in hexadecimal', 'http://0x7f.1/'],
    ['in short', 'http://127.1/'],
    ['in wide digits', 'http://１２７.０.０.１/'],
    ['as nothing', 'http://0/'],
    ['in IPv6', 'http://[::1]/'],
    ['as IPv4 in IPv6', 'http://[::ffff:127.0.0.1]/'],
    ['as a name', 'http://localhost/'],
  ])('%s: %s', async (_how, url) => {
    await expect(publicAddresses(new URL(url).hostname)).rejects.toThrow(/private address: set MONITOR_ALLOW_PRIVATE/);
  });
});
