import { z } from 'zod';
import { addDays, parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, optionalDate, readFields } from '../../../platform/http/form.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { findBody } from '../queries.ts';
import { sittingFields } from '../sitting.ts';
import { fieldOfSitting, YearPlanForm } from './pages/year-plan.tsx';
import { crumbsToBody, EDIT } from './shared.ts';
import { planYear, proposeYear } from './year-plan.ts';

const yearOf = (c: Context) => ({ on: parsePlainDate(c.query.on ?? '') ?? c.today, today: c.today });

async function yearForm(c: Context, attempt?: Attempt) {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return notFound('body');
  const plan = await proposeYear(c.tx, body, yearOf(c));
  const heading = `Plan the year of the ${body.name}`;
  // The button leads here whatever the terms say: without a form the page says what is missing.
  if (isRefusal(plan))
    return {
      title: heading,
      breadcrumbs: crumbsToBody(body.slug, body.name),
      body: <PageHeading heading={heading} lead={plan.message} />,
    };
  const path = `/bodies/${body.slug}/sittings/year`;
  const values = Object.assign(
    {},
    ...plan.proposed.map(({ number, day }) => dateValues(fieldOfSitting(number), day)),
  ) as Record<string, string>;
  return {
    title: heading,
    breadcrumbs: crumbsToBody(body.slug, body.name),
    body: (
      <YearPlanForm
        {...(attempt ?? { values, errors: {} })}
        {...c.formKeys}
        heading={heading}
        action={`${path}?on=${plan.from}`}
        back={`/bodies/${body.slug}`}
        plan={plan}
        next={`${path}?on=${addDays(plan.to, 1)}`}
      />
    ),
  };
}

async function saveYear(c: Context) {
  const body = await findBody(c.tx, c.params.slug ?? '');
  if (!body) return notFound('body');
  const names = Object.keys(c.form)
    .map((name) => /^(sitting\d{1,2}On)-day$/.exec(name)?.[1])
    .filter((name) => name !== undefined);
  const place = sittingFields.pick({ startsAt: true, endsAt: true, venue: true });
  const days = z.object(Object.fromEntries(names.map((name) => [name, optionalDate()])));
  const fields = readFields(place, c.form);
  if (isRefusal(fields)) return fields;
  const given = readFields(days, c.form);
  if (isRefusal(given)) return given;
  const chosen = Object.entries(given).flatMap(([name, day]) => (day === null ? [] : [{ name, day }]));
  const planned = await planYear(c.tx, c.actor, body, {
    ...fields,
    days: chosen.map(({ day }) => day),
    fields: chosen.map(({ name }) => name),
    today: c.today,
  });
  return isRefusal(planned) ? planned : { redirect: `/sittings?body=${body.slug}` };
}

/** The sittings of a year, planned together from what the terms ask for. */
export const yearRoutes: readonly Route[] = [
  get('/bodies/:slug/sittings/year', EDIT, (c) => yearForm(c)),
  post('/bodies/:slug/sittings/year', EDIT, saveYear, { again: yearForm }),
];
