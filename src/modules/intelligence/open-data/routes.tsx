import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { mayFor } from '../../../platform/actor.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import { dateValues, givenText, optionalDate, readFields, revisionIn } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { findIndicator } from '../queries.ts';
import { crumbsTo } from '../routes/shared.ts';
import { openFigures } from './figures.ts';
import { isLicence, type Licence, SHOWS, type Shows } from './licences.ts';
import { publishIndicator, withdrawPublication } from './publish.ts';
import { PublishPage } from './publish-page.tsx';
import { findPublication } from './queries.ts';
import { isOpen } from './renew.ts';

const PUBLISH = { permission: 'indicators.publish', anywhere: true } as const;

async function publishPage(c: Context, typed: Typed): Promise<Answer> {
  const indicator = await findIndicator(c.tx, c.params.slug ?? '');
  if (!indicator) return notFound('indicator');
  if (!mayFor(c.actor, 'indicators.publish', indicator.ownerAgencyId)) return notAllowed();
  const publication = await findPublication(c.tx, indicator.id);
  const shows = publication?.shows ?? 'final';
  const now: Record<string, string> = {
    licence: publication?.licence ?? 'ogl-3.0',
    shows,
    provenance: publication?.provenance ?? '',
    ...dateValues('embargoOn', publication?.embargoUntil),
  };
  return {
    title: `Open data: ${indicator.title}`,
    breadcrumbs: crumbsTo(indicator),
    body: (
      <PublishPage
        indicator={indicator}
        publication={publication}
        open={publication !== undefined && isOpen(indicator, publication, c.today)}
        figures={await openFigures(c.tx, indicator, shows, c.today)}
        keys={c.formKeys}
        typed={{ ...typed, values: { ...now, ...typed.values } }}
      />
    ),
  };
}

const termsFields = z.object({
  licence: z
    .string({ error: 'Choose a licence of the list.' })
    .refine((text): text is Licence => isLicence(text), { error: 'Choose a licence of the list.' }),
  shows: z.enum(Object.keys(SHOWS) as [Shows, ...Shows[]], { error: 'Choose which figures are published.' }),
  embargoOn: optionalDate(),
  provenance: z.string().trim().max(4000, 'Use at most 4,000 characters.').default(''),
});

async function publish(c: Context): Promise<Answer> {
  const indicator = await findIndicator(c.tx, c.params.slug ?? '');
  if (!indicator) return notFound('indicator');
  const fields = readFields(termsFields, c.form);
  if (isRefusal(fields)) return fields;
  const { embargoOn, ...terms } = fields;
  const done = await publishIndicator(c.tx, c.actor, indicator, {
    ...terms,
    embargoUntil: embargoOn,
    revision: revisionIn(c.form),
  });
  return isRefusal(done) ? done : { redirect: `/indicators/${indicator.slug}/open-data` };
}

const withdrawalFields = z.object({ reason: givenText('Say why it is no longer published.') });

async function withdraw(c: Context): Promise<Answer> {
  const indicator = await findIndicator(c.tx, c.params.slug ?? '');
  if (!indicator) return notFound('indicator');
  const fields = readFields(withdrawalFields, c.form);
  if (isRefusal(fields)) return fields;
  const done = await withdrawPublication(c.tx, c.actor, indicator, {
    ...fields,
    revision: revisionIn(c.form),
  });
  return isRefusal(done) ? done : { redirect: `/indicators/${indicator.slug}/open-data` };
}

/** For members: what of an indicator is published, and under which terms. */
export const publishRoutes: readonly Route[] = [
  get('/indicators/:slug/open-data', PUBLISH, (c) => publishPage(c, NOTHING_TYPED)),
  post('/indicators/:slug/open-data', PUBLISH, publish, { again: publishPage }),
  post('/indicators/:slug/open-data/withdrawal', PUBLISH, withdraw, { again: publishPage }),
];
