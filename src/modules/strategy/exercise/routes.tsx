import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { readFields, textsIn } from '../../../platform/http/form.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { listNeeds } from '../links.ts';
import { EDIT, READ, STRATEGY } from '../routes/shared.ts';
import { answeredSoFar, beginExercise, closeExercise, exerciseFields, scoreNeeds } from './commands.ts';
import { ExerciseForm, ExerciseList, ExercisePage, givenScores, ScoreForm } from './pages.tsx';
import { findExercise, listExercises, ownScores } from './queries.ts';

const SCORE = { permission: 'needs.score' } as const;
const LIST = '/strategy/exercises';
const CRUMBS = [STRATEGY, { text: 'Setting priorities', href: LIST }];
const STANDARD =
  'How many people it touches: 3\nHow badly it harms: 3\nWhether it grows: 2\nWhether we can change it: 2';

async function beginForm(c: Context, attempt?: Attempt) {
  const open = (await listNeeds(c.tx)).filter(({ closedOn }) => closedOn === null || closedOn > c.today);
  return {
    title: 'Begin an exercise',
    breadcrumbs: CRUMBS,
    body: (
      <ExerciseForm
        {...(attempt ?? { values: { criteria: STANDARD, needIds: open.map(({ id }) => id) }, errors: {} })}
        {...c.formKeys}
        heading="Begin an exercise"
        lead="Members score each need by each criterion, from 1 to 5."
        action={LIST}
        back={LIST}
        needs={open.map(({ id, title }) => ({ value: id, text: title }))}
      />
    ),
  };
}

async function begin(c: Context) {
  const fields = readFields(exerciseFields, c.form);
  if (isRefusal(fields)) return fields;
  const begun = await beginExercise(
    c.tx,
    c.actor,
    { ...fields, openedOn: c.today },
    textsIn(c.form, 'needIds'),
  );
  return isRefusal(begun) ? begun : { redirect: `${LIST}/${begun.id}` };
}

async function exercisePage(c: Context) {
  const view = await findExercise(c.tx, c.params.id ?? '');
  if (!view) return notFound('exercise');
  return {
    title: view.title,
    breadcrumbs: CRUMBS,
    body: (
      <ExercisePage
        view={view}
        today={c.today}
        soFar={view.answered ?? (await answeredSoFar(c.tx, c.actor, view.id))}
        mayScore={may(c.actor, 'needs.score')}
        hasScored={(await ownScores(c.tx, c.actor, view.id)).size > 0}
        mayClose={may(c.actor, 'strategy.edit')}
        keys={() => c.formKeys}
      />
    ),
  };
}

async function scoreForm(c: Context, attempt: Attempt = NOTHING_TYPED) {
  const view = await findExercise(c.tx, c.params.id ?? '');
  if (!view || view.closedOn !== null) return notFound('exercise');
  const own = await ownScores(c.tx, c.actor, view.id);
  const before = Object.fromEntries([...own].map(([name, score]) => [name, String(score)]));
  const path = `${LIST}/${view.id}`;
  return {
    title: 'Score the needs',
    breadcrumbs: [...CRUMBS, { text: view.title, href: path }],
    body: (
      <ScoreForm
        {...(attempt === NOTHING_TYPED ? { values: before, errors: {} } : attempt)}
        {...c.formKeys}
        heading="Score the needs"
        lead="Your scores are yours: nobody sees them, and they go when all are counted."
        action={`${path}/scores`}
        back={path}
        view={view}
      />
    ),
  };
}

async function score(c: Context) {
  const view = await findExercise(c.tx, c.params.id ?? '');
  if (!view) return notFound('exercise');
  const kept = await scoreNeeds(c.tx, c.actor, view.id, givenScores(view, c.form), c.today);
  return isRefusal(kept) ? kept : { redirect: `${LIST}/${view.id}` };
}

export const exerciseRoutes: readonly Route[] = [
  get(LIST, READ, async (c) => ({
    title: 'Setting priorities',
    breadcrumbs: [STRATEGY],
    body: (
      <ExerciseList
        exercises={await listExercises(c.tx)}
        today={c.today}
        mayEdit={may(c.actor, 'strategy.edit')}
      />
    ),
  })),
  get(`${LIST}/new`, EDIT, (c) => beginForm(c)),
  post(LIST, EDIT, begin, { again: beginForm }),
  get(`${LIST}/:id`, READ, exercisePage),
  get(`${LIST}/:id/scores`, SCORE, (c) => scoreForm(c)),
  post(`${LIST}/:id/scores`, SCORE, score, { again: scoreForm }),
  post(`${LIST}/:id/close`, EDIT, async (c) => {
    const closed = await closeExercise(c.tx, c.actor, c.params.id ?? '', c.today);
    return isRefusal(closed) ? closed : { redirect: `${LIST}/${closed.id}` };
  }),
];
