/** What an entry of the library is. */
export const EVIDENCE_KINDS = {
  'needs-assessment': 'Needs assessment',
  report: 'Report',
  survey: 'Survey',
  research: 'Research',
  data: 'Data',
  profile: 'Profile of a place',
  other: 'Other',
} as const;
export type EvidenceKind = keyof typeof EVIDENCE_KINDS;

export const EVIDENCE_KIND_NAMES = Object.keys(EVIDENCE_KINDS) as [EvidenceKind, ...EvidenceKind[]];

/** The kinds of things that evidence can support, as they are offered. */
export const SUPPORTED = ['need', 'priority', 'outcome', 'theme', 'indicator', 'plan', 'project'] as const;

/** The kinds of things that should not stand without evidence. */
export const SHOULD_REST_ON_EVIDENCE = ['need', 'priority', 'project'] as const;

/** `corporate-priority` → `Corporate priority`. */
export const kindInWords = (kind: string): string => {
  const words = kind.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
