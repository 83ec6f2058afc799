/** Every role and what it may do: the one table that sign-in, the pages and the tests read. */
export const ROLES = {
  'partnership-manager': {
    title: 'Partnership manager',
    says: 'Runs the quarter: plans, updates, decisions and the report.',
    may: [
      'read',
      'partners.edit',
      'places.edit',
      'governance.edit',
      'terms.adopt',
      'meeting.record',
      'papers.exempt',
      'action.report',
      'escalation.raise',
      'sitting.reply',
      'fund.keep',
      'fund.request',
      'indicators.edit',
      'indicators.publish',
      'observations.record',
      'surveys.comments',
      'strategy.edit',
      'strategy.adopt',
      'needs.score',
      'plan.edit',
      'plan.adopt',
      'project.endorse',
      'progress.report',
      'report.edit',
      'report.approve',
      'report.publish',
      'casework.settings',
      'api.tokens',
      'tension.record',
      'tension.group',
    ],
  },
  'lead-officer': {
    title: 'Lead officer',
    says: 'Says where the projects of their agency stand, in two minutes, and records its figures.',
    may: [
      'read',
      'needs.score',
      'progress.report',
      'observations.record',
      'action.report',
      'escalation.raise',
      'sitting.reply',
      'fund.request',
      'tension.record',
    ],
  },
  'board-member': {
    title: 'Board member',
    says: 'Sees what is asked of the board, endorses projects and approves the report.',
    may: [
      'read',
      'needs.score',
      'project.endorse',
      'report.approve',
      'papers.exempt',
      'minutes.agree',
      'action.report',
      'escalation.raise',
      'sitting.reply',
    ],
  },
  'frontline-worker': {
    title: 'Frontline worker',
    says: 'Meets residents; refers them to who can help, tells of concerns, and hears what became of it.',
    may: ['read', 'referral.make', 'concern.record', 'tension.record'],
  },
  'hub-practitioner': {
    title: 'Hub practitioner',
    says: 'Works with the partners who look after the same people: referrals, concerns, cases and the weekly hub.',
    may: [
      'read',
      'casework.read',
      'casework.write',
      'referral.make',
      'referral.receive',
      'concern.record',
      'match.decide',
      'hub.run',
      'case-review.handle',
      'sharing.answer',
      'tension.record',
      'tension.group',
    ],
  },
  analyst: {
    title: 'Analyst',
    says: 'Loads data, sets baselines and targets, explains what moved.',
    may: [
      'read',
      'places.edit',
      'indicators.edit',
      'observations.record',
      'surveys.comments',
      'api.tokens',
      'tension.group',
    ],
  },
  commissioner: {
    title: 'Commissioner',
    says: 'Keeps the fund and looks after pooled money; edits what projects cost and bring.',
    may: [
      'read',
      'needs.score',
      'plan.edit',
      'papers.exempt',
      'fund.keep',
      'fund.request',
      'action.report',
      'sitting.reply',
    ],
  },
  'engagement-officer': {
    title: 'Engagement officer',
    says: 'Listens to residents and brings back answers; reports progress of engagement projects.',
    may: ['read', 'progress.report', 'observations.record', 'surveys.comments', 'tension.record'],
  },
  'information-governance': {
    title: 'Information governance',
    says: 'Reads the audit trail and erases what must not be kept in it; agrees who shares what, and what is disposed of.',
    may: [
      'read',
      'audit.read',
      'audit.erase',
      'casework.read',
      'casework.restricted',
      'casework.govern',
      'sharing.agree',
      'sharing.answer',
    ],
  },
  administrator: {
    title: 'Administrator',
    says: 'Invites and ends accounts, grants roles, keeps the directory, sees mail and the audit trail.',
    may: [
      'read',
      'accounts.manage',
      'roles.grant',
      'audit.read',
      'mail.read',
      'partnership.edit',
      'partners.edit',
      'api.tokens',
    ],
  },
  viewer: {
    title: 'Viewer',
    says: 'Reads what the partnership promised, did and achieved.',
    may: ['read'],
  },
} as const satisfies Record<string, RoleDescription>;

interface RoleDescription {
  readonly title: string;
  readonly says: string;
  readonly may: readonly string[];
}

export type Role = keyof typeof ROLES;

export const ROLE_NAMES = Object.keys(ROLES) as Role[];

export const isRole = (text: string): text is Role => Object.hasOwn(ROLES, text);

export interface HeldRole {
  readonly role: Role;
  /** Null for the whole partnership. */
  readonly agencyId: string | null;
}

/**
 * The permissions of a member: `read` always, each role's permissions for the partnership or as `permission@agency`.
 * What is held for the whole partnership is not repeated for an agency.
 */
export function permissionsOf(held: readonly HeldRole[]): string[] {
  const everywhere = new Set<string>(['read']);
  for (const { role, agencyId } of held)
    if (agencyId === null) for (const permission of ROLES[role].may) everywhere.add(permission);
  const somewhere = new Set<string>();
  for (const { role, agencyId } of held)
    if (agencyId !== null)
      for (const permission of ROLES[role].may)
        if (!everywhere.has(permission)) somewhere.add(`${permission}@${agencyId}`);
  return [...everywhere, ...somewhere];
}
