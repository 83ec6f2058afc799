import type { SittingStatus } from './queries.ts';

/** What kinds of body a partnership has, in words. */
export const BODY_KINDS = {
  strategic: 'Strategic board',
  executive: 'Executive board',
  thematic: 'Thematic board',
  'joint-operations': 'Joint operations group',
  commissioning: 'Commissioning partnership',
  programme: 'Programme board',
  forum: 'Forum',
  panel: 'Panel',
  summit: 'Summit',
  'task-and-finish': 'Task-and-finish group',
  'theme-lead': 'Theme lead',
  cabinet: 'Cabinet',
  scrutiny: 'Scrutiny committee',
  external: 'Body outside the partnership',
  other: 'Other',
} as const;

export type BodyKind = keyof typeof BODY_KINDS;

/** What can become of a sitting. A cancelled one may be planned again; what was held stays held. */
export const NEXT_STATUS = {
  planned: ['held', 'inquorate', 'adjourned', 'cancelled'],
  cancelled: ['planned'],
  held: [],
  inquorate: [],
  adjourned: [],
} as const satisfies Record<SittingStatus, readonly SittingStatus[]>;
