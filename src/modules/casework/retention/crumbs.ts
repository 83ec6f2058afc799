import { GOVERNANCE_CRUMBS } from '../sharing/parts.tsx';

export const GOVERN = { permission: 'casework.govern' } as const;
export const RETENTION = '/casework/governance/retention';
export const RULES = '/casework/governance/retention-rules';
export const HOLDS = '/casework/governance/holds';
export const DISPOSALS = '/casework/governance/disposals';
export const RETENTION_CRUMBS = [...GOVERNANCE_CRUMBS, { text: 'What is due for review', href: RETENTION }];
export const HOLD_CRUMBS = [...GOVERNANCE_CRUMBS, { text: 'Legal holds', href: HOLDS }];
