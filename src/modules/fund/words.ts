/** What kinds of money a fund has, and under which arrangement it is held, in words. */
export const STREAM_KINDS = {
  grant: 'Grant',
  'partner-contribution': 'Partner’s contribution',
  reserve: 'Reserve',
  'commissioning-pot': 'Commissioning pot',
} as const;
export type StreamKind = keyof typeof STREAM_KINDS;

export const ARRANGEMENTS = {
  pooled: 'Pooled: one budget that partners decide together',
  aligned: 'Aligned: each partner keeps its own money and spends it to one plan',
  grant: 'Grant or transfer to the holder',
  procurement: 'Procurement: paid under a contract',
  'partnership-arrangement': 'Partnership arrangement under statute',
} as const;
export type Arrangement = keyof typeof ARRANGEMENTS;

export const QUALITIES = {
  final: 'As printed or paid',
  provisional: 'Provisional',
  estimated: 'Estimated: implied, not printed',
} as const;
export type Quality = keyof typeof QUALITIES;

export const RULE_KINDS = {
  priority: 'Priorities it may serve',
  outcome: 'Outcomes it may buy',
  agency: 'Agencies it may pay',
  place: 'Places it may serve',
  spending: 'Capital or revenue',
  dates: 'Dates within which it may be spent',
  'match-ratio': 'Match funding',
  'largest-request': 'Largest request',
  condition: 'A condition that a person judges',
} as const;
export type RuleKind = keyof typeof RULE_KINDS;

export const SHAPES = {
  'one-off': 'Once',
  instalments: 'In instalments',
  recurring: 'So much a month',
} as const;
export type Shape = keyof typeof SHAPES;

export const SPENDING = { revenue: 'Revenue', capital: 'Capital' } as const;
export type Spending = keyof typeof SPENDING;

/** The names of a table of words, for a zod enum. */
export const namesOf = <Name extends string>(table: Readonly<Record<Name, string>>): [Name, ...Name[]] =>
  Object.keys(table) as [Name, ...Name[]];
