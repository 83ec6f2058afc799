import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Actor, system } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import type { Job } from '../../../platform/module.ts';
import { SERIES_COLUMNS } from '../course/series.ts';
import { businessToday, listIndicators } from '../queries.ts';
import type { Indicator } from '../types.ts';
import { openFigures } from './figures.ts';
import { type About, listPublications, type Publication } from './queries.ts';

const RENEWER = 'intelligence.open-data';
const NEEDS = ['read', 'indicators.publish'];

/** Figures come, embargoes end and days pass without anybody publishing anew. */
export const openDataJob: Job = {
  name: RENEWER,
  every: '*/10 * * * *',
  run: async ({ transact }) => {
    await transact(NEEDS, (tx, actor) => renew(tx, actor));
  },
};

/** Renews what everybody may read of these indicators, at once, whoever changed them. */
export const renewOpenData = (tx: Tx, actor: Actor, ids: readonly string[]): Promise<number> =>
  actingAs(tx, actor, system(RENEWER, actor.partnershipId, NEEDS), (machine) => renew(tx, machine, ids));

/** True when anything of it may be known outside on that day. */
export const isOpen = (
  { public: mayBe }: Pick<Indicator, 'public'>,
  { withdrawnOn, embargoUntil }: Pick<Publication, 'withdrawnOn' | 'embargoUntil'>,
  today: PlainDate,
): boolean => mayBe && withdrawnOn === null && (embargoUntil === null || embargoUntil <= today);

async function renew(tx: Tx, actor: Actor, ids?: readonly string[]): Promise<number> {
  const today = await businessToday(tx);
  const publications = await listPublications(tx, ids);
  const wanted = publications.map(({ indicatorId }) => indicatorId);
  const indicators = new Map(
    (await listIndicators(tx, { ids: wanted })).map((one) => [one.id as string, one]),
  );
  const now = await stampsOf(tx, wanted);
  const before = await madeFrom(tx, wanted);
  let changed = 0;
  for (const publication of publications) {
    const indicator = indicators.get(publication.indicatorId);
    if (!indicator) continue;
    if (isOpen(indicator, publication, today)) {
      const stamp = [publication.version, today, now.get(indicator.id)].join(' ');
      if (before.get(indicator.id) !== stamp)
        changed += await keep(tx, actor, indicator, publication, stamp, today);
    } else if (before.has(indicator.id)) changed += await remove(tx, actor, indicator);
  }
  return changed;
}

/** What a copy was made from: its figures' last recording, how many there are, and the revisions of the indicator and its parts. */
async function stampsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; stamp: string }>`
    select i.id, concat_ws(' ', i.revision, f.figures, coalesce(f.last, ''), n.revision, d.revision) as stamp
    from intelligence.indicator i
    left join intelligence.indicator n on n.partnership_id = i.partnership_id and n.id = i.numerator_id
    left join intelligence.indicator d on d.partnership_id = i.partnership_id and d.id = i.denominator_id
    cross join lateral (
      select count(*) as figures, max(o.recorded_at)::text as last from intelligence.observation o
      where o.partnership_id = i.partnership_id
        and o.indicator_id = any(array[i.id, i.numerator_id, i.denominator_id])) f
    where i.id = any(${ids}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, stamp }) => [id, stamp]));
}

async function madeFrom(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; stamp: string }>`
    select indicator_id as id, made_from as stamp from intelligence.open_dataset
    where indicator_id = any(${ids}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, stamp }) => [id, stamp]));
}

async function publisherOf(tx: Tx, { ownerAgencyId }: Indicator): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from partners.agency where id = ${ownerAgencyId}::uuid
    union all select name from partners.partnership where partnership_id = platform.partnership()`.execute(
    tx,
  );
  return rows[0]?.name ?? '';
}

/** Puts the copy in place; one whose contents are the same as before keeps its tag and its date. */
async function keep(
  tx: Tx,
  actor: Actor,
  indicator: Indicator,
  publication: Publication,
  stamp: string,
  today: PlainDate,
): Promise<number> {
  const { figures } = await openFigures(tx, indicator, publication.shows, today);
  const about: About = {
    definition: indicator.definition,
    unit: indicator.unit,
    kind: indicator.per === null ? indicator.kind : `${indicator.kind} per ${indicator.per}`,
    direction: indicator.direction,
    uncertainty: indicator.uncertainty,
    numeratorSays: indicator.numeratorSays,
    denominatorSays: indicator.denominatorSays,
    publisher: await publisherOf(tx, indicator),
    source: indicator.source,
    provenance: publication.provenance,
    frequency: indicator.frequency,
    shows: publication.shows,
  };
  const rows = figures.map((figure) => SERIES_COLUMNS.map((name) => figure[name]));
  const title = indicator.title;
  const tag = createHash('sha256')
    .update(JSON.stringify([publication.slug, title, about, publication.licence, rows]))
    .digest('base64url')
    .slice(0, 22);
  const held = await tx
    .selectFrom('intelligence.open_dataset')
    .where('indicator_id', '=', indicator.id)
    .select(['tag', 'issued_on'])
    .executeTakeFirst();
  const same = held?.tag === tag;
  const columns = {
    publication_id: publication.id,
    owner_agency_id: indicator.ownerAgencyId,
    slug: publication.slug,
    title,
    about: JSON.stringify(about),
    licence: publication.licence,
    rows: rows.length,
    figures: JSON.stringify(rows),
    tag,
    made_from: stamp,
  };
  await tx
    .insertInto('intelligence.open_dataset')
    .values({
      partnership_id: actor.partnershipId,
      indicator_id: indicator.id,
      issued_on: held?.issued_on ?? today,
      modified_on: today,
      ...columns,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['partnership_id', 'indicator_id'])
        .doUpdateSet(
          same ? { made_from: stamp, publication_id: publication.id } : { ...columns, modified_on: today },
        ),
    )
    .execute();
  if (!same) await told(tx, actor, indicator, { figures: rows.length });
  return same ? 0 : 1;
}

async function remove(tx: Tx, actor: Actor, indicator: Indicator): Promise<number> {
  await tx.deleteFrom('intelligence.open_dataset').where('indicator_id', '=', indicator.id).execute();
  await told(tx, actor, indicator, { figures: 0 });
  return 1;
}

const told = (tx: Tx, actor: Actor, { id }: Indicator, detail: { readonly figures: number }) =>
  recordCommand(tx, actor, {
    action: 'indicator.open-data-renewed',
    subject: { kind: 'indicator', id },
    detail,
  });
