/** Letters that decomposition leaves alone, and other alphabets, as Latin letters. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h', ŋ: 'n', ə: 'a' },
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', ґ: 'g', д: 'd', е: 'e', ё: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'i' },
  ...{ і: 'i', ї: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't' },
  ...{ у: 'u', ў: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e' },
  ...{ ю: 'yu', я: 'ya', ј: 'j', љ: 'lj', њ: 'nj', ћ: 'c', ђ: 'd', џ: 'dz' },
  ...{ α: 'a', β: 'v', γ: 'g', δ: 'd', ε: 'e', ζ: 'z', η: 'i', θ: 'th', ι: 'i', κ: 'k', λ: 'l', μ: 'm' },
  ...{
    ν: 'n',
    ξ: 'x',
    ο: 'o',
    π: 'p',
    ρ: 'r',
    σ: 's',
    ς: 's',
    τ: 't',
    υ: 'y',
    φ: 'f',
    χ: 'ch',
    ψ: 'ps',
    ω: 'o',
  },
};

const PLAIN = /^[a-z0-9 ]*$/;
const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'mx', 'sir', 'rev', 'prof', 'jnr', 'snr', 'esq']);

/**
 * Text as it is compared: lower case, without accents, in Latin letters where the alphabet is known, apostrophes gone
 * (O'Brien is obrien), other marks as single spaces. Letters of alphabets that are not known stay as they are.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (PLAIN.test(lower)) return squeeze(lower);
  const plain = lower
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’‘`´]/g, '');
  const latin = plain.replace(/[^\p{ASCII}]/gu, (letter) => LETTERS[letter] ?? letter);
  return squeeze(latin.replace(/[^\p{L}\p{N}]+/gu, ' '));
}

const squeeze = (text: string): string => (text.includes('  ') ? text.replace(/ +/g, ' ') : text).trim();

/** A name as it is compared: folded, without titles such as Mrs or Dr. */
export function foldName(text: string): string {
  const folded = fold(text);
  if (!folded.includes(' ')) return TITLES.has(folded) ? '' : folded;
  const words = folded.split(' ').filter((word) => !TITLES.has(word));
  return words.join(' ');
}

/** A whole name as given name and surname: "Smith, Mary Ann" and "Mary Ann Smith" both give [mary ann, smith]. */
export function splitFullName(text: string): [given: string, surname: string] {
  const comma = text.indexOf(',');
  if (comma >= 0) return [foldName(text.slice(comma + 1)), foldName(text.slice(0, comma))];
  const name = foldName(text);
  const last = name.lastIndexOf(' ');
  return last < 0 ? [name, ''] : [name.slice(0, last), name.slice(last + 1)];
}

/** Letters and figures only, as official numbers, postcodes and the like are compared. */
export const foldCode = (text: string): string => fold(text).replaceAll(' ', '');

/** A telephone number without spaces and the prefix of its country: +44 1543 462621 is 1543462621. */
export function foldPhone(text: string): string {
  const digits = text.replace(/^\s*\(?\s*(\+|00)\s*44\)?/, '').replace(/\D/g, '');
  const national = digits.replace(/^0+/, '');
  return national.length < 5 ? '' : national;
}

/** An e-mail address as it is compared: lower case, without what follows a plus sign. */
export function foldEmail(text: string): string {
  const address = text.trim().toLowerCase();
  const at = address.lastIndexOf('@');
  if (at <= 0) return '';
  return `${address.slice(0, at).replace(/\+.*$/, '')}${address.slice(at)}`;
}

/** What people write where they know nothing. */
const NOTHING = new Set([
  'unknown',
  'not known',
  'n a',
  'na',
  'nk',
  'none',
  'null',
  'nan',
  'nil',
  'tbc',
  'x',
  'xx',
  'xxx',
]);

/** True for an answer that says there is none, such as N/A or Unknown. */
export const saysNothing = (folded: string): boolean => folded === '' || NOTHING.has(folded);

/** A stable 32-bit hash of text (FNV-1a with a last mix), never 0, since 0 means absent. */
export function hashText(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mix(hash);
}

/** Two hashes as one, in this order. */
export const mixTwo = (one: number, two: number): number =>
  mix(Math.imul(one ^ 0x9e3779b9, 0x85ebca6b) ^ two);

function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x7feb352d);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x846ca68b);
  hash = (hash ^ (hash >>> 16)) >>> 0;
  return hash === 0 ? 1 : hash;
}
