import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import { longDate, monthAndYear, type PlainDate } from '../../kernel/plain-date.ts';
import { type Part, partOf } from '../../platform/database/keyset.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { BodyKind } from './kinds.ts';
import type { Relation } from './structure/words.ts';

export interface Body {
  readonly id: Id<'body'>;
  readonly slug: string;
  readonly name: string;
  readonly kind: BodyKind;
  /** The agency whose own body it is (a council's Cabinet); null for bodies of the partnership. */
  readonly agencyId: Id<'agency'> | null;
  readonly agency: string | null;
  readonly purpose: string | null;
  readonly startsOn: PlainDate | null;
  readonly endsOn: PlainDate | null;
  readonly note: string | null;
  readonly revision: number;
}

/** `inquorate`: it sat without a quorum; `adjourned`: it broke off, and may continue as another sitting. */
export type SittingStatus = 'planned' | 'held' | 'cancelled' | 'inquorate' | 'adjourned';

export interface Sitting {
  readonly id: Id<'sitting'>;
  readonly bodyId: Id<'body'>;
  readonly body: string;
  readonly bodySlug: string;
  /** The day; the first of the month where only the month is known. */
  readonly day: PlainDate;
  /** The last day it can have been on: `day`, or the end of the month where only the month is known. */
  readonly latestDay: PlainDate;
  readonly precision: 'day' | 'month';
  readonly kind: 'ordinary' | 'extraordinary';
  /** `14:00`, in London; null while it is not known. */
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly venue: string | null;
  /** Where those who are elsewhere join; for members only. */
  readonly joiningLink: string | null;
  readonly status: SittingStatus;
  /** The sitting as which an adjourned one continues. */
  readonly continuesAs: Id<'sitting'> | null;
  readonly reason: string | null;
  readonly note: string | null;
  readonly source: string | null;
  readonly revision: number;
}

/** `14 December 2012`, or `November 2012` where the day is not known. */
export const dayOfSitting = (sitting: Pick<Sitting, 'day' | 'precision'>): string =>
  sitting.precision === 'month' ? monthAndYear(sitting.day) : longDate(sitting.day);

const bodies = (tx: Tx) =>
  tx
    .selectFrom('governance.body as b')
    .leftJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'b.partnership_id').onRef('a.id', '=', 'b.agency_id'),
    )
    .select([
      'b.id',
      'b.slug',
      'b.name',
      'b.kind',
      'b.agency_id as agencyId',
      'a.name as agency',
      'b.purpose',
      'b.starts_on as startsOn',
      'b.ends_on as endsOn',
      'b.note',
      'b.revision',
    ])
    .$castTo<Body>();

/** Bodies by name and id, those that have ended too, all or a part; with `on`, only those that exist on that day. */
export const listBodies = (
  tx: Tx,
  { on, ...part }: Part & { on?: PlainDate | undefined } = {},
): Promise<readonly Body[]> =>
  partOf(
    bodies(tx).$if(on !== undefined, (all) =>
      all
        .where((where) =>
          where.or([where('b.starts_on', 'is', null), where('b.starts_on', '<=', on ?? null)]),
        )
        .where((where) => where.or([where('b.ends_on', 'is', null), where('b.ends_on', '>=', on ?? null)])),
    ),
    ['b.name', 'b.id'],
    part,
  ).execute();

/** The body of that slug. */
export const findBody = (tx: Tx, slug: string): Promise<Body | undefined> =>
  bodies(tx).where('b.slug', '=', slug).executeTakeFirst();

/** The body of that id; throws when there is none. */
export const getBody = (tx: Tx, id: string): Promise<Body> =>
  bodies(tx).where('b.id', '=', id).executeTakeFirstOrThrow();

export interface ReportingLine {
  readonly id: Id<'reporting-line'>;
  readonly bodyId: Id<'body'>;
  readonly reportsToId: Id<'body'>;
  readonly kind: Relation;
  readonly startsOn: PlainDate | null;
  readonly endsOn: PlainDate | null;
  readonly note: string | null;
}

/** How bodies stand to each other, from when to when. */
export const listReportingLines = (tx: Tx): Promise<readonly ReportingLine[]> =>
  tx
    .selectFrom('governance.reporting_line')
    .select([
      'id',
      'body_id as bodyId',
      'reports_to_id as reportsToId',
      'kind',
      'starts_on as startsOn',
      'ends_on as endsOn',
      'note',
    ])
    .orderBy('starts_on', (order) => order.asc().nullsFirst())
    .$castTo<ReportingLine>()
    .execute();

