import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { mayFor } from '../../../platform/actor.ts';
import { whatBegins } from '../../../platform/collect.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenDate, optionalText, readFields, revisionIn, textIn } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { parseTableQuery } from '../../../ui/table/index.ts';
import { listAgencies, postTitle } from '../../partners/index.ts';
import { HIDDEN_NOTE, hiddenFrom } from '../compare/few.ts';
import { countsFew } from '../counts-few.ts';
import { observationsCsv } from '../import/index.ts';
import { fieldsOf, indicatorFields } from '../indicator-fields.ts';
import { changeIndicator, defineIndicator, endIndicator, type IndicatorInput } from '../indicators.ts';
import { judge } from '../judgement.ts';
import { listFollowing } from '../measures/queries.ts';
import { mayRecord } from '../observations.ts';
import { openBySaying } from '../open-data/unmarking.ts';
import {
  listLatestPlaceFigures,
  listPlaceFigures,
  listRevisions,
  listWordings,
  type Named,
  nameThings,
  type PlaceFigure,
  placeName,
} from '../page-queries.ts';
import { type Comparison, IndicatorPage } from '../pages/indicator.tsx';
import { IndicatorForm } from '../pages/indicator-form.tsx';
import { PlaceFigures } from '../pages/places.tsx';
import { checkedPeriods } from '../quality/checked.ts';
import { findIndicator, listIndicators } from '../queries.ts';
import { findSeenStanding, hasLater } from '../seen-standings.ts';
import { breakBetween, earlierThan } from '../standing.ts';
import type { Indicator, KnownPoint, Standing } from '../types.ts';
import { changeBetween } from '../words.ts';
import { CRUMBS, crumbsTo, EDIT, ownersToChoose, READ, standingIn } from './shared.ts';

function comparisonIn(
  c: Context,
  { indicator, latest, breaks }: Standing,
  earlier: readonly KnownPoint[],
): Comparison | undefined {
  const chosen = earlier.find(({ period }) => period.text === c.query.compare);
  return latest && chosen
    ? {
        chosen,
        change: changeBetween(indicator, latest, chosen),
        judgement: judge(indicator, latest, chosen, breakBetween(chosen, latest, breaks)),
      }
    : undefined;
}

async function ownerOf(c: Context, { ownerAgencyId, ownerPostId }: Indicator): Promise<string> {
  const post = ownerPostId ? await postTitle(c.tx, ownerPostId) : undefined;
  if (post) return post;
  const agency = ownerAgencyId
    ? (await listAgencies(c.tx)).find(({ id }) => id === ownerAgencyId)
    : undefined;
  return agency?.name ?? 'Nobody yet';
}

async function followedBy(c: Context, { id }: Indicator): Promise<Named | undefined> {
  const [following] = await listFollowing(c.tx, { indicatorId: id });
  const measure = c.services.offers.measures.get(following?.measure ?? '');
  return measure && { title: measure.title, path: `/indicators/measures/${measure.name}` };
}

async function indicatorPage(c: Context): Promise<Answer> {
  const everything = c.query.figures === 'all';
  const seen = await findSeenStanding(c.tx, c.params.slug ?? '', c.today, { everything });
  if (!seen) return notFound('indicator');
  const { standing, shown, note } = seen;
  const { indicator } = standing;
  const earlier = shown.latest ? earlierThan(shown.latest, shown.points) : [];
  const subjects = [
    ...standing.targets.map(({ target }) => target.subject),
    ...standing.baselines.map(({ subject }) => subject),
  ];
  const parts = [indicator.numeratorId, indicator.denominatorId].filter((id) => id !== null);
  const few = await countsFew(c.tx, indicator);
  return {
    title: indicator.title,
    breadcrumbs: CRUMBS,
    body: (
      <IndicatorPage
        standing={standing}
        shown={shown}
        note={note}
        later={
          standing.latest === undefined || !(await hasLater(c.tx, indicator, c.today))
            ? 'none'
            : everything
              ? 'shown'
              : 'kept-back'
        }
        screened={c.query.limits === 'screened'}
        place={indicator.placeSlug ? await placeName(c.tx, indicator.placeSlug) : c.partnership.area}
        owner={await ownerOf(c, indicator)}
        today={c.today}
        earlier={earlier}
        comparison={comparisonIn(c, shown, earlier)}
        names={
          await nameThings(
            c.tx,
            c.services.offers.kinds,
            subjects.filter((subject) => subject !== null),
          )
        }
        revisions={(await listRevisions(c.tx, indicator.id)).filter(
          ({ place }) => place === null || !few || mayRecord(c.actor, indicator),
        )}
        wordings={await listWordings(c.tx, indicator.id)}
        places={await asSeen(c, indicator, await listLatestPlaceFigures(c.tx, indicator.id, c.today))}
        computedFrom={(await listIndicators(c.tx, { ids: parts })).map(({ slug, title }) => ({
          title,
          path: `/indicators/${slug}`,
        }))}
        follows={await followedBy(c, indicator)}
        checked={await checkedPeriods(c.tx, indicator.id)}
        begins={whatBegins(c.services.offers, c.actor, {
          kind: 'indicator',
          path: `/indicators/${indicator.slug}`,
        })}
        mayEdit={mayFor(c.actor, 'indicators.edit', indicator.ownerAgencyId)}
        mayRecord={mayRecord(c.actor, indicator)}
        mayPublish={mayFor(c.actor, 'indicators.publish', indicator.ownerAgencyId)}
      />
    ),
  };
}

