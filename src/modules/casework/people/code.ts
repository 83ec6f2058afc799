const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 7;
const BITS = 5;

/** A short reference for a person, such as `P-3F7K2QX`: made of the random end of the cluster's id, saying nothing else. */
export function personCode(clusterId: string): string {
  let rest = BigInt(`0x${clusterId.replaceAll('-', '').slice(-12)}`);
  let code = '';
  for (let at = 0; at < LETTERS; at += 1) {
    code = (ALPHABET[Number(rest & 31n)] ?? '') + code;
    rest >>= BigInt(BITS);
  }
  return `P-${code}`;
}
