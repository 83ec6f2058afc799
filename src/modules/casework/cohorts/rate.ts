import { newId } from '../../../kernel/ids.ts';
import { addDays, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { type Answers, scoreOf } from '../cases/assessments/score.ts';
import { listTemplates, type Template } from '../cases/assessments/template-queries.ts';
import { movedFrom } from './attention.ts';
import { type CohortRow, changeMember, memberToWorkOn } from './rows.ts';
import type { Colour } from './words.ts';

/** The version of the cohort's assessment that is in use today. */
export const templateOf = async (
  tx: Tx,
  actor: Actor,
  { rated_by }: Pick<CohortRow, 'rated_by'>,
): Promise<Template | undefined> =>
  (await listTemplates(tx, actor, { inUse: true })).find(
    ({ slug, of }) => slug === rated_by && of === 'person',
  );

/**
 * Rates somebody in a cohort on the assessment in use, with the reason; the band says by when they are looked at again.
 * A rating that stands is rated anew and stays in the history. Refuses `template-not-in-use` and what `scoreOf` refuses.
 */
export async function rateMember(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: {
    readonly memberId: string;
    readonly revision: number;
    readonly answers: Answers;
    readonly reason: string;
    readonly on: PlainDate;
  },
): Promise<{ id: string; colour: Colour; moved: 'first' | 'risen' | 'fallen' | 'same' } | Refusal> {
  const found = await memberToWorkOn(tx, actor, input.memberId);
  if (isRefusal(found)) return found;
  const { member, cohort, agencyId } = found;
  const template = await templateOf(tx, actor, cohort);
  if (!template)
    return refused(
      'template-not-in-use',
      'The assessment of this cohort is not published. Tell who keeps the settings.',
    );
  const scored = scoreOf(template, input.answers);
  if (isRefusal(scored)) return scored;
  const { colour, name: band, reviewWithinDays } = scored.band;
  const moved = movedFrom(await lastColour(tx, actor, member.id), colour);
  const due = addDays(input.on, reviewWithinDays);
  const changed = await changeMember(
    tx,
    actor,
    { id: member.id, revision: input.revision },
    { next_review_on: due },
  );
  if (changed) return changed;
  const id = newId<'cohort-rating'>();
  await tx
    .insertInto('casework.cohort_rating')
    .values({
      partnership_id: actor.partnershipId,
      id,
      member_id: member.id,
      cohort_id: member.cohort_id,
      agency_id: agencyId,
      agency_ids: [...member.agency_ids],
      restricted: member.restricted,
      template_id: template.id,
      answers: subjects.seal(member.id, JSON.stringify(input.answers)),
      score: scored.score,
      band,
      colour,
      moved,
      reason: subjects.seal(member.id, input.reason.trim()),
      rated_on: input.on,
      review_due_on: due,
      at: new Date(),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'cohort.rated',
    subject: { kind: 'cohort-member', id: member.id },
    detail: { template: template.slug, version: template.version, score: scored.score, colour, moved },
  });
  return { id, colour, moved };
}

async function lastColour(tx: Tx, actor: Actor, memberId: string): Promise<Colour | null> {
  const row = await tx
    .selectFrom('casework.cohort_rating')
    .where('partnership_id', '=', actor.partnershipId)
    .where('member_id', '=', memberId)
    .orderBy('rated_on', 'desc')
    .orderBy('id', 'desc')
    .select('colour')
    .executeTakeFirst();
  return (row?.colour as Colour | undefined) ?? null;
}
