import { sql } from 'kysely';
import { listInWords } from '../../../kernel/names.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

/** An alert and what became of it. */
export interface Alert {
  readonly id: string;
  readonly indicatorId: string;
  readonly slug: string;
  readonly title: string;
  readonly ownerAgencyId: string | null;
  readonly period: string;
  readonly rule: string;
  readonly favour: 'worse' | 'better' | 'neither';
  readonly sentence: string;
  /** Of an alert about places: those that stand out still, each with its rule, by name. */
  readonly places: readonly { readonly slug: string; readonly name: string; readonly rule: string }[];
  readonly side: 'high' | 'low';
  readonly raisedOn: PlainDate;
  readonly withdrawnOn: PlainDate | null;
  readonly withdrawnBecause: string | null;
  readonly acknowledgedOn: PlainDate | null;
  readonly acknowledgedBecause: string | null;
  readonly ended: boolean;
}

interface Wanted {
  readonly id?: string;
  readonly indicatorId?: string;
  readonly page?: number;
  /** Day and id of the last alert before the part that is wanted. */
  readonly after?: readonly [string, string] | undefined;
  readonly limit?: number;
}

export const PAGE_SIZE = 50;

/** True while nobody answered it and the figures still say so. */
export const isOpen = ({ withdrawnOn, acknowledgedOn, ended }: Alert): boolean =>
  withdrawnOn === null && acknowledgedOn === null && !ended;

/** The places of an alert `a` that stand out still. */
export const PLACES_OF = sql`case when a.rule <> 'places' then '[]'::json else (
  select coalesce(json_agg(json_build_object('slug', p.place_slug, 'name', coalesce(n.name, p.place_slug), 'rule', p.rule) order by coalesce(n.name, p.place_slug)), '[]')
  from intelligence.alert_place p
  left join places.place n on n.partnership_id = p.partnership_id and n.slug = p.place_slug
  where p.partnership_id = a.partnership_id and p.alert_id = a.id and not exists (
    select from intelligence.alert_place_withdrawal w
    where w.partnership_id = p.partnership_id and w.alert_id = p.alert_id and w.place_slug = p.place_slug)) end`;

/** Alerts, the newest first: all, of one indicator, or one. */
export async function listAlerts(
  tx: Tx,
  { id, indicatorId, page = 1, after, limit = PAGE_SIZE }: Wanted = {},
): Promise<readonly Alert[]> {
  const { rows } = await sql<Alert>`
    select a.id, a.indicator_id as "indicatorId", i.slug, i.title, i.owner_agency_id as "ownerAgencyId", a.period, a.rule, a.favour,
      a.side, ${PLACES_OF} as places, a.sentence, a.raised_on as "raisedOn", w.withdrawn_on as "withdrawnOn", w.reason as "withdrawnBecause",
      k.acknowledged_on as "acknowledgedOn", k.reason as "acknowledgedBecause", i.ended_on is not null as ended
    from intelligence.alert a
    join intelligence.indicator i on i.partnership_id = a.partnership_id and i.id = a.indicator_id
    left join intelligence.alert_withdrawal w on w.partnership_id = a.partnership_id and w.alert_id = a.id
    left join intelligence.alert_acknowledgement k on k.partnership_id = a.partnership_id and k.alert_id = a.id
    where a.partnership_id = platform.partnership()
      and ${id === undefined ? sql`true` : sql`a.id = ${id}::uuid`}
      and ${indicatorId === undefined ? sql`true` : sql`a.indicator_id = ${indicatorId}::uuid`}
      and ${after === undefined ? sql`true` : sql`(a.raised_on, a.id) < (${after[0]}::date, ${after[1]}::uuid)`}
    order by a.raised_on desc, a.id desc limit ${limit} offset ${(page - 1) * PAGE_SIZE}`.execute(tx);
  return rows;
}

/** How many alerts there are, and how many wait for an answer. */
export async function countAlerts(tx: Tx): Promise<{ readonly all: number; readonly open: number }> {
  const { rows } = await sql<{ all: number; open: number }>`
    select (select count(*)::int from intelligence.alert) as "all",
      (select count(*)::int from intelligence.open_alert) as open`.execute(tx);
  return rows[0] ?? { all: 0, open: 0 };
}

const MOST_NAMED = 10;

/** `Brereton, Cannock and 3 more`; empty where an alert is about none. */
const placesInWords = (places: Alert['places'], most = MOST_NAMED): string =>
  places.length <= most
    ? listInWords(places.map(({ name }) => name))
    : `${places
        .slice(0, most)
        .map(({ name }) => name)
        .join(', ')} and ${places.length - most} more`;

/** What an alert says, with the places that it is about. */
export const sayAlert = ({ sentence, places }: Pick<Alert, 'sentence' | 'places'>): string =>
  places.length === 0 ? sentence : `${sentence.replace(/\.$/, '')}: ${placesInWords(places)}.`;
