/** What is reviewed by itself, as data: where it stands, since when it counts, and while what of it is open it stays. */
import type { RetentionCategory } from './review-on.ts';

/** Since when a rule counts. */
export const TRIGGERS = {
  recorded: 'after it was recorded',
  'last-active': 'after it was last active',
  closed: 'after it was closed',
} as const;
export type Trigger = keyof typeof TRIGGERS;
export const isTrigger = (text: string): text is Trigger => Object.hasOwn(TRIGGERS, text);

export interface Kind {
  readonly table: string;
  readonly says: string;
  readonly category: RetentionCategory;
  /** SQL of a row `t`: the agencies that hold it. */
  readonly agencies: string;
  /** SQL of a row `t`: from which day each trigger counts. */
  readonly from: Readonly<Record<Trigger, string>>;
  /** What may still be open, in words, each with the SQL that finds it. While anything is, nothing is disposed of. */
  readonly open: Readonly<Record<string, string>>;
}

const HERE = 'partnership_id = t.partnership_id';
const always = (column: string): Readonly<Record<Trigger, string>> => ({
  recorded: column,
  'last-active': column,
  closed: column,
});
const ENDED_PLACEMENTS = `('declined', 'withdrawn', 'left', 'completed', 'followed-up', 'no-take-up')`;
const OPEN_REVIEW = `n.step in ('applied', 'acknowledged', 'threshold-met', 'appealed', 'appeal-upheld')`;

