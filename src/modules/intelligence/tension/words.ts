/** How a sign of tension is known, after the field's form: experienced, evidenced, potential. */
export const FORMS = {
  experienced: 'Experienced',
  evidenced: 'Evidenced',
  potential: 'Potential',
} as const;
export type TensionForm = keyof typeof FORMS;

/** What each form means, for whoever has to choose. */
export const FORM_SAYS: Readonly<Record<TensionForm, string>> = {
  experienced: 'Somebody felt or lived it: what people tell',
  evidenced: 'Facts show it: a report, damage, a leaflet, figures',
  potential: 'It may come: a march, a court case, an anniversary',
};

/** Who sees an item, from the fewest to the most. */
export const TIERS = {
  agency: 'Own agency',
  group: 'Tension group',
  members: 'All members',
  forums: 'Forums',
} as const;
export type Tier = keyof typeof TIERS;

/** What each tier means, for whoever has to choose. */
export const TIER_SAYS: Readonly<Record<Tier, string>> = {
  agency: 'Those who record tension at your agency',
  group: 'Your agency and the tension group',
  members: 'Everybody who signs in here',
  forums: 'Everybody who signs in here; what you write for forums is told there',
};

/** The keys of a list of words, for a schema. */
export const keysOf = <Key extends string>(words: Readonly<Record<Key, string>>): [Key, ...Key[]] =>
  Object.keys(words) as [Key, ...Key[]];

/** The most letters that one answer about a sign takes, on its form and from programs. */
export const MOST_LETTERS = 10_000;
export const TOO_LONG = 'Shorten this to at most 10,000 characters';