const sittings = (tx: Tx) =>
  tx
    .selectFrom('governance.sitting_now as s')
    .innerJoin('governance.body as b', (join) =>
      join.onRef('b.partnership_id', '=', 's.partnership_id').onRef('b.id', '=', 's.body_id'),
    )
    .select([
      's.id',
      's.body_id as bodyId',
      'b.name as body',
      'b.slug as bodySlug',
      's.day',
      's.latest_day as latestDay',
      's.precision',
      's.kind',
      sql<string | null>`to_char(s.starts_at, 'HH24:MI')`.as('startsAt'),
      sql<string | null>`to_char(s.ends_at, 'HH24:MI')`.as('endsAt'),
      's.venue',
      's.joining_link as joiningLink',
      's.continues_as as continuesAs',
      's.status',
      's.reason',
      's.note',
      's.source',
      's.revision',
    ])
    .$castTo<Sitting>();

/** Every sitting of a body, or of all bodies, the latest first. */
export const listSittings = (tx: Tx, bodyId?: string): Promise<readonly Sitting[]> => {
  const all = sittings(tx).orderBy('s.day', 'desc').orderBy('b.name');
  return (bodyId === undefined ? all : all.where('s.body_id', '=', bodyId)).execute();
};

/** Sittings by day and id, cancelled ones too: of all bodies or of one, from one day to another, all or a part. */
export const listSittingsByDay = (
  tx: Tx,
  {
    bodyId,
    from,
    to,
    ...part
  }: Part & {
    readonly bodyId?: string | undefined;
    readonly from?: PlainDate | undefined;
    readonly to?: PlainDate | undefined;
  },
): Promise<readonly Sitting[]> =>
  partOf(
    sittings(tx)
      .$if(bodyId !== undefined, (all) => all.where('s.body_id', '=', bodyId ?? ''))
      .$if(from !== undefined, (all) => all.where('s.latest_day', '>=', from ?? null))
      .$if(to !== undefined, (all) => all.where('s.day', '<=', to ?? null)),
    ['s.day', 's.id'],
    part,
  ).execute();

/** The sitting of that id. */
export const findSitting = (tx: Tx, id: string): Promise<Sitting | undefined> =>
  sittings(tx).where('s.id', '=', id).executeTakeFirst();

/** Whether a sitting lies behind; one of today does once its outcome is recorded. */
const isOver = ({ day, latestDay, status }: Sitting, today: PlainDate): boolean =>
  latestDay < today || (day <= today && status !== 'planned');

/** When a body sat last and sits next, from its sittings with the latest first. */
export function lastAndNext(
  sittings: readonly Sitting[],
  today: PlainDate,
): { readonly last: Sitting | undefined; readonly next: Sitting | undefined } {
  const kept = sittings.filter(({ status }) => status !== 'cancelled');
  return {
    last: kept.find((sitting) => isOver(sitting, today)),
    next: kept.findLast((sitting) => !isOver(sitting, today)),
  };
}

/** The body's first sitting on or after a day that is not cancelled. */
export const nextSitting = (tx: Tx, bodyId: string, from: PlainDate): Promise<Sitting | undefined> =>
  sittings(tx)
    .where('s.body_id', '=', bodyId)
    .where('s.latest_day', '>=', from)
    .where('s.status', '<>', 'cancelled')
    .orderBy('s.day')
    .limit(1)
    .executeTakeFirst();

/** The body's last sitting before a day that is not cancelled; one of which only the month is known counts by its end. */
export const lastSitting = (tx: Tx, bodyId: string, before: PlainDate): Promise<Sitting | undefined> =>
  sittings(tx)
    .where('s.body_id', '=', bodyId)
    .where('s.latest_day', '<', before)
    .where('s.status', '<>', 'cancelled')
    .orderBy('s.day', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Sittings from one day to another (both included), of one body or of all, in order, without cancelled ones. */
export function sittingsBetween(
  tx: Tx,
  from: PlainDate,
  to: PlainDate,
  bodyId?: string,
): Promise<readonly Sitting[]> {
  const all = sittings(tx)
    .where('s.latest_day', '>=', from)
    .where('s.day', '<=', to)
    .where('s.status', '<>', 'cancelled')
    .orderBy('s.day')
    .orderBy('b.name');
  return (bodyId === undefined ? all : all.where('s.body_id', '=', bodyId)).execute();
}
