/**
 * Words in a text that may say who somebody is: tension is told of communities and places, never of people. It finds
 * what looks like a name and cannot know what is one, so whoever writes is asked and decides.
 */

const TITLED =
  /\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Sir|Lady|Cllr|Councillor|PC|PCSO|Sgt|Imam)\.? [A-Z][\p{L}'’-]+/gu;
const TWO_CAPITALS = /\b\p{Lu}[\p{Ll}'’-]+(?: \p{Lu}[\p{L}'’-]+)+/gu;
const REACHES_SOMEBODY: readonly RegExp[] = [
  // As long as an address can be: without an end, a long word would be read anew from each of its letters.
  /[^\s@]{1,64}@[^\s@]{1,255}\.[^\s@]{1,63}/g,
  /\b0\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}\b/g,
  /\b[A-Z]{2}\d{2} ?[A-Z]{3}\b/g,
  /\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}\b/g,
  /\b\d{1,3}[a-z]? \p{Lu}[\p{Ll}'’]+ (?:Road|Street|Avenue|Close|Lane|Drive|Way|Terrace|Grove|Place|Crescent|Court)\b/gu,
];

/** Words that begin with a capital and name no person. */
const COMMON =
  /^(?:The|A|An|In|On|At|After|Before|During|Two|Three|Some|Several|Police|Council|County|District|Borough|Town|City|North|South|East|West|Centre|Park|School|College|Market|Church|Mosque|Temple|Street|Road|Neighbourhood|Watch|Community|Forum|Board|Local|English|British|Muslim|Christian|Jewish|Sikh|Hindu|Polish|Roma|Gypsy|Traveller|Black|White|Asian|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter|Ramadan|Eid|Diwali|New|Year|Bank|Holiday|Remembrance|Day)$/;

/**
 * What in these texts may name a person or lead to one, in order, each once. Names that are known to be of places,
 * agencies, communities or types are none.
 */
export function possibleNames(texts: readonly string[], known: readonly string[]): readonly string[] {
  const innocent = known.toSorted((a, b) => b.length - a.length).filter((name) => name.length > 2);
  const found = texts.flatMap((text) => {
    const reaching = REACHES_SOMEBODY.flatMap((pattern) => text.match(pattern) ?? []);
    const rest = innocent.reduce((left, name) => left.replaceAll(name, '·'), text);
    const titled = rest.match(TITLED) ?? [];
    const pairs = (rest.match(TWO_CAPITALS) ?? []).filter((words) => !isCommon(words));
    return [...reaching, ...titled, ...pairs.filter((pair) => !titled.some((one) => one.includes(pair)))];
  });
  return [...new Set(found)];
}

const isCommon = (words: string): boolean => words.split(' ').filter((word) => !COMMON.test(word)).length < 2;
