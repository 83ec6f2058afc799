/** The standings a member or a seat can have, in words. */
export const STANDINGS = {
  core: 'Core',
  ordinary: 'Ordinary',
  advisory: 'Advisory',
  'co-opted': 'Co-opted',
  substitute: 'Substitute',
} as const;

export type Standing = keyof typeof STANDINGS;

/** The offices a body fills, in words. */
export const OFFICES = { chair: 'Chair', 'vice-chair': 'Vice-chair', secretary: 'Secretary' } as const;

export type Office = keyof typeof OFFICES;

/** Of what a quorum counts, in words. */
export const QUORUM_OF = {
  'core-organisations': 'core organisations',
  'core-members': 'core members',
  members: 'members',
} as const;

export type QuorumOf = keyof typeof QUORUM_OF;

/** For which decisions a quorum is needed. */
export const QUORUM_FOR = {
  'key-decisions': 'key decisions',
  'all-decisions': 'all decisions',
} as const;

/** What somebody who is there by telephone or video counts as. */
export const REMOTE_PRESENCE = {
  counts: 'A member who attends remotely counts towards the quorum',
  'speaks-only': 'A member who attends remotely may speak but does not count towards the quorum',
  'not-allowed': 'Members attend in person',
} as const;

/** From when the year of sittings and reports runs. */
export const YEAR_FROM = {
  adoption: 'from the day its first terms came into force',
  'financial-year': 'from 1 April',
} as const;

/** The rules that can raise an escalation by themselves. */
export const TRIGGERS = {
  'silent-project': 'a project is silent',
  'slipped-milestone': 'a milestone slips',
  'worsening-indicator': 'an indicator worsens',
  'stream-running-out': 'a funding stream is about to run out',
  'two-inquorate-sittings': 'two sittings running are inquorate',
} as const;

export type Trigger = keyof typeof TRIGGERS;

/** How often a report is owed. */
export const CADENCES = { quarter: 'Quarterly report', year: 'Annual report' } as const;
