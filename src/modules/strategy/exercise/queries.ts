import { isUuid } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Actor, accountOf } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Spread } from './weigh.ts';

/** What the results call the score over all criteria. */
export const OVERALL = 0;

export interface Criterion {
  /** From 1. */
  readonly position: number;
  readonly title: string;
  readonly weight: number;
}

export interface Exercise {
  readonly id: string;
  readonly title: string;
  readonly openedOn: PlainDate;
  readonly closesOn: PlainDate;
  readonly closedOn: PlainDate | null;
  /** How many members were counted; null while it is open. */
  readonly answered: number | null;
  readonly synthetic: boolean;
}

export interface ScoredNeed {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly statement: string;
  /** By criterion, `OVERALL` among them; empty while it is open. */
  readonly results: ReadonlyMap<number, Spread>;
}

export interface ExerciseView extends Exercise {
  readonly criteria: readonly Criterion[];
  /** By their score once it is closed, the highest first. */
  readonly needs: readonly ScoredNeed[];
}

const exercises = (tx: Tx) =>
  tx
    .selectFrom('strategy.exercise')
    .select([
      'id',
      'title',
      'opened_on as openedOn',
      'closes_on as closesOn',
      'closed_on as closedOn',
      'answered',
      'synthetic',
    ]);

/** The newest first. */
export const listExercises = (tx: Tx): Promise<readonly Exercise[]> =>
  exercises(tx).orderBy('opened_on', 'desc').orderBy('id', 'desc').execute();

/** An exercise with its criteria and needs, and what was counted once it has closed. */
export async function findExercise(tx: Tx, id: string): Promise<ExerciseView | undefined> {
  if (!isUuid(id)) return undefined;
  const exercise = await exercises(tx).where('id', '=', id).executeTakeFirst();
  if (!exercise) return undefined;
  const criteria = await tx
    .selectFrom('strategy.exercise_criterion')
    .where('exercise_id', '=', id)
    .select(['position', 'title', 'weight'])
    .orderBy('position')
    .execute();
  const needs = await tx
    .selectFrom('strategy.exercise_need as e')
    .innerJoin('strategy.need as n', (on) =>
      on.onRef('n.partnership_id', '=', 'e.partnership_id').onRef('n.id', '=', 'e.need_id'),
    )
    .where('e.exercise_id', '=', id)
    .select(['n.id', 'n.slug', 'n.title', 'n.statement'])
    .orderBy('n.title')
    .execute();
  const results = await tx
    .selectFrom('strategy.exercise_result')
    .where('exercise_id', '=', id)
    .select(['need_id', 'criterion', 'mean', 'low', 'middle', 'high'])
    .execute();
  const scored = needs.map((need) => ({
    ...need,
    results: new Map(
      results
        .filter(({ need_id }) => need_id === need.id)
        .map(({ criterion, mean, low, middle, high }) => [
          criterion,
          { mean: Number(mean), low: Number(low), middle: Number(middle), high: Number(high) },
        ]),
    ),
  }));
  const score = (need: ScoredNeed): number => need.results.get(OVERALL)?.mean ?? 0;
  return { ...exercise, criteria, needs: scored.toSorted((a, b) => score(b) - score(a)) };
}

/** What the actor gave so far, by need and criterion. */
export async function ownScores(
  tx: Tx,
  actor: Actor,
  exerciseId: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom('strategy.exercise_score')
    .where('exercise_id', '=', exerciseId)
    .where('account_id', '=', accountOf(actor) ?? exerciseId)
    .select(['need_id', 'criterion', 'score'])
    .execute();
  return new Map(rows.map((row) => [scoreField(row.need_id, row.criterion), row.score]));
}

/** What the field of the form is called in which a need is scored by a criterion. */
export const scoreField = (needId: string, criterion: number): string => `score-${criterion}-${needId}`;
