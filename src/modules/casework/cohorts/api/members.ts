import { z } from 'zod';
import { asId } from '../../../../kernel/ids.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { apiGet } from '../../../../platform/http/api.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { readsOne } from '../../acts.tsx';
import { actsOn, type Within } from '../../api-acts.ts';
import { READ, WRITE } from '../access.ts';
import { handMember, leaveCohort } from '../member.ts';
import { listMembers, ratingsOf } from '../queries.ts';
import { rateMember } from '../rate.ts';
import { ROOM } from '../room.ts';
import { memberRow } from '../rows.ts';
import { leftAsName, MemberInFull, memberInFull } from './shapes.ts';

const BASE = '/api/v1/casework/cohort-members';
const words = z.string().trim().min(1).max(20_000);

async function now({ tx, actor, services }: Within, given: string) {
  const id = asId<'cohort-member'>(given);
  const row = id && (await memberRow(tx, actor, id));
  const [listed] = row ? await listMembers(tx, actor, services.subjects, { id: row.id }) : [];
  if (!row || !listed) return notFound('person in this cohort');
  const ratings = await ratingsOf(tx, actor, services.subjects, row.id);
  return { value: memberInFull(listed, row, ratings), revision: row.revision, location: `${BASE}/${row.id}` };
}

const act = actsOn({
  ...{ base: BASE, called: 'person in this cohort', ...WRITE, response: MemberInFull, status: 201 },
  problems: ['not-found', 'not-allowed', 'has-left-the-cohort'],
  now,
});

export const memberRoutesApi: readonly Route[] = [
  apiGet(
    `${BASE}/:id`,
    {
      name: 'getCohortMember',
      summary: 'Somebody, or a family, in a cohort, and how they were rated over time',
      ...READ,
      response: MemberInFull,
      reads: readsOne(ROOM),
      problems: ['not-found'],
    },
    ({ params, ...c }) => now(c, params.id ?? ''),
  ),
  act(
    'ratings',
    {
      name: 'rateCohortMember',
      summary: 'Rate them on the assessment of the cohort, with the reason',
      revised: true,
      problems: ['template-not-in-use', 'question-unanswered', 'no-such-answer'],
    },
    z.strictObject({
      answers: z.record(z.uuid(), z.union([z.int(), z.string().max(5000)])),
      reason: words,
    }),
    ({ tx, actor, services, body, today, revision }, memberId) =>
      rateMember(tx, actor, services.subjects, { ...body, memberId, revision, on: today }),
  ),
  act(
    'lead',
    {
      name: 'handCohortMember',
      summary: 'Another agency of the cohort looks after them',
      revised: true,
      problems: ['lead-takes-part'],
    },
    z.strictObject({ agencyId: z.uuid() }),
    ({ tx, actor, body, revision }, memberId) => handMember(tx, actor, { ...body, memberId, revision }),
  ),
  act(
    'leaving',
    { name: 'leaveCohort', summary: 'They leave the cohort, with the reason', revised: true },
    z.strictObject({ leftAs: leftAsName, words }),
    ({ tx, actor, services, body, today, revision }, memberId) =>
      leaveCohort(tx, actor, services.subjects, { ...body, memberId, revision, on: today }),
  ),
];
