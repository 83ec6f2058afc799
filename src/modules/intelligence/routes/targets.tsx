import { z } from 'zod';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { dateValues, optionalDate, readFields, revisionIn } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { readNumber } from '../import/numbers.ts';
import { readStageText, writeStageText } from '../import/stage-text.ts';
import { TargetPage } from '../pages/target-form.tsx';
import { setBaseline, setTarget } from '../targets.ts';
import type { Baseline, Standing, Target } from '../types.ts';
import { crumbsTo, EDIT, standingIn } from './shared.ts';

const words = z.string().trim().default('');
const targetFields = z.object({
  status: z.enum(['agreed', 'proposed', 'to-be-agreed'], { error: 'Choose whether it is agreed.' }),
  aim: z.enum(['at-least', 'at-most', 'maintain'], { error: 'Choose what is aimed at.' }),
  stages: words,
  statement: words,
  endsOn: optionalDate(),
  endsSays: words,
  reviewOn: optionalDate(),
  reviewSays: words,
  expectedOn: optionalDate(),
  source: words,
  note: words,
});
const baselineFields = z.object({
  state: z.enum(['known', 'awaited'], { error: 'Choose whether it is known.' }),
  period: words,
  value: words,
  statement: words,
  expectedOn: optionalDate(),
  source: words,
  note: words,
});

const everybodys = <One extends { readonly subject: unknown }>(all: readonly One[]): One | undefined =>
  all.find(({ subject }) => subject === null);

const ownTarget = ({ targets }: Standing): Target | undefined =>
  everybodys(targets.map(({ target }) => target));

const targetValues = ({ indicator }: Standing, target: Target | undefined): Record<string, string> =>
  target
    ? {
        status: target.status,
        aim: target.aim,
        stages: writeStageText(target.stages),
        statement: target.statement,
        endsSays: target.endsSays,
        reviewSays: target.reviewSays,
        source: target.source,
        note: target.note,
        ...dateValues('endsOn', target.endsOn),
        ...dateValues('reviewOn', target.reviewOn),
        ...dateValues('expectedOn', target.expectedOn),
      }
    : { aim: indicator.direction === 'lower' ? 'at-most' : 'at-least' };

const baselineValues = (baseline: Baseline | undefined): Record<string, string> =>
  baseline
    ? {
        state: baseline.state,
        period: baseline.period ?? '',
        value: baseline.value === null ? '' : String(baseline.value),
        statement: baseline.statement,
        source: baseline.source,
        note: baseline.note,
        ...dateValues('expectedOn', baseline.expectedOn),
      }
    : {};

async function page(
  c: Context,
  refusedForm: 'baseline' | 'target' | undefined,
  typed: Typed,
): Promise<Answer> {
  const standing = await standingIn(c);
  if (isRefusal(standing)) return standing;
  const { indicator, baselines } = standing;
  const target = ownTarget(standing);
  const baseline = everybodys(baselines);
  const typedOf = (form: 'baseline' | 'target', values: Record<string, string>): Typed =>
    refusedForm === form ? { ...typed, values: { ...values, ...typed.values } } : { values, errors: {} };
  return {
    title: 'Baseline and target',
    breadcrumbs: crumbsTo(indicator),
    body: (
      <TargetPage
        indicator={indicator}
        baseline={baseline}
        target={target}
        keys={c.formKeys}
        refusedForm={refusedForm}
        baselineTyped={typedOf('baseline', baselineValues(baseline))}
        targetTyped={typedOf('target', targetValues(standing, target))}
      />
    ),
  };
}

const seen = (c: Context): { revision: number } => ({ revision: revisionIn(c.form) });

async function saveTarget(c: Context): Promise<Answer> {
  const standing = await standingIn(c);
  if (isRefusal(standing)) return standing;
  const fields = readFields(targetFields, c.form);
  if (isRefusal(fields)) return fields;
  const stages = readStageText(fields.stages, standing.indicator.kind);
  if (typeof stages === 'string') return refused('stages-unreadable', stages, { field: 'stages' });
  const set = await setTarget(c.tx, c.actor, {
    ...fields,
    ...seen(c),
    stages,
    indicatorId: standing.indicator.id,
    ownerPostId: ownTarget(standing)?.ownerPostId ?? null,
  });
  return answer(set, standing);
}

async function saveBaseline(c: Context): Promise<Answer> {
  const standing = await standingIn(c);
  if (isRefusal(standing)) return standing;
  const fields = readFields(baselineFields, c.form);
  if (isRefusal(fields)) return fields;
  const value = fields.value === '' ? null : readNumber(fields.value, standing.indicator.kind);
  if (typeof value === 'string') return refused('value-unreadable', value, { field: 'value' });
  const set = await setBaseline(c.tx, c.actor, {
    ...fields,
    ...seen(c),
    value: value?.value ?? null,
    indicatorId: standing.indicator.id,
    ownerPostId: everybodys(standing.baselines)?.ownerPostId ?? null,
  });
  return answer(set, standing);
}

const answer = (set: { readonly id: string } | Refusal, { indicator }: Standing): Answer =>
  isRefusal(set) ? set : { redirect: `/indicators/${indicator.slug}#targets` };

/** Everybody's baseline and target of an indicator. */
export const targetRoutes: readonly Route[] = [
  get('/indicators/:slug/target', EDIT, (c) => page(c, undefined, NOTHING_TYPED)),
  post('/indicators/:slug/target', EDIT, saveTarget, { again: (c, attempt) => page(c, 'target', attempt) }),
  post('/indicators/:slug/baseline', EDIT, saveBaseline, {
    again: (c, attempt) => page(c, 'baseline', attempt),
  }),
];
