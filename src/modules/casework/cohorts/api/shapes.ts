/** How cohorts and those in them look to programs. */
import { z } from 'zod';
import type { CohortInList, MemberInList, RatingView } from '../queries.ts';
import type { CohortRow, MemberRow } from '../rows.ts';
import { COHORT_KINDS, type CohortKind, LEFT_AS, type LeftAs } from '../words.ts';

const day = z.iso.date();
export const kindName = z.enum(Object.keys(COHORT_KINDS) as [CohortKind, ...CohortKind[]]);
export const leftAsName = z.enum(Object.keys(LEFT_AS) as [LeftAs, ...LeftAs[]]);
const colour = z.enum(['red', 'amber', 'green', 'blue']);

export const CohortSummary = z
  .object({
    id: z.uuid(),
    title: z.string(),
    kind: kindName,
    endedOn: day.nullable(),
    members: z.int(),
    late: z.int().describe('Whose review is late'),
    unrated: z.int(),
    red: z.int(),
    amber: z.int(),
    green: z.int(),
    blue: z.int(),
  })
  .meta({
    id: 'CohortSummary',
    description: 'A cohort in which the caller’s agency takes part, and how many stand how.',
  });
export const cohortSummary = ({
  says: _,
  lead: __,
  ...cohort
}: CohortInList): z.input<typeof CohortSummary> => cohort;

export const Cohort = z
  .object({
    id: z.uuid(),
    title: z.string(),
    kind: kindName,
    says: z.string(),
    leadAgencyId: z.uuid(),
    agencyIds: z.array(z.uuid()),
    regime: z.enum(['uk-gdpr', 'part-3']),
    ratedBy: z.string().describe('The short name of the assessment by which people are rated'),
    criterionCount: z.int(),
    criterionMonths: z.int(),
    startedOn: day,
    endedOn: day.nullable(),
  })
  .meta({ id: 'Cohort', description: 'People whom agencies manage together. Names nobody.' });
export const cohortShown = (row: CohortRow): z.input<typeof Cohort> => ({
  ...{ id: row.id, title: row.title, kind: row.kind, says: row.says, regime: row.regime },
  leadAgencyId: row.lead_agency_id,
  agencyIds: [...row.agency_ids],
  ratedBy: row.rated_by,
  criterionCount: row.criterion_count,
  criterionMonths: row.criterion_months,
  startedOn: row.started_on,
  endedOn: row.ended_on,
});

export const Member = z
  .object({
    id: z.uuid(),
    code: z.string(),
    cohortId: z.uuid(),
    people: z.array(
      z.object({
        recordId: z.uuid(),
        name: z.string(),
        person: z.uuid().nullable().describe('Null where the caller may not know that there is one'),
      }),
    ),
    fromOn: day,
    untilOn: day.nullable(),
    leftAs: leftAsName.nullable(),
    colour: colour.nullable(),
    band: z.string().nullable(),
    ratedOn: day.nullable(),
    nextReviewOn: day,
  })
  .meta({
    id: 'CohortMember',
    description: 'Somebody, or a family, in a cohort, and how they were rated last.',
  });
export const memberShown = (one: MemberInList): z.input<typeof Member> => ({
  ...{ id: one.id, code: one.code, cohortId: one.cohortId, fromOn: one.fromOn, untilOn: one.untilOn },
  ...{ leftAs: one.leftAs, colour: one.colour, band: one.band, ratedOn: one.ratedOn },
  nextReviewOn: one.nextReviewOn,
  people: one.people.map(({ recordId, name, clusterId }) => ({ recordId, name, person: clusterId })),
});

export const MemberInFull = Member.extend({
  leadAgencyId: z.uuid(),
  ratings: z.array(
    z.object({
      id: z.uuid(),
      ratedOn: day,
      colour,
      band: z.string(),
      score: z.int(),
      moved: z.enum(['first', 'risen', 'fallen', 'same']),
      reason: z.string(),
    }),
  ),
}).meta({ id: 'CohortMemberInFull' });
export const memberInFull = (
  one: MemberInList,
  row: MemberRow,
  ratings: readonly RatingView[],
): z.input<typeof MemberInFull> => ({
  ...memberShown(one),
  leadAgencyId: row.lead_agency_id,
  ratings: ratings.map(({ id, ratedOn, colour: of, band, score, moved, reason }) => ({
    ...{ id, ratedOn, colour: of, band, score, moved, reason },
  })),
});
