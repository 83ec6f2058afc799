import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Page } from '../../../platform/database/keyset.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { ReferralState } from './states.ts';
import type { Basis, Consent } from './words.ts';

/** A referral as its row has it; what tells who it is about is sealed. */
export interface ReferralRow {
  readonly id: string;
  readonly reference: string;
  readonly visit_id: string;
  readonly agency_id: string;
  readonly to_agency_id: string;
  readonly agency_ids: readonly string[];
  readonly service_id: string;
  readonly maker_id: string | null;
  readonly restricted: boolean;
  readonly urgent: boolean;
  readonly needs: readonly string[];
  readonly purpose: string;
  readonly regime: 'uk-gdpr' | 'part-3';
  readonly basis: Basis | null;
  readonly consent: Consent | null;
  readonly told: readonly string[];
  readonly may_pass_on: boolean;
  readonly sealed: Buffer;
  readonly record_id: string | null;
  readonly to_record_id: string | null;
  readonly redirected_from: string | null;
  readonly state: ReferralState;
  readonly state_on: PlainDate;
  readonly made_on: PlainDate;
  readonly sent_on: PlainDate | null;
  readonly answered_on: PlainDate | null;
  readonly begun_on: PlainDate | null;
  readonly due_on: PlainDate | null;
  readonly outcome: string | null;
  readonly review_on: PlainDate;
  readonly revision: number;
}

/** The referral of that reference, when the actor takes part in it. */
export async function referralRow(tx: Tx, actor: Actor, reference: string): Promise<ReferralRow | undefined> {
  const row = await tx
    .selectFrom('casework.referral')
    .where('partnership_id', '=', actor.partnershipId)
    .where('reference', '=', reference)
    .selectAll()
    .executeTakeFirst();
  return row as unknown as ReferralRow | undefined;
}

/** A referral in a list: the agencies' and the service's names, and nobody else's. */
export interface ListedReferral {
  readonly id: string;
  readonly reference: string;
  readonly service: string;
  readonly serviceSlug: string;
  readonly from: string;
  readonly to: string;
  readonly urgent: boolean;
  readonly needs: readonly string[];
  readonly state: ReferralState;
  readonly stateOn: PlainDate;
  readonly madeOn: PlainDate;
  readonly sentOn: PlainDate | null;
  readonly dueOn: PlainDate | null;
  readonly outcome: string | null;
  readonly recordId: string | null;
}

const listed = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('casework.referral as r')
    .innerJoin('partners.service as s', (on) =>
      on.onRef('s.partnership_id', '=', 'r.partnership_id').onRef('s.id', '=', 'r.service_id'),
    )
    .innerJoin('partners.agency as f', (on) =>
      on.onRef('f.partnership_id', '=', 'r.partnership_id').onRef('f.id', '=', 'r.agency_id'),
    )
    .innerJoin('partners.agency as t', (on) =>
      on.onRef('t.partnership_id', '=', 'r.partnership_id').onRef('t.id', '=', 'r.to_agency_id'),
    )
    .where('r.partnership_id', '=', actor.partnershipId)
    .select([
      'r.id',
      'r.reference',
      's.name as service',
      's.slug as serviceSlug',
      'f.short_name as from',
      't.short_name as to',
      'r.urgent',
      'r.needs',
      'r.state',
      'r.state_on as stateOn',
      'r.made_on as madeOn',
      'r.sent_on as sentOn',
      'r.due_on as dueOn',
      'r.outcome',
      'r.record_id as recordId',
    ]);

export interface QueueFilter {
  readonly agencyId: string;
  readonly service?: string | undefined;
  /** One state, or what waits for the agency. */
  readonly state?: ReferralState | undefined;
}

const WAITING: readonly ReferralState[] = ['sent', 'received', 'accepted', 'in-progress'];

