/** How one body can stand to another: in a sentence, from the other end, and which end stands above in a diagram. */
export const RELATIONS = {
  'reports-to': { says: 'Reports to', from: 'Reported to by', up: true },
  advises: { says: 'Advises', from: 'Advised by', up: true },
  'recommends-to': { says: 'Recommends to', from: 'Receives recommendations from', up: true },
  'delegates-to': { says: 'Delegates to', from: 'Acts on the delegation of', up: false },
  'escalates-to': { says: 'Escalates to', from: 'Receives escalations from', up: true },
} as const;

export type Relation = keyof typeof RELATIONS;

/** What can happen to a body on a date. */
export const BODY_CHANGES = {
  established: 'Established',
  renamed: 'Renamed',
  restructured: 'Restructured',
  merged: 'Merged',
  abolished: 'Abolished',
} as const;

export type BodyChangeKind = keyof typeof BODY_CHANGES;

/** What a body can be the programme board of, by the kind of the thing. */
export const PROGRAMME_KINDS = ['programme', 'theme', 'priority', 'plan', 'outcome', 'place'] as const;
