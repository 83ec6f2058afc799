import { expect, test } from 'vitest';
import { addressIn, lastAddressIn } from './address.ts';

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['203.0.113.9:51234', '203.0.113.9'],
  [' 203.0.113.9 ', '203.0.113.9'],
  ['2001:db8::7', '2001:db8::7'],
  ['[2001:db8::7]', '2001:db8::7'],
  ['[2001:db8::7]:51234', '2001:db8::7'],
  ['::ffff:203.0.113.9', '::ffff:203.0.113.9'],
  ['2001:db8::7:51234', 'unknown'],
  ['203.0.113.999:1', 'unknown'],
  ['[nobody]:1', 'unknown'],
  ['_hidden', 'unknown'],
  ['', 'unknown'],
])('the address in “%s” is %s', (entry, address) => {
  expect(addressIn(entry)).toBe(address);
});

test('of several the last was written by the proxy', () => {
  expect(lastAddressIn('198.51.100.1, 203.0.113.9:51234')).toBe('203.0.113.9');
});
