/** Cohorts, and somebody in one, as what forms speak of, and who may do what with them. */
import { asId } from '../../../kernel/ids.ts';
import { agencyOf, mayFor } from '../../../platform/actor.ts';
import type { Context } from '../../../platform/http/route.ts';
import { actOn, type Room } from '../acts.tsx';
import { COHORT_CRUMBS } from './access.ts';
import { type CohortRow, cohortRow, type MemberRow, memberRow } from './rows.ts';
import { memberCode } from './words.ts';

export const COHORT_ROOM: Room<CohortRow> = {
  base: '/casework/cohorts',
  title: 'Cohorts',
  kind: 'cohort',
  find: async (c, given) => {
    const id = asId<'cohort'>(given);
    return id && cohortRow(c.tx, c.actor, id);
  },
  codeOf: ({ title }) => title,
  revisionOf: ({ revision }) => revision,
};

export const actOnCohort = actOn<CohortRow>();

/** Whether the cohort goes on, and the actor works for an agency of it. */
export const goesOn = ({ ended_on }: CohortRow, c: Context): boolean =>
  ended_on === null && mayFor(c.actor, 'casework.write', agencyOf(c.actor));

/** Whether the cohort goes on, and the actor works for the agency that leads it. */
export const isLed = ({ ended_on, lead_agency_id }: CohortRow, c: Context): boolean =>
  ended_on === null &&
  agencyOf(c.actor) === lead_agency_id &&
  mayFor(c.actor, 'casework.write', lead_agency_id);

/** Somebody in a cohort, and the cohort. */
export interface MemberView {
  readonly member: MemberRow;
  readonly cohort: CohortRow;
}

export const ROOM: Room<MemberView> = {
  base: '/casework/cohorts/members',
  title: 'Cohorts',
  kind: 'cohort-member',
  read: 'cohort.member-read',
  called: 'person in this cohort',
  crumbsOf: ({ cohort }) => [
    ...COHORT_CRUMBS,
    { text: cohort.title, href: `/casework/cohorts/${cohort.id}` },
  ],
  find: async (c, given) => {
    const id = asId<'cohort-member'>(given);
    const member = id && (await memberRow(c.tx, c.actor, id));
    const cohort = member && (await cohortRow(c.tx, c.actor, member.cohort_id));
    return member && cohort ? { member, cohort } : undefined;
  },
  codeOf: ({ member }) => memberCode(member.id),
  revisionOf: ({ member }) => member.revision,
};

export const act = actOn<MemberView>();

/** Whether the actor works on who is in the cohort now. */
export const isIn = ({ member }: MemberView, c: Context): boolean =>
  member.until_on === null && mayFor(c.actor, 'casework.write', agencyOf(c.actor));
