import { sql } from 'kysely';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { type Part, partOf } from '../../../../platform/database/keyset.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';

/** A decision that is to come before a body. */
export interface PlannedItem {
  readonly id: string;
  readonly bodyId: string;
  readonly body: string;
  readonly bodySlug: string;
  readonly title: string;
  readonly says: string;
  /** The day; the first of the month where only the month is known. */
  readonly expectedOn: PlainDate;
  readonly latestOn: PlainDate;
  readonly precision: 'day' | 'month';
  readonly type: 'information' | 'discussion' | 'decision';
  readonly keyDecision: boolean;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly fromDecisionId: string | null;
  /** The sitting whose agenda has it. */
  readonly sittingId: string | null;
  readonly sittingDay: PlainDate | null;
  readonly withdrawnOn: PlainDate | null;
  readonly revision: number;
}

export interface PlanWanted {
  readonly bodyId?: string | undefined;
  /** Only what is neither withdrawn nor over on this day. */
  readonly openOn?: PlainDate | undefined;
}

const planned = (tx: Tx, { bodyId, openOn }: PlanWanted) =>
  tx
    .selectFrom('governance.forward_plan_now as f')
    .$if(bodyId !== undefined, (all) => all.where('f.body_id', '=', bodyId ?? ''))
    .$if(openOn !== undefined, (all) =>
      all.where(
        sql<boolean>`f.withdrawn_on is null and (f.sitting_day is null or f.sitting_day >= ${openOn} or f.sitting_status = 'cancelled')`,
      ),
    )
    .select([
      'f.id',
      'f.body_id as bodyId',
      'f.body',
      'f.body_slug as bodySlug',
      'f.title',
      'f.says',
      'f.expected_on as expectedOn',
      'f.latest_on as latestOn',
      'f.precision',
      'f.type',
      'f.key_decision as keyDecision',
      'f.subject_kind as subjectKind',
      'f.subject_id as subjectId',
      'f.from_decision_id as fromDecisionId',
      'f.sitting_id as sittingId',
      'f.sitting_day as sittingDay',
      'f.withdrawn_on as withdrawnOn',
      'f.revision',
    ])
    .$castTo<PlannedItem>();

/** The forward plan by day, all or a part; for an agenda, `bodyId` and `openOn` give what is to come before a body. */
export const listForwardPlan = (
  tx: Tx,
  { bodyId, openOn, ...part }: Part & PlanWanted = {},
): Promise<readonly PlannedItem[]> =>
  partOf(planned(tx, { bodyId, openOn }), ['f.expected_on', 'f.id'], part).execute();

/** The planned item of that id. */
export const findPlanned = (tx: Tx, id: string): Promise<PlannedItem | undefined> =>
  planned(tx, {}).where('f.id', '=', id).executeTakeFirst();

/** An interest that a member registered; posts and seats, not names. */
export interface Interest {
  readonly id: string;
  readonly membershipId: string;
  readonly bodyId: string;
  readonly body: string;
  readonly bodySlug: string;
  readonly member: string;
  readonly kind: InterestKind;
  readonly says: string;
  readonly agency: string | null;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
  readonly revision: number;
}

export const INTEREST_KINDS = {
  pecuniary: 'Money or property',
  employment: 'Employment or office',
  membership: 'Membership of a body',
  family: 'Family or close friends',
  gift: 'Gift or hospitality',
  other: 'Other',
} as const;

export type InterestKind = keyof typeof INTEREST_KINDS;

const interests = (tx: Tx) =>
  tx
    .selectFrom('governance.interest as i')
    .innerJoin('governance.membership as m', (join) =>
      join.onRef('m.partnership_id', '=', 'i.partnership_id').onRef('m.id', '=', 'i.membership_id'),
    )
    .innerJoin('governance.body as b', (join) =>
      join.onRef('b.partnership_id', '=', 'm.partnership_id').onRef('b.id', '=', 'm.body_id'),
    )
    .leftJoin('partners.post as p', (join) =>
      join.onRef('p.partnership_id', '=', 'm.partnership_id').onRef('p.id', '=', 'm.post_id'),
    )
    .leftJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'm.partnership_id').onRef('a.id', '=', 'm.agency_id'),
    )
    .leftJoin('partners.agency as w', (join) =>
      join.onRef('w.partnership_id', '=', 'i.partnership_id').onRef('w.id', '=', 'i.agency_id'),
    )
    .select(({ fn, val }) => [
      'i.id',
      'i.membership_id as membershipId',
      'b.id as bodyId',
      'b.name as body',
      'b.slug as bodySlug',
      fn
        .coalesce(
          fn<string | null>('nullif', ['m.seat_title', val('')]),
          'p.title',
          'a.name',
          val('A member'),
        )
        .as('member'),
      'i.kind',
      'i.says',
      'w.name as agency',
      'i.starts_on as startsOn',
      'i.ends_on as endsOn',
      'i.revision',
    ])
    .$castTo<Interest>();

/** The register of interests by body and member; with `on`, only those that exist on that day. */
export const listInterests = (
  tx: Tx,
  { on }: { readonly on?: PlainDate } = {},
): Promise<readonly Interest[]> =>
  interests(tx)
    .$if(on !== undefined, (all) =>
      all.where(sql<boolean>`i.starts_on <= ${on} and coalesce(i.ends_on >= ${on}, true)`),
    )
    .orderBy('b.name')
    .orderBy('i.starts_on')
    .orderBy('i.id')
    .execute();

/** The interest of that id. */
export const findInterest = (tx: Tx, id: string): Promise<Interest | undefined> =>
  interests(tx).where('i.id', '=', id).executeTakeFirst();
