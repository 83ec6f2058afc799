/** Spellings that sound alike in the names of Britain and its neighbours, in the order they are applied. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^(kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/^ps/, 's'],
  [/^x/, 's'],
  [/^mac(?=.{3})|^mc(?=.{2})/, 'mk'],
  [/sch|tch|sh|ch|cz|sz/g, 'x'],
  [/ph/g, 'f'],
  [/ght/g, 't'],
  [/gh/g, 'g'],
  [/dg(?=[eiy])/g, 'j'],
  [/c(?=[eiy])/g, 's'],
  [/ck|cq|c|q/g, 'k'],
  [/x(?=$)/g, 'x'],
  [/z/g, 's'],
  [/g(?=[eiy])/g, 'j'],
  [/v|w(?=[^aeiouy])/g, 'f'],
  [/th|d/g, 't'],
  [/b/g, 'p'],
  [/g/g, 'k'],
];

/**
 * How a folded name sounds, roughly: its first sound and then the consonants, with spellings that are heard alike made
 * one and doubles written once; at most six letters. Empty for a name without Latin letters.
 */
export function soundOf(name: string): string {
  let sound = name.replace(/[^a-z]/g, '');
  if (sound === '') return '';
  for (const [spelling, heard] of SPELLINGS) sound = sound.replace(spelling, heard);
  const first = /[aeiouy]/.test(sound[0] ?? '') ? 'a' : (sound[0] ?? '');
  const rest = sound.slice(1).replace(/[aeiouyhw]+/g, '-');
  return `${first}${rest}`
    .replace(/([a-z])\1+/g, '$1')
    .replaceAll('-', '')
    .slice(0, 6);
}
