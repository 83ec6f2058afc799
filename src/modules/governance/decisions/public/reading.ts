import { sql } from 'kysely';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { type Actor, system } from '../../../../platform/actor.ts';
import { actingAs, type Tx } from '../../../../platform/database/transaction.ts';
import { BODY_KINDS, type BodyKind } from '../../kinds.ts';
import { type Interest, listForwardPlan, listInterests, type PlannedItem } from '../plan/queries.ts';
import type { PublicContents } from '../publishing.ts';

/**
 * Reads for everybody what the partnership makes public of its boards. Only the queries of this file run so, and they
 * give posts, never names, and nothing exempt.
 */
const publicly = <T>(tx: Tx, actor: Actor, work: () => Promise<T>): Promise<T> =>
  actingAs(tx, actor, system('governance.public', actor.partnershipId, ['read']), work);

/** A body as everybody sees it. */
export interface PublicBody {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly kind: string;
  readonly says: string;
  readonly purpose: string | null;
  readonly parentId: string | null;
  readonly startsOn: PlainDate | null;
  readonly endsOn: PlainDate | null;
  readonly nextDay: PlainDate | null;
}

/** The bodies of the partnership that exist on a day. */
export function publicBodies(tx: Tx, actor: Actor, today: PlainDate): Promise<readonly PublicBody[]> {
  return publicly(tx, actor, async () => {
    const { rows } = await sql<Omit<PublicBody, 'says'>>`
      select b.id, b.slug, b.name, b.kind, b.purpose, b.starts_on as "startsOn", b.ends_on as "endsOn",
        (select l.reports_to_id from governance.reporting_line l where l.partnership_id = b.partnership_id and l.body_id = b.id
          and l.kind = 'reports-to' and coalesce(l.starts_on <= ${today}, true) and coalesce(l.ends_on >= ${today}, true)
          order by l.starts_on desc nulls last, l.id limit 1) as "parentId",
        (select min(s.day) from governance.sitting_now s where s.partnership_id = b.partnership_id and s.body_id = b.id
          and s.precision = 'day' and s.day >= ${today} and s.status = 'planned') as "nextDay"
      from governance.body b
      where b.agency_id is null and b.kind <> 'external' and coalesce(b.starts_on <= ${today}, true) and coalesce(b.ends_on >= ${today}, true)
      order by b.name`.execute(tx);
    return rows.map((row) => ({ ...row, says: BODY_KINDS[row.kind as BodyKind] ?? row.kind }));
  });
}

/** A seat on a body: whose it is, by post and agency. */
export interface PublicSeat {
  readonly id: string;
  readonly bodyId: string;
  readonly title: string;
  readonly standing: string;
  readonly agencyId: string | null;
  readonly agency: string | null;
  readonly office: string | null;
  readonly startsOn: PlainDate | null;
  readonly endsOn: PlainDate | null;
}

/** Who sits on the bodies on a day, by post. */
export function publicSeats(tx: Tx, actor: Actor, today: PlainDate): Promise<readonly PublicSeat[]> {
  return publicly(tx, actor, async () => {
    const { rows } = await sql<PublicSeat>`
      select m.id, m.body_id as "bodyId", coalesce(nullif(m.seat_title, ''), p.title, a.name, 'A member') as title, m.standing,
        m.agency_id as "agencyId", a.name as agency, o.office, m.starts_on as "startsOn", m.ends_on as "endsOn"
      from governance.membership m
      left join partners.post p on p.partnership_id = m.partnership_id and p.id = m.post_id
      left join partners.agency a on a.partnership_id = m.partnership_id and a.id = m.agency_id
      left join lateral (select x.office from governance.office x where x.partnership_id = m.partnership_id and x.membership_id = m.id
        and x.starts_on <= ${today} and coalesce(x.ends_on >= ${today}, true) order by x.office limit 1) o on true
      where coalesce(m.starts_on <= ${today}, true) and coalesce(m.ends_on >= ${today}, true)
      order by o.office nulls last, m.standing <> 'core', m.standing = 'advisory', 3`.execute(tx);
    return rows;
  });
}

/** What everybody may read of what is to come. */
export const publicPlan = (tx: Tx, actor: Actor, today: PlainDate): Promise<readonly PlannedItem[]> =>
  publicly(tx, actor, () => listForwardPlan(tx, { openOn: today }));

/** The register of interests of a day, as everybody may read it. */
export const publicInterests = (tx: Tx, actor: Actor, today: PlainDate): Promise<readonly Interest[]> =>
  publicly(tx, actor, () => listInterests(tx, { on: today }));

/** A published decision. */
export interface PublicDecision extends PublicContents {
  readonly id: string;
  readonly reference: string;
  readonly body: string;
  readonly decidedOn: PlainDate;
  readonly publishedOn: PlainDate;
}

/** Published decisions of all bodies, or one of them, or one by its reference; the latest first. */
export async function publicDecisions(
  tx: Tx,
  { reference, bodySlug }: { readonly reference?: string; readonly bodySlug?: string } = {},
): Promise<readonly PublicDecision[]> {
  const rows = await tx
    .selectFrom('governance.public_decision')
    .select(['decision_id', 'reference', 'decided_on', 'published_on', 'body_name', 'contents'])
    .$if(reference !== undefined, (all) => all.where('reference', '=', reference ?? ''))
    .$if(bodySlug !== undefined, (all) => all.where(sql<boolean>`contents ->> 'bodySlug' = ${bodySlug}`))
    .orderBy('decided_on', 'desc')
    .orderBy('reference', 'desc')
    .execute();
  return rows.map((row) => ({
    ...(row.contents as PublicContents),
    id: row.decision_id,
    reference: row.reference,
    body: row.body_name,
    decidedOn: row.decided_on,
    publishedOn: row.published_on,
  }));
}

/** Something of a sitting that is published: its pack or its minutes. */
export interface PublicPaper {
  readonly kind: 'pack' | 'minutes';
  readonly sittingId: string;
  readonly body: string;
  readonly bodySlug: string;
  readonly day: PlainDate;
  /** `month` where the day of the sitting is not known. */
  readonly precision: 'day' | 'month';
  readonly publishedOn: PlainDate;
}

/** Published packs and minutes, of all bodies or of one, the latest sitting first. */
export async function publicPapers(tx: Tx, bodySlug?: string): Promise<readonly PublicPaper[]> {
  const { rows } = await sql<PublicPaper>`
    select x.*, coalesce((select s.precision from governance.sitting_now s where s.partnership_id = x.partnership_id and s.id = x."sittingId"), 'day') as precision from (
      select partnership_id, 'minutes' as kind, sitting_id as "sittingId", body_name as body, body_slug as "bodySlug", day, published_on as "publishedOn"
      from governance.public_minutes
      union all
      select partnership_id, 'pack', sitting_id, max(body_name), max(body_slug), max(day), max(published_on)
      from governance.public_pack group by partnership_id, sitting_id) x
    where ${bodySlug ?? null}::text is null or "bodySlug" = ${bodySlug ?? null}
    order by day desc, body, kind`.execute(tx);
  return rows;
}
