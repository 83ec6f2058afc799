/** A priority-setting exercise is begun, scored by members, and closed with its count. */
import { z } from 'zod';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may, system } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import { givenDate, givenText } from '../../../platform/http/form.ts';
import { type Criterion, type ExerciseView, findExercise, OVERALL, scoreField } from './queries.ts';
import { spreadOf, told, weighted } from './weigh.ts';

/** The fewest members whose scores are told together. */
export const FEWEST = 5;

const HOW =
  'Write one criterion a line with its weight from 1 to 100, such as “How many people it touches: 3”';
/** `How many people it touches: 3`, one a line. */
const criteria = givenText(HOW).transform((text, context): readonly Criterion[] => {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const read = lines.map((line) => /^(.+):\s*(\d{1,3})$/.exec(line));
  const wrong = read.findIndex((one) => !one || Number(one[2]) < 1 || Number(one[2]) > 100);
  if (wrong >= 0) {
    context.addIssue({ code: 'custom', message: `“${lines[wrong]}” has no weight. ${HOW}` });
    return z.NEVER;
  }
  return read.map((one, at) => ({
    position: at + 1,
    title: one?.[1]?.trim() ?? '',
    weight: Number(one?.[2]),
  }));
});

export const exerciseFields = z.object({
  title: givenText('Say what is decided between, such as Priorities for 2013/14'),
  closesOn: givenDate('Give the day on which scoring ends'),
  criteria,
});
export type ExerciseFields = z.output<typeof exerciseFields>;

/** Begins an exercise over these needs. Refused: not-allowed, needs-to-choose-between, exercise_closes_after_it_opens. */
export async function beginExercise(
  tx: Tx,
  actor: Actor,
  fields: ExerciseFields & { readonly openedOn: PlainDate; readonly synthetic?: boolean },
  needIds: readonly string[],
): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'strategy.edit')) return notAllowed();
  if (needIds.length < 2)
    return refused('needs-to-choose-between', 'Choose at least two needs to be scored.', {
      field: 'needIds',
    });
  const id = newId<'exercise'>();
  const { partnershipId: partnership_id } = actor;
  const { title, openedOn, closesOn, synthetic = false } = fields;
  await tx
    .insertInto('strategy.exercise')
    .values({ partnership_id, id, title, opened_on: openedOn, closes_on: closesOn, synthetic })
    .execute();
  await tx
    .insertInto('strategy.exercise_criterion')
    .values(fields.criteria.map((criterion) => ({ partnership_id, exercise_id: id, ...criterion })))
    .execute();
  await tx
    .insertInto('strategy.exercise_need')
    .values(needIds.map((need_id) => ({ partnership_id, exercise_id: id, need_id })))
    .execute();
  await recordCommand(tx, actor, { action: 'exercise.begun', subject: { kind: 'exercise', id } });
  return { id };
}

/** The exercise to score or close, if it is open on that day. Refused: not-found, exercise-closed. */
async function openExercise(tx: Tx, id: string): Promise<ExerciseView | Refusal> {
  const exercise = await findExercise(tx, id);
  if (!exercise) return notFound('exercise');
  return exercise.closedOn === null
    ? exercise
    : refused('exercise-closed', 'This exercise has closed. What was counted stays.');
}

/**
 * Keeps what the actor gives every need, instead of what they gave before; `given` is by `scoreField`.
 * Refused: not-allowed, not-found, exercise-closed, scoring-ended, score-missing (names the field).
 */