/** What waits for an agency that receives, the most pressing first: by the day it is due. */
export const listQueue = (
  tx: Tx,
  actor: Actor,
  { agencyId, service, state }: QueueFilter,
  { after, limit }: Page<readonly [string, string]>,
): Promise<readonly ListedReferral[]> =>
  listed(tx, actor)
    .where('r.to_agency_id', '=', agencyId)
    .where('r.due_on', 'is not', null)
    .where('r.state', 'in', state === undefined ? [...WAITING] : [state])
    .$if(service !== undefined, (all) => all.where('s.slug', '=', service ?? ''))
    .$if(after !== undefined, (all) =>
      all.where(sql<boolean>`(r.due_on, r.id) > (${after?.[0] ?? ''}::date, ${after?.[1] ?? ''}::uuid)`),
    )
    .orderBy('r.due_on')
    .orderBy('r.id')
    .limit(limit)
    .$castTo<ListedReferral>()
    .execute();

/** How many referrals wait for an agency, by state, and how many of them are late. */
export async function countQueue(
  tx: Tx,
  actor: Actor,
  agencyId: string,
  today: PlainDate,
): Promise<{ readonly waiting: number; readonly late: number }> {
  const row = await tx
    .selectFrom('casework.referral')
    .where('partnership_id', '=', actor.partnershipId)
    .where('to_agency_id', '=', agencyId)
    .where('due_on', 'is not', null)
    .where('state', 'in', [...WAITING])
    .select((is) => [
      is.fn.countAll<string>().as('waiting'),
      is.fn.countAll<string>().filterWhere('due_on', '<', today).as('late'),
    ])
    .executeTakeFirst();
  return { waiting: Number(row?.waiting ?? 0), late: Number(row?.late ?? 0) };
}

/** What somebody referred, newest first. */
export const listMade = (
  tx: Tx,
  actor: Actor,
  by: { readonly accountId: string } | { readonly agencyId: string },
  { after, limit }: Page<readonly [string]>,
): Promise<readonly ListedReferral[]> =>
  listed(tx, actor)
    .$if('accountId' in by, (all) => all.where('r.maker_id', '=', 'accountId' in by ? by.accountId : ''))
    .$if('agencyId' in by, (all) => all.where('r.agency_id', '=', 'agencyId' in by ? by.agencyId : ''))
    .$if(after !== undefined, (all) => all.where('r.id', '<', after?.[0] ?? ''))
    .orderBy('r.id', 'desc')
    .limit(limit)
    .$castTo<ListedReferral>()
    .execute();

/** Referrals of records, newest first: of one person, by the records that the actor may see. */
export const listOfRecords = (
  tx: Tx,
  actor: Actor,
  recordIds: readonly string[],
): Promise<readonly ListedReferral[]> =>
  recordIds.length === 0
    ? Promise.resolve([])
    : listed(tx, actor)
        .where((is) => is.or([is('r.record_id', 'in', recordIds), is('r.to_record_id', 'in', recordIds)]))
        .orderBy('r.id', 'desc')
        .$castTo<ListedReferral>()
        .execute();

/** One thing that happened to a referral. */
export interface ReferralEvent {
  readonly id: string;
  readonly agency: string;
  readonly agencyId: string;
  readonly from: ReferralState | null;
  readonly to: ReferralState;
  readonly on: PlainDate;
  readonly reason: string | null;
  readonly outcome: string | null;
  readonly service: string | null;
  readonly words: Buffer | null;
}

/** What happened to a referral, in order. */
export const listEvents = (tx: Tx, actor: Actor, referralId: string): Promise<readonly ReferralEvent[]> =>
  tx
    .selectFrom('casework.referral_event as e')
    .innerJoin('partners.agency as a', (on) =>
      on.onRef('a.partnership_id', '=', 'e.partnership_id').onRef('a.id', '=', 'e.agency_id'),
    )
    .leftJoin('partners.service as s', (on) =>
      on.onRef('s.partnership_id', '=', 'e.partnership_id').onRef('s.id', '=', 'e.service_id'),
    )
    .where('e.partnership_id', '=', actor.partnershipId)
    .where('e.referral_id', '=', referralId)
    .orderBy('e.id')
    .select([
      'e.id',
      'a.short_name as agency',
      'e.agency_id as agencyId',
      'e.from_state as from',
      'e.to_state as to',
      'e.on_day as on',
      'e.reason',
      'e.outcome',
      's.name as service',
      'e.words',
    ])
    .$castTo<ReferralEvent>()
    .execute();
