import { mayFor } from '../../../platform/actor.ts';
import { whatBegins } from '../../../platform/collect.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { type Answer, type Context, get, type Route } from '../../../platform/http/route.ts';
import { parseTableQuery } from '../../../ui/table/index.ts';
import { listAgencies, postTitle } from '../../partners/index.ts';
import { HIDDEN_NOTE, hiddenFrom } from '../compare/few.ts';
import { countsFew } from '../counts-few.ts';
import { observationsCsv } from '../import/index.ts';
import { judge } from '../judgement.ts';
import { listFollowing } from '../measures/queries.ts';
import { mayRecord } from '../observations.ts';
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
import { PlaceFigures } from '../pages/places.tsx';
import { checkedPeriods } from '../quality/checked.ts';
import { findIndicator, listIndicators } from '../queries.ts';
import { findSeenStanding, hasLater } from '../seen-standings.ts';
import { breakBetween, earlierThan } from '../standing.ts';
import type { Indicator, KnownPoint, Standing } from '../types.ts';
import { changeBetween } from '../words.ts';
import { CRUMBS, crumbsTo, READ } from './shared.ts';

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

/** One indicator: its page, and its figures as a file. */
export const indicatorRoutes: readonly Route[] = [
  get('/indicators/:slug', READ, indicatorPage),
  get('/indicators/:slug/places', READ, placesPage),
  get('/indicators/:slug/observations.csv', READ, async (c) => ({
    download: await observationsCsv(c.tx, c.actor, c.params.slug),
    mediaType: 'text/csv; charset=utf-8',
    fileName: `${c.params.slug}.csv`,
  })),
];
