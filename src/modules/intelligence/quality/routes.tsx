import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { addDays } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { mayFor, maySomewhere } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import {
  dateValues,
  givenDate,
  givenText,
  optionalText,
  readFields,
  revisionIn,
} from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { parseTableQuery } from '../../../ui/table/index.ts';
import { mayRecord } from '../observations.ts';
import { CRUMBS, crumbsTo, EDIT, READ, RECORD, standingIn } from '../routes/shared.ts';
import { findSeenStanding } from '../seen-standings.ts';
import { askOwner, confirmFigure, mayTake, raiseCheck, withdrawCheck } from './check.ts';
import { AskForm, CheckPage, ConfirmForm, RaiseForm, WithdrawForm } from './check-page.tsx';
import { ChecksPage } from './checks-page.tsx';
import { QualityList } from './list-page.tsx';
import { QualityPage } from './quality-page.tsx';
import { type FigureCheck, findCheck, listChecks, listSteps } from './queries.ts';
import { listLateReturns, listOutliers, listPlacesThere, listQuality, readQuality } from './read.ts';

const QUALITY = { text: 'Quality of the figures', href: '/indicators/quality' };
const CHECKS = '/indicators/quality/checks';
const DAYS_TO_ANSWER = 14;

async function listPage(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, []);
  const { total: openChecks } = await listChecks(c.tx, { open: true });
  return {
    title: 'Quality of the figures',
    breadcrumbs: CRUMBS,
    wide: true,
    body: (
      <QualityList
        {...(await listQuality(c.tx, c.today, query.page))}
        openChecks={openChecks}
        today={c.today}
        query={query}
      />
    ),
  };
}

async function qualityPage(c: Context): Promise<Answer> {
  const seen = await findSeenStanding(c.tx, c.params.slug ?? '', c.today);
  if (!seen) return notFound('indicator');
  const { shown: standing, note } = seen;
  const { indicator } = standing;
  const quality = await readQuality(c.tx, standing, c.today);
  const { checks } = await listChecks(c.tx, { indicatorId: indicator.id });
  const here = { today: c.today, area: c.partnership.area };
  return {
    title: `${indicator.title}: quality of the figures`,
    breadcrumbs: crumbsTo(indicator),
    body: (
      <QualityPage
        indicator={indicator}
        quality={quality}
        places={await listPlacesThere(c.tx, standing, c.today)}
        outliers={await listOutliers(c.tx, c.actor, standing, quality, checks, here)}
        checks={checks}
        note={note}
        query={parseTableQuery(c.query, [])}
        mayRaise={mayFor(c.actor, 'indicators.edit', indicator.ownerAgencyId)}
      />
    ),
  };
}

async function checksPage(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, []);
  const { total: open } = await listChecks(c.tx, { open: true });
  return {
    title: 'Figures being checked',
    breadcrumbs: [...CRUMBS, QUALITY],
    wide: true,
    body: (
      <ChecksPage
        {...(await listChecks(c.tx, { page: query.page }))}
        open={open}
        late={await listLateReturns(c.tx)}
        query={query}
        mayRaise={maySomewhere(c.actor, 'indicators.edit')}
      />
    ),
  };
}

async function checkIn(c: Context): Promise<FigureCheck | Refusal> {
  const id = c.params.id ?? '';
  return (isUuid(id) ? await findCheck(c.tx, id) : undefined) ?? notFound('check');
}

async function checkPage(c: Context): Promise<Answer> {
  const check = await checkIn(c);
  if (isRefusal(check)) return check;
  return {
    title: check.title,
    breadcrumbs: [...CRUMBS, QUALITY, { text: 'Figures being checked', href: CHECKS }],
    body: (
      <CheckPage
        check={check}
        steps={await listSteps(c.tx, check.id)}
        may={(['confirmed', 'asked', 'withdrawn'] as const).filter((step) => mayTake(c.actor, step, check))}
        mayRecord={mayRecord(c.actor, check)}
      />
    ),
  };
}

const FORMS = { asking: AskForm, confirmation: ConfirmForm, withdrawal: WithdrawForm } as const;
const TITLES = {
  asking: 'Ask the owner',
  confirmation: 'Confirm a figure',
  withdrawal: 'Take back what was raised',
} as const;

