export type VersionStatus = 'draft' | 'adopted' | 'superseded';

/** What can become of a version. A draft supersedes the adopted one in the moment it is adopted itself. */
export const NEXT = {
  draft: ['adopted'],
  adopted: ['superseded'],
  superseded: [],
} as const satisfies Record<VersionStatus, readonly VersionStatus[]>;

export const canBecome = (from: VersionStatus, to: VersionStatus): boolean =>
  (NEXT[from] as readonly VersionStatus[]).includes(to);
