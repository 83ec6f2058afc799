/** A referral opened for who takes part in it, with what happened as far as they may hear. */
import { sql } from 'kysely';
import { type Actor, agencyOf } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { personCode } from '../people/index.ts';
import { findChecklist } from './checklist/checklist.ts';
import { type News, newsOf, visitLedTo } from './feedback.ts';
import { sidesOf } from './move.ts';
import { listEvents, type ReferralRow, referralRow } from './queries.ts';
import { movesFor, type ReferralState } from './states.ts';
import type { Told } from './visit/input.ts';

export interface ReferralView {
  readonly referral: ReferralRow;
  /** Undefined when it was disposed of. */
  readonly told: Told | undefined;
  readonly service: string;
  readonly serviceSlug: string;
  readonly from: string;
  readonly to: string;
  /** Titles of the signs, as the version of the checklist that was used has them. */
  readonly signs: readonly string[];
  readonly news: readonly News[];
  readonly led: string | undefined;
  readonly moves: readonly ReferralState[];
  readonly person: { readonly code: string; readonly cluster: string } | undefined;
}

/** The referral of that reference as the actor may see it; undefined when they take no part in it. */
export async function viewReferral(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  reference: string,
): Promise<ReferralView | undefined> {
  const referral = await referralRow(tx, actor, reference);
  if (!referral) return undefined;
  const names = await tx
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
    .leftJoin('casework.visit as v', (on) =>
      on.onRef('v.partnership_id', '=', 'r.partnership_id').onRef('v.id', '=', 'r.visit_id'),
    )
    .where('r.partnership_id', '=', actor.partnershipId)
    .where('r.id', '=', referral.id)
    .select([
      's.name as service',
      's.slug as serviceSlug',
      'f.name as from',
      't.name as to',
      'v.checklist_id',
    ])
    .executeTakeFirstOrThrow();
  const checklist = await findChecklist(tx, actor, names.checklist_id ? { id: names.checklist_id } : {});
  const opened = subjects.open(referral.id, referral.sealed);
  const events = await listEvents(tx, actor, referral.id);
  const news = newsOf(actor, subjects, referral, events);
  const last = news.at(-1);
  return {
    referral,
    told: opened === undefined ? undefined : await asShared(tx, actor, referral, JSON.parse(opened) as Told),
    service: names.service,
    serviceSlug: names.serviceSlug,
    from: names.from,
    to: names.to,
    signs: referral.needs.map(
      (need) => checklist?.indicators.find(({ slug }) => slug === need)?.title ?? need,
    ),
    news,
    led: last && !last.held ? visitLedTo([referral.outcome]) : undefined,
    moves: movesFor(referral.state, sidesOf(actor, referral)),
    person: await personOf(tx, actor, referral),
  };
}

/**
 * Named rule: who takes part in a referral reads all of it; another agency, with which referrals are shared, reads who it is
 * about and how to reach them only where that is shared too.
 */
async function asShared(
  tx: Tx,
  actor: Actor,
  { id, agency_id, agency_ids, restricted, record_id }: ReferralRow,
  told: Told,
): Promise<Told> {
  if (agency_ids.includes(agencyOf(actor) ?? '')) return told;
  const { rows } = await sql<{ identity: boolean; contact: boolean }>`
    select casework.sees('identity', ${agency_id}::uuid, bars, ${record_id}::uuid) as identity,
      casework.sees('contact', ${agency_id}::uuid, bars, ${record_id}::uuid) as contact
    from casework.barred(${restricted}::boolean, ${id}::uuid) as bars`.execute(tx);
  const [seen] = rows;
  const { givenNames, surname, dateOfBirth, telephone, email, address, contact, ...subject } = told.subject;
  return {
    ...told,
    subject: {
      ...subject,
      ...(seen?.identity ? { givenNames, surname, dateOfBirth } : {}),
      ...(seen?.contact ? { telephone, email, address, contact } : {}),
    } as Told['subject'],
  };
}

async function personOf(tx: Tx, actor: Actor, { record_id, to_record_id }: ReferralRow) {
  const ids = [record_id, to_record_id].filter((id) => id !== null);
  if (ids.length === 0) return undefined;
  const row = await tx
    .selectFrom('casework.presence')
    .where('partnership_id', '=', actor.partnershipId)
    .where('record_id', 'in', ids)
    .select('cluster_id')
    .limit(1)
    .executeTakeFirst();
  return row && { code: personCode(row.cluster_id), cluster: row.cluster_id };
}