const stepForm =
  (name: keyof typeof FORMS) =>
  async (c: Context, typed: Typed): Promise<Answer> => {
    const check = await checkIn(c);
    if (isRefusal(check)) return check;
    const Form = FORMS[name];
    const back = `${CHECKS}/${check.id}`;
    return {
      title: TITLES[name],
      breadcrumbs: [...CRUMBS, QUALITY, { text: check.title, href: back }],
      body: (
        <Form
          {...typed}
          {...c.formKeys}
          action={`${back}/${name}`}
          back={back}
          revision={check.position}
          check={check}
        />
      ),
    };
  };

const usualDay = (c: Context): Typed => ({
  ...NOTHING_TYPED,
  values: dateValues('dueOn', addDays(c.today, DAYS_TO_ANSWER)),
});

const dueField = z.object({
  dueOn: givenDate('Write the day as day, month and year, such as 31 1 2013'),
});
const reasonField = z.object({ reason: givenText('Say why, so that who reads the figure can rely on it') });

async function ask(c: Context): Promise<Answer> {
  const check = await checkIn(c);
  if (isRefusal(check)) return check;
  const fields = readFields(dueField, c.form);
  if (isRefusal(fields)) return fields;
  const asked = await askOwner(c.tx, c.actor, check.id, { ...fields, seen: revisionIn(c.form) }, c.today);
  return isRefusal(asked) ? asked : { redirect: `${CHECKS}/${check.id}` };
}

const answer =
  (act: typeof confirmFigure) =>
  async (c: Context): Promise<Answer> => {
    const check = await checkIn(c);
    if (isRefusal(check)) return check;
    const fields = readFields(reasonField, c.form);
    if (isRefusal(fields)) return fields;
    const done = await act(c.tx, c.actor, check.id, { ...fields, seen: revisionIn(c.form) }, c.today);
    return isRefusal(done) ? done : { redirect: `${CHECKS}/${check.id}` };
  };

async function raiseForm(c: Context, typed: Typed): Promise<Answer> {
  const standing = await standingIn(c);
  if (isRefusal(standing)) return standing;
  const path = `/indicators/${standing.indicator.slug}`;
  return {
    title: 'Raise a figure',
    breadcrumbs: crumbsTo(standing.indicator),
    body: <RaiseForm {...typed} {...c.formKeys} action={`${path}/checks`} back={`${path}/quality`} />,
  };
}

/** What a link to the form says already. */
const fromAddress = ({ query }: Context): Typed => {
  const text = (name: string): string => {
    const value = query[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    ...NOTHING_TYPED,
    values: { why: text('why') || 'odd', period: text('period'), place: text('place') },
  };
};

const raiseFields = z.object({
  why: z.enum(['odd', 'late'], { error: 'Say what is the matter' }),
  period: givenText('Give the period, such as 2012-10 or 2011/12'),
  place: optionalText(),
  says: givenText('Say what is odd about the figure, so that its owner knows what to look at'),
});

async function raise(c: Context): Promise<Answer> {
  const standing = await standingIn(c);
  if (isRefusal(standing)) return standing;
  const fields = readFields(raiseFields, c.form);
  if (isRefusal(fields)) return fields;
  const input = { ...fields, place: fields.place || null };
  const raised = await raiseCheck(c.tx, c.actor, standing.indicator, input, c.today);
  return isRefusal(raised) ? raised : { redirect: `${CHECKS}/${raised.id}` };
}

/** Quality of the figures, and the queue in which a late or odd return goes back to its owner. */
export const qualityRoutes: readonly Route[] = [
  get('/indicators/quality', READ, listPage),
  get(CHECKS, READ, checksPage),
  get(`${CHECKS}/:id`, READ, checkPage),
  get(`${CHECKS}/:id/asking`, EDIT, (c) => stepForm('asking')(c, usualDay(c))),
  post(`${CHECKS}/:id/asking`, EDIT, ask, { again: stepForm('asking') }),
  get(`${CHECKS}/:id/confirmation`, RECORD, (c) => stepForm('confirmation')(c, NOTHING_TYPED)),
  post(`${CHECKS}/:id/confirmation`, RECORD, answer(confirmFigure), { again: stepForm('confirmation') }),
  get(`${CHECKS}/:id/withdrawal`, EDIT, (c) => stepForm('withdrawal')(c, NOTHING_TYPED)),
  post(`${CHECKS}/:id/withdrawal`, EDIT, answer(withdrawCheck), { again: stepForm('withdrawal') }),
  get('/indicators/:slug/quality', READ, qualityPage),
  get('/indicators/:slug/checks/new', EDIT, (c) => raiseForm(c, fromAddress(c))),
  post('/indicators/:slug/checks', EDIT, raise, { again: raiseForm }),
];
