/** The words of restorative justice, and the one table of what can happen to a matter. */
import type { Category } from '../sharing/index.ts';

export const KINDS = {
  conference: 'Conference',
  panel: 'Neighbourhood Resolution Panel',
  mediation: 'Face-to-face mediation',
  'community-resolution': 'Community resolution',
} as const;
export type MatterKind = keyof typeof KINDS;

/** Who asked for it, or told of somebody who was harmed. */
export const SOURCES = {
  police: 'Police',
  'youth-offending': 'Youth offending service',
  council: 'Council',
  housing: 'Housing',
  school: 'School or college',
  'victim-service': 'Service for victims',
  community: 'Somebody of the community',
  self: 'The person themselves',
  other: 'Somebody else',
} as const;
export type Source = keyof typeof SOURCES;

export const ROLES = {
  harmed: 'Harmed',
  'supporter-of-harmed': 'Supports who was harmed',
  responsible: 'Responsible',
  'supporter-of-responsible': 'Supports who is responsible',
  facilitator: 'Facilitator',
  volunteer: 'Volunteer',
} as const;
export type MatterRole = keyof typeof ROLES;

/** Those whose consent and satisfaction count. */
export const SIDES: readonly MatterRole[] = ['harmed', 'responsible'];
/** They run it: everybody who takes part knows them. */
export const RUN_IT: readonly MatterRole[] = ['facilitator', 'volunteer'];

/** What another agency learns when it is told who somebody is. */
export const categoriesOf = (role: MatterRole): readonly Category[] =>
  role === 'harmed' || role === 'supporter-of-harmed' ? ['identity', 'victim'] : ['identity', 'offending'];

export const STATES = {
  referred: 'Referred',
  preparing: 'Being prepared',
  held: 'Held',
  'not-taken-up': 'Not taken up',
  closed: 'Followed up and closed',
} as const;
export type MatterState = keyof typeof STATES;

/** What may follow what; the pages offer it and the command allows it. */
export const NEXT = {
  referred: ['preparing', 'not-taken-up'],
  preparing: ['held', 'not-taken-up'],
  held: ['closed'],
  'not-taken-up': [],
  closed: [],
} as const satisfies Record<MatterState, readonly MatterState[]>;

export const OPEN: readonly MatterState[] = ['referred', 'preparing', 'held'];

export const NOT_BECAUSE = {
  'harmed-declined': 'Who was harmed did not want it',
  'responsible-declined': 'Who is responsible did not want it',
  'no-contact': 'One of them could not be reached',
  'not-safe': 'It would not have been safe',
  withdrawn: 'Whoever asked withdrew it',
  other: 'Another reason',
} as const;
export type NotBecause = keyof typeof NOT_BECAUSE;

export const CONSENTS = { given: 'Consents', refused: 'Does not consent' } as const;
export type Consent = keyof typeof CONSENTS;

export const SATISFIED = {
  'very-satisfied': 'Very satisfied',
  satisfied: 'Satisfied',
  neither: 'Neither satisfied nor dissatisfied',
  dissatisfied: 'Dissatisfied',
  'very-dissatisfied': 'Very dissatisfied',
  'not-reached': 'Could not be reached',
} as const;
export type Satisfied = keyof typeof SATISFIED;

export const KEPT = { kept: 'Kept', partly: 'Partly kept', not: 'Not kept' } as const;
export type Kept = keyof typeof KEPT;

/** The keys of a table of words, for a schema. */
export const keysOf = <Key extends string>(words: Readonly<Record<Key, unknown>>): [Key, ...Key[]] =>
  Object.keys(words) as [Key, ...Key[]];