/** Figures of places as the reader may see them: those of few people without their value. */
async function asSeen(
  c: Context,
  indicator: Indicator,
  figures: readonly PlaceFigure[],
): Promise<readonly PlaceFigure[]> {
  const key = ({ slug, period }: PlaceFigure) => ({ place: slug, period });
  const isHidden = await hiddenFrom(c.tx, c.actor, indicator, figures.map(key));
  return figures.map((one) => (isHidden(key(one)) ? { ...one, value: null, note: HIDDEN_NOTE } : one));
}

async function placesPage(c: Context): Promise<Answer> {
  const indicator = await findIndicator(c.tx, c.params.slug ?? '');
  if (!indicator) return notFound('indicator');
  const query = parseTableQuery(c.query, []);
  const { figures, total } = await listPlaceFigures(c.tx, indicator.id, query.page);
  return {
    title: `${indicator.title}: figures by place`,
    breadcrumbs: crumbsTo(indicator),
    body: (
      <PlaceFigures
        indicator={indicator}
        query={query}
        figures={await asSeen(c, indicator, figures)}
        total={total}
        today={c.today}
      />
    ),
  };
}

async function newForm(c: Context, typed: Typed): Promise<Answer> {
  return {
    title: 'Define an indicator',
    breadcrumbs: CRUMBS,
    body: (
      <IndicatorForm indicator={undefined} {...(await ownersToChoose(c))} keys={c.formKeys} typed={typed} />
    ),
  };
}

async function editForm(c: Context, typed: Typed): Promise<Answer> {
  const standing = await standingIn(c);
  if (isRefusal(standing)) return standing;
  const { indicator } = standing;
  const values = { ...fieldsOf(indicator), ...typed.values };
  return {
    title: `Change ${indicator.title}`,
    breadcrumbs: crumbsTo(indicator),
    body: (
      <IndicatorForm
        indicator={indicator}
        {...(await ownersToChoose(c))}
        keys={c.formKeys}
        typed={{ ...typed, values }}
      />
    ),
  };
}

async function define(c: Context): Promise<Answer> {
  const fields = readFields(indicatorFields, c.form);
  if (isRefusal(fields)) return fields;
  const indicator = await defineIndicator(c.tx, c.actor, fields satisfies IndicatorInput);
  return isRefusal(indicator) ? indicator : { redirect: `/indicators/${indicator.slug}` };
}

const reasonField = z.object({ reason: optionalText() });

async function change(c: Context): Promise<Answer> {
  const standing = await standingIn(c);
  if (isRefusal(standing)) return standing;
  const { indicator } = standing;
  const fields = readFields(indicatorFields, { ...fieldsOf(indicator), ...c.form });
  if (isRefusal(fields)) return fields;
  const sure = textIn(c.form, 'sure') === 'yes' ? undefined : await openBySaying(c.tx, indicator, fields);
  if (sure) return sure;
  const reason = readFields(reasonField, { reason: textIn(c.form, 'reason') });
  if (isRefusal(reason)) return reason;
  const changed = await changeIndicator(
    c.tx,
    c.actor,
    indicator.id,
    revisionIn(c.form),
    fields,
    reason.reason ?? '',
  );
  return isRefusal(changed) ? changed : { redirect: `/indicators/${changed.slug}` };
}

const endField = z.object({
  endedOn: givenDate('Write the last day as day, month and year, such as 31 3 2013'),
});

async function end(c: Context): Promise<Answer> {
  const standing = await standingIn(c);
  if (isRefusal(standing)) return standing;
  const fields = readFields(endField, c.form);
  if (isRefusal(fields)) return fields;
  const ended = await endIndicator(c.tx, c.actor, standing.indicator.id, revisionIn(c.form), fields.endedOn);
  return isRefusal(ended) ? ended : { redirect: `/indicators/${ended.slug}` };
}

const USUAL = { frequency: 'irregular', dueDays: '60', decimals: '0', public: 'no', smallNumbers: 'no' };

/** One indicator: its page, its figures as a file, defining and changing it. */
export const indicatorRoutes: readonly Route[] = [
  get('/indicators/new', EDIT, (c) => newForm(c, { ...NOTHING_TYPED, values: USUAL })),
  post('/indicators/new', EDIT, define, { again: newForm }),
  get('/indicators/:slug', READ, indicatorPage),
  get('/indicators/:slug/places', READ, placesPage),
  get('/indicators/:slug/observations.csv', READ, async (c) => ({
    download: await observationsCsv(c.tx, c.actor, c.params.slug),
    mediaType: 'text/csv; charset=utf-8',
    fileName: `${c.params.slug}.csv`,
  })),
  get('/indicators/:slug/edit', EDIT, (c) => editForm(c, NOTHING_TYPED)),
  post('/indicators/:slug/edit', EDIT, change, { again: editForm }),
  post('/indicators/:slug/end', EDIT, end, { again: editForm }),
];
