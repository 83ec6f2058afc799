import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Collected } from '../../../platform/collect.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { hiddenFigures } from '../few/hidden.ts';
import { nameThings } from '../page-queries.ts';
import { listIndicators } from '../queries.ts';
import { listSeenStandings, type SeenStanding } from '../seen-standings.ts';
import type { Standing, Subject } from '../types.ts';
import type { Thing } from './follow.ts';

/** An indicator on a dashboard, with the place that its figures are of. */
export interface IndicatorTile {
  readonly kind: 'indicator';
  /** On the business day. */
  readonly standing: Standing;
  /** With the figures that are shown: of a later time where none is known until the business day. */
  readonly shown: Standing;
  /** True where its figures are of a later time. */
  readonly later: boolean;
  /** True when its figures are of the place that the dashboard is of. */
  readonly ofPlace: boolean;
}

/** A project on a dashboard, with what goes wrong there by rule. */
export interface ProjectTile {
  readonly kind: 'project';
  readonly title: string;
  readonly path: string;
  readonly warnings: readonly { readonly sentence: string; readonly severity: string }[];
}

export type Tile = IndicatorTile | ProjectTile;

/** What each thing says today, in the order of the dashboard; a thing that is gone leaves its place. */
export async function listTiles(
  tx: Tx,
  offers: Pick<Collected, 'kinds' | 'warnings'>,
  things: readonly Thing[],
  { asAt, place }: { readonly asAt: PlainDate; readonly place: string | undefined },
): Promise<readonly Tile[]> {
  const ids = things.filter(({ kind }) => kind === 'indicator').map(({ id }) => id);
  const byId = (all: readonly SeenStanding[]) =>
    new Map(all.map((one) => [one.standing.indicator.id as string, one]));
  const own = byId(await listSeenStandings(tx, { asAt, ids }));
  const there =
    place === undefined
      ? byId([])
      : byId(await toldOf(tx, place, await listSeenStandings(tx, { asAt, ids, place })));
  const projects = things.filter(({ kind }) => kind === 'project');
  const names = await nameThings(tx, offers.kinds, projects);
  const warnings = await warningsOf(tx, offers.warnings, projects);
  return things.flatMap((thing): Tile[] => {
    if (thing.kind === 'project') {
      const named = names.get(`project ${thing.id}`);
      return named ? [{ kind: 'project', ...named, warnings: warnings.get(thing.id) ?? [] }] : [];
    }
    const placed = there.get(thing.id);
    const known = [placed, own.get(thing.id)].filter((one) => one !== undefined);
    // A figure of the day goes before one of a later time, and one of the place before the indicator's own.
    const seen =
      known.find(({ standing }) => standing.latest) ??
      known.find(({ shown }) => shown.latest) ??
      own.get(thing.id);
    if (!seen) return [];
    const { standing, shown, note } = seen;
    const ofPlace = place !== undefined && (seen === placed || standing.indicator.placeSlug === place);
    return [{ kind: 'indicator', standing, shown, later: note !== undefined, ofPlace }];
  });
}

/**
 * The standings at a place that everybody may read: one with a figure of few people in its course is left out whole, and so
 * is one computed from such figures.
 */
async function toldOf(
  tx: Tx,
  place: string,
  standings: readonly SeenStanding[],
): Promise<readonly SeenStanding[]> {
  const ids = standings.flatMap(({ shown }) => shown.indicator.numeratorId ?? []);
  const numerators = new Map((await listIndicators(tx, { ids })).map((one) => [one.id, one]));
  const asked = standings.flatMap(({ shown: { indicator, points } }) => {
    const numerator = indicator.numeratorId === null ? undefined : numerators.get(indicator.numeratorId);
    const periods = points.map(({ period }) => period.text);
    return (numerator ? [indicator, numerator] : [indicator]).map((one) => ({ indicator: one, periods }));
  });
  const hidden = await hiddenFigures(tx, asked);
  return standings.filter(
    ({ shown: { indicator, points } }) =>
      !points.some(({ period }) =>
        [indicator.id, indicator.numeratorId].some((id) => id !== null && hidden.has(id, place, period.text)),
      ),
  );
}

async function warningsOf(
  tx: Tx,
  union: string | undefined,
  projects: readonly Subject[],
): Promise<Map<string, { id: string; sentence: string; severity: string }[]>> {
  if (!union || projects.length === 0) return new Map();
  const { rows } = await sql<{ id: string; sentence: string; severity: string }>`
    select subject_id as id, sentence, severity from (${sql.raw(union)}) w
    where w.partnership_id = platform.partnership() and w.subject_kind = 'project'
      and w.subject_id = any(${projects.map(({ id }) => id)}::uuid[])
    order by case severity when 'high' then 0 when 'medium' then 1 else 2 end, sentence`.execute(tx);
  return Map.groupBy(rows, ({ id }) => id);
}