export const KINDS = {
  record: {
    table: 'record',
    says: 'Record of a person',
    category: 'record',
    agencies: 'array[t.agency_id]',
    from: { recorded: 't.recorded_on', 'last-active': 't.last_active_on', closed: 't.last_active_on' },
    open: {
      'an open case': `exists (select from casework.case_person p join casework.case_file c using (partnership_id)
        where p.${HERE} and p.record_id = t.id and c.id = p.case_id and c.closed_on is null)`,
      'an open referral': `exists (select from casework.referral r
        where r.${HERE} and (r.record_id = t.id or r.to_record_id = t.id) and r.due_on is not null)`,
      'an early warning to answer': `exists (select from casework.pattern_flag f
        where f.${HERE} and f.subject_id in (t.cluster_id, t.own_cluster_id) and f.state in ('open', 'acknowledged'))`,
      'a place on a course': `exists (select from casework.placement p
        where p.${HERE} and p.record_id = t.id and p.state not in ${ENDED_PLACEMENTS})`,
      'a case review': `exists (select from casework.case_review_now n where n.${HERE} and n.record_id = t.id and ${OPEN_REVIEW})`,
      'support as a victim': `exists (select from casework.victim_support v where v.${HERE} and v.record_id = t.id and v.closed_on is null)`,
      'a restorative matter': `exists (select from casework.restorative_person p join casework.restorative_matter m using (partnership_id)
        where p.${HERE} and p.record_id = t.id and m.id = p.matter_id and m.due_on is not null)`,
      'a place in a cohort': `exists (select from casework.cohort_person p where p.${HERE} and p.record_id = t.id and p.until_on is null)`,
      'a request of the person': `exists (select from casework.rights_request q
        where q.${HERE} and q.cluster_id in (t.cluster_id, t.own_cluster_id)
          and not exists (select from casework.rights_answer a where a.${HERE} and a.request_id = q.id))`,
    },
  },
  concern: {
    table: 'concern',
    says: 'Concern',
    category: 'concern',
    agencies: 'array[t.agency_id]',
    from: {
      recorded: 't.recorded_on',
      'last-active': 't.recorded_on',
      closed: `coalesce((select c.closed_on from casework.concern_closure c where c.${HERE} and c.concern_id = t.id), t.recorded_on)`,
    },
    open: {
      'an early warning that rests on it': `exists (select from casework.pattern_flag f
        where f.${HERE} and t.id = any (f.evidence) and f.state in ('open', 'acknowledged'))`,
      'an open case that it is part of': `exists (select from casework.case_link l join casework.case_file c using (partnership_id)
        where l.${HERE} and l.item_id = t.id and c.id = l.case_id and c.closed_on is null)`,
    },
  },
  referral: {
    table: 'referral',
    says: 'Referral',
    category: 'referral',
    agencies: 't.agency_ids',
    from: { recorded: 't.made_on', 'last-active': 't.state_on', closed: 't.state_on' },
    open: { 'the referral itself': 't.due_on is not null' },
  },
  visit: {
    table: 'visit',
    says: 'Visit, with its referrals and signposts',
    category: 'referral',
    agencies: 'array[t.agency_id]',
    from: always('t.on_day'),
    open: {
      'an open referral': `exists (select from casework.referral r where r.${HERE} and r.visit_id = t.id and r.due_on is not null)`,
    },
  },
  case: {
    table: 'case_file',
    says: 'Case',
    category: 'case',
    agencies: 't.agency_ids',
    from: {
      recorded: 't.opened_on',
      'last-active': 'coalesce(t.closed_on, t.opened_on)',
      closed: 'coalesce(t.closed_on, t.opened_on)',
    },
    open: { 'the case itself': 't.closed_on is null' },
  },
  'case-review': {
    table: 'case_review',
    says: 'Anti-social behaviour case review',
    category: 'case-review',
    agencies: 't.agency_ids',
    from: always('t.applied_on'),
    open: {
      'the review itself': `exists (select from casework.case_review_now n where n.${HERE} and n.id = t.id and ${OPEN_REVIEW})`,
    },
  },
  placement: {
    table: 'placement',
    says: 'Place on a course',
    category: 'programme',
    agencies: 't.agency_ids',
    from: { recorded: 't.referred_on', 'last-active': 't.state_on', closed: 't.state_on' },
    open: { 'the place itself': `t.state not in ${ENDED_PLACEMENTS}` },
  },
  'victim-support': {
    table: 'victim_support',
    says: 'Support of a victim',
    category: 'victim-support',
    agencies: 'array[t.agency_id]',
    from: {
      recorded: 't.opened_on',
      'last-active': 'coalesce(t.closed_on, t.opened_on)',
      closed: 'coalesce(t.closed_on, t.opened_on)',
    },
    open: { 'the support itself': 't.closed_on is null' },
  },
  restorative: {
    table: 'restorative_matter',
    says: 'Restorative justice',
    category: 'case',
    agencies: 't.agency_ids',
    from: { recorded: 't.referred_on', 'last-active': 't.state_on', closed: 't.state_on' },
    open: {
      'the matter itself': 't.due_on is not null',
      'something agreed': `exists (select from casework.restorative_item i where i.${HERE} and i.matter_id = t.id and i.kept is null)`,
    },
  },
  'cohort-member': {
    table: 'cohort_member',
    says: 'Place in a cohort',
    category: 'case',
    agencies: 't.agency_ids',
    from: {
      recorded: 't.from_on',
      'last-active': 'coalesce(t.until_on, t.from_on)',
      closed: 'coalesce(t.until_on, t.from_on)',
    },
    open: { 'the place itself': 't.until_on is null' },
  },
  'hub-meeting': {
    table: 'hub_meeting',
    says: 'Meeting of the hub',
    category: 'hub',
    agencies: 't.agency_ids',
    from: always('t.on_day'),
    open: {
      'the meeting itself': `t.state <> 'closed'`,
      'a task': `exists (select from casework.task k join casework.hub_item i using (partnership_id)
        where k.${HERE} and i.meeting_id = t.id and k.hub_item_id = i.id and k.ended_on is null)`,
    },
  },
  ask: {
    table: 'ask',
    says: 'Request of an agency to see a record',
    category: 'record',
    agencies: 'array[t.agency_id]',
    from: always('t.asked_on'),
    open: {},
  },
  'break-glass': {
    table: 'break_glass',
    says: 'Emergency opening',
    category: 'record',
    agencies: 'array[t.agency_id]',
    from: always('t.on_day'),
    open: {
      'its review': `not exists (select from casework.break_glass_review r where r.${HERE} and r.break_glass_id = t.id)`,
    },
  },
  'not-shared': {
    table: 'not_shared',
    says: 'Decision not to share',
    category: 'record',
    agencies: 'array[t.agency_id]',
    from: always('t.on_day'),
    open: {},
  },
  'rights-request': {
    table: 'rights_request',
    says: 'Request or objection of a person',
    category: 'record',
    agencies: 'array[t.agency_id]',
    from: always('t.received_on'),
    open: {
      'its answer': `not exists (select from casework.rights_answer a where a.${HERE} and a.request_id = t.id)`,
    },
  },
} as const satisfies Readonly<Record<string, Kind>>;
export type KindName = keyof typeof KINDS;
export const isKind = (text: string): text is KindName => Object.hasOwn(KINDS, text);
export const kindOf = (name: KindName): Kind => KINDS[name];

/** What else has a review date, and with what it is reviewed: the guard reads the catalogue. */
export const REVIEWED_WITH: Readonly<Record<string, string>> = {
  task: 'its case or meeting of the hub',
  assessment: 'its case',
  signpost: 'its visit',
  case_study: 'the case that it was drafted from',
  pattern_flag: 'the person or address that it is about',
  referral_draft: 'nothing: drafts are thrown away after the days that the partnership set',
};

/** SQL of what is open of a row `t` of a kind: a list of words, empty where nothing is. */
export const openSql = (name: KindName): string =>
  `array_remove(array[${Object.entries(kindOf(name).open)
    .map(([says, when]) => `case when ${when} then '${says}' end`)
    .join(', ')}]::text[], null)`;