export async function scoreNeeds(
  tx: Tx,
  actor: Actor,
  id: string,
  given: ReadonlyMap<string, number>,
  today: PlainDate,
): Promise<{ id: string } | Refusal> {
  const account = accountOf(actor);
  if (!may(actor, 'needs.score') || account === undefined) return notAllowed();
  const exercise = await openExercise(tx, id);
  if ('refused' in exercise) return exercise;
  if (today > exercise.closesOn)
    return refused('scoring-ended', 'The day until which needs could be scored has passed.');
  const rows = exercise.needs.flatMap((need) =>
    exercise.criteria.map(({ position }) => ({
      need,
      position,
      score: given.get(scoreField(need.id, position)),
    })),
  );
  const missing = rows.find(({ score }) => score === undefined || ![1, 2, 3, 4, 5].includes(score));
  if (missing)
    return refused('score-missing', `Give “${missing.need.title}” a score from 1 to 5 by each criterion.`, {
      field: scoreField(missing.need.id, missing.position),
    });
  await tx
    .insertInto('strategy.exercise_score')
    .values(
      rows.map(({ need, position, score = 0 }) => ({
        partnership_id: actor.partnershipId,
        exercise_id: id,
        account_id: account,
        need_id: need.id,
        criterion: position,
        score,
        given_on: today,
        closes_on: exercise.closesOn,
      })),
    )
    .onConflict((there) =>
      there
        .columns(['partnership_id', 'exercise_id', 'account_id', 'need_id', 'criterion'])
        .doUpdateSet((eb) => ({ score: eb.ref('excluded.score'), given_on: today })),
    )
    .execute();
  await recordCommand(tx, actor, { action: 'needs.scored', subject: { kind: 'exercise', id } });
  return { id };
}

const asCount = <T>(tx: Tx, actor: Actor, work: (count: Actor) => Promise<T>): Promise<T> =>
  actingAs(tx, actor, system('needs count', actor.partnershipId, ['read', 'needs.count']), work);

/** How many members have scored; the number alone tells nothing of what they gave. */
export const answeredSoFar = (tx: Tx, actor: Actor, id: string): Promise<number> =>
  asCount(tx, actor, async () => {
    const { members } = await tx
      .selectFrom('strategy.exercise_score')
      .where('exercise_id', '=', id)
      .select((is) => is.fn.count<string>('account_id').distinct().as('members'))
      .executeTakeFirstOrThrow();
    return Number(members);
  });

/**
 * Counts an exercise and closes it for good; what each member gave goes. Refused: not-allowed, not-found, exercise-closed,
 * too-few-answered.
 */
export async function closeExercise(
  tx: Tx,
  actor: Actor,
  id: string,
  today: PlainDate,
): Promise<{ id: string } | Refusal> {
  if (!may(actor, 'strategy.edit')) return notAllowed();
  const exercise = await openExercise(tx, id);
  if ('refused' in exercise) return exercise;
  const done = await asCount(tx, actor, (count) => countAndClose(tx, count, exercise, today));
  if (done) return done;
  await recordCommand(tx, actor, { action: 'exercise.closed', subject: { kind: 'exercise', id } });
  return { id };
}

async function countAndClose(
  tx: Tx,
  count: Actor,
  { id, criteria }: ExerciseView,
  today: PlainDate,
): Promise<Refusal | undefined> {
  // What is given while this counts would be lost: whoever takes scores out first has all of them.
  const scores = await tx
    .deleteFrom('strategy.exercise_score')
    .where('exercise_id', '=', id)
    .returning(['account_id', 'need_id', 'criterion', 'score'])
    .execute();
  const members = new Set(scores.map(({ account_id }) => account_id)).size;
  if (members < FEWEST)
    return refused(
      'too-few-answered',
      `${members === 0 ? 'Nobody has' : members === 1 ? 'One member has' : `${members} members have`} scored so far. It takes ${FEWEST}, so that the result does not tell who gave what.`,
    );
  const weightOf = new Map(criteria.map(({ position, weight }) => [position, weight]));
  const results = [...Map.groupBy(scores, ({ need_id }) => need_id)].flatMap(([need_id, ofNeed]) => {
    const overall = [...Map.groupBy(ofNeed, ({ account_id }) => account_id).values()].map((given) =>
      weighted(given.map(({ score, criterion }) => ({ score, weight: weightOf.get(criterion) ?? 0 }))),
    );
    return [
      { need_id, criterion: OVERALL, ...told(spreadOf(overall)) },
      ...criteria.map(({ position }) => ({
        need_id,
        criterion: position,
        ...told(spreadOf(ofNeed.filter(({ criterion }) => criterion === position).map(({ score }) => score))),
      })),
    ];
  });
  await tx
    .updateTable('strategy.exercise')
    .set({ state: 'closed', closed_on: today, answered: members })
    .where('partnership_id', '=', count.partnershipId)
    .where('id', '=', id)
    .execute();
  await tx
    .insertInto('strategy.exercise_result')
    .values(results.map((row) => ({ partnership_id: count.partnershipId, exercise_id: id, ...row })))
    .execute();
  return undefined;
}
