/** The words by which a story can lead to somebody, and what a draft says instead. Data: a list to be added to, not rules. */

/** A fact that few people share. */
export interface RareFact {
  readonly found: RegExp;
  /** What it is, in words. */
  readonly says: string;
  readonly instead: string;
}

export const RARE: readonly RareFact[] = [
  {
    found: /\b(wheelchair|blind|deaf|amputee|prosthetic leg|guide dog)\b/gi,
    says: 'a visible disability',
    instead: 'a disability',
  },
  {
    found:
      /\b(cancer|dialysis|dementia|alzheimer['’]s|parkinson['’]s|epilep\w+|schizophreni\w+|bipolar|autis\w+|multiple sclerosis|motor neurone)\b/gi,
    says: 'a diagnosis',
    instead: 'a long-term illness',
  },
  {
    found:
      /\b(vicar|imam|priest|councillor|head ?teacher|teacher|nurse|doctor|GP|police officer|firefighter|soldier|veteran|shopkeeper|publican|lollipop (?:man|lady))\b/gi,
    says: 'an occupation that others know somebody by',
    instead: 'somebody in work',
  },
  { found: /\b(twins?|triplets?)\b/gi, says: 'twins', instead: 'children' },
  {
    found:
      /\b(polish|romanian|lithuanian|pakistani|bangladeshi|indian|chinese|nigerian|somali|syrian|ukrainian|roma|gypsy|traveller|muslim|jewish|hindu|sikh)\b/gi,
    says: 'a nationality, an ethnic group or a faith',
    instead: 'minority',
  },
  {
    found: /\b(trans(?:gender)?|gay|lesbian|bisexual)\b/gi,
    says: 'sexual orientation or gender',
    instead: 'minority',
  },
  {
    found:
      /\b(murder\w*|manslaughter|stabb\w+|shooting|arson|inquest|newspaper|radio|television|facebook)\b/gi,
    says: 'something that was in the news or on social media',
    instead: 'something grave',
  },
];

/** Somebody else who can be known from the story, and those who know them. */
export const RELATIONS =
  /\b(her|his|their|the)\s+(son|daughter|husband|wife|partner|ex-partner|mother|father|brother|sister|grand(?:son|daughter|mother|father)|landlord|carer|next-door neighbours?)\b/gi;

export const TELLS_SEX =
  /\b(she|her|hers|herself|he|him|his|himself|woman|man|girl|boy|lady|widow|widower)\b/i;

const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
/** Days that can be looked up elsewhere. */
export const EXACT_DAYS = [
  new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:${MONTHS})(?: \\d{4})?\\b`, 'g'),
  new RegExp(`\\b(?:${MONTHS}) \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?\\b`, 'g'),
  /\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b/g,
  /\b\d{4}-\d{2}-\d{2}\b/g,
] as const;
export const MONTH_AND_YEAR = new RegExp(`\\b(${MONTHS})(?: \\d{4})?\\b`, 'g');
export const seasonOf = (month: string): string =>
  /^(December|January|February)/.test(month)
    ? 'winter'
    : /^(March|April|May)/.test(month)
      ? 'spring'
      : /^(June|July|August)/.test(month)
        ? 'summer'
        : 'autumn';

/** What reaches or numbers one person or one home. */
export const REACHES: readonly { readonly found: RegExp; readonly says: string; readonly instead: string }[] =
  [
    { found: /[\w.+-]+@[\w-]+\.[\w.]+/g, says: 'an e-mail address', instead: '(left out)' },
    {
      found: /\b[A-Z]{1,2}\d[0-9A-Z]?\s?\d[A-Z]{2}\b/g,
      says: 'a postcode',
      instead: 'the area',
    },
    { found: /\b(?:\+44\s?|0)\d(?:[\s-]?\d){8,10}\b/g, says: 'a telephone number', instead: '(left out)' },
    { found: /\b(?:C|P|R|RJ|VS)-[0-9A-Z]{5,6}\b/g, says: 'a reference of a file', instead: '(left out)' },
    {
      found:
        /\b(?:\d+[a-zA-Z]?,?\s+)?(?:[A-Z][\w’'-]+\s){1,3}(?:Road|Rd|Street|Row|Close|Avenue|Lane|Walk|View|Terrace|Bank|Mews|Way|Drive|Court|Grove|Crescent|Place|Gardens)\b/g,
      says: 'a street or a house',
      instead: 'a street here',
    },
  ];

export const AGES = /\b(?:aged\s+\d{1,3}|\d{1,3}[- ]years?[- ]old)\b/gi;

export const AGE_BANDS = {
  child: { says: 'under 18', person: ['a girl', 'a boy', 'a young person'], from: 0, until: 17 },
  young: {
    says: '18 to 24',
    person: ['a young woman', 'a young man', 'a young adult'],
    from: 18,
    until: 24,
  },
  adult: { says: '25 to 64', person: ['a woman', 'a man', 'an adult'], from: 25, until: 64 },
  older: {
    says: '65 or over',
    person: ['an older woman', 'an older man', 'an older person'],
    from: 65,
    until: 130,
  },
} as const;
export type AgeBand = keyof typeof AGE_BANDS;

/** The band of an age; undefined when it is not known. */
export const bandOf = (age: number | undefined): AgeBand | undefined =>
  age === undefined
    ? undefined
    : (Object.keys(AGE_BANDS) as AgeBand[]).find((band) => age <= AGE_BANDS[band].until);
