/** One visit, several needs: referrals and signposts are made at once, and sent where a lawful basis allows it. */
import { newId } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, mayFor } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { notAllowed } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { purposeInUse } from '../../purpose/queries.ts';
import { businessToday, reviewOn } from '../../retention/review-on.ts';
import type { Desk } from '../desk.ts';
import {
  type Chosen,
  checklistOf,
  saveSubject,
  sentAlready,
  servicesOf,
  trainingMissing,
} from './checked.ts';
import { draftReferral } from './draft-referral.ts';
import type { VisitInput } from './input.ts';
import { sendReferral } from './send.ts';
import type { Maker, Visiting } from './visiting.ts';

/** How the visit reached the system. */
export type VisitSource = 'form' | 'offline' | 'api' | 'public';

export interface VisitMade {
  readonly visitId: string;
  readonly referrals: readonly {
    readonly reference: string;
    readonly service: string;
    readonly state: 'draft' | 'sent';
    readonly dueOn: PlainDate | null;
  }[];
  readonly signposts: readonly { readonly service: string }[];
}

/**
 * Records what was seen on a visit: the person (matched as they are saved) or the address, a referral or a signpost for
 * each service; referrals are sent where a lawful basis is given, else they stay drafts of the agency. The same visit
 * sent again is refused as `visit-sent-already` with its references. Other refusals: `training-required`,
 * `choose-a-purpose`, `checklist-not-published`, `sign-unknown`, `service-unknown`, `service-takes-no-referrals`,
 * `subject-incomplete`, and those of saving a record and of disclosing.
 */
export async function recordVisit(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  input: VisitInput,
  source: VisitSource,
): Promise<VisitMade | Refusal> {
  const agencyId = agencyOf(actor);
  if (agencyId === undefined || !mayFor(actor, 'referral.make', agencyId)) return notAllowed();
  const untrained = await trainingMissing(tx, actor);
  if (untrained) return untrained;
  return makeVisit(tx, actor, desk, input, source, { agencyId, accountId: accountOf(actor) ?? null });
}

/** As `recordVisit`, for a maker whose right was judged already. */
export async function makeVisit(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  input: VisitInput,
  source: VisitSource,
  maker: Maker,
): Promise<VisitMade | Refusal> {
  const before = input.id === undefined ? undefined : await sentAlready(tx, actor, input.id);
  if (before) return before;
  const purpose = actor.purpose === undefined ? undefined : await purposeInUse(tx, actor, actor.purpose);
  if (!purpose) return refused('choose-a-purpose', 'Say first what you read personal data for.');
  const today = await businessToday(tx);
  const checklist = await checklistOf(tx, actor, input);
  if (isRefusal(checklist)) return checklist;
  const services = await servicesOf(tx, actor, input, today);
  if (isRefusal(services)) return services;
  const about = await saveSubject(tx, actor, desk, input, maker.agencyId, purpose);
  if (isRefusal(about)) return about;
  const visitId = input.id ?? newId<'visit'>();
  const review = await reviewOn(tx, actor, 'referral', today);
  const restricted = input.restrictedBecause !== undefined;
  await tx
    .insertInto('casework.visit')
    .values({
      partnership_id: actor.partnershipId,
      id: visitId,
      agency_id: maker.agencyId,
      maker_id: maker.accountId,
      restricted,
      source,
      subject_kind: input.subject.kind,
      checklist_id: checklist.id,
      needs: [...new Set(input.needs)],
      record_id: about.recordId,
      address_id: about.addressId,
      sealed: desk.subjects.seal(visitId, JSON.stringify({ subject: input.subject, seen: input.seen })),
      on_day: today,
      review_on: review,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'visit.record',
    subject: { kind: 'visit', id: visitId },
    detail: { source, needs: input.needs.length, services: services.length },
  });
  const visit = { visitId, maker, about, purpose, today, review, restricted };
  return spread(tx, actor, desk, input, services, visit);
}

async function spread(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  input: VisitInput,
  chosen: readonly Chosen[],
  visit: Visiting,
): Promise<VisitMade | Refusal> {
  const referrals: VisitMade['referrals'][number][] = [];
  const signposts: VisitMade['signposts'][number][] = [];
  for (const { service, as } of chosen) {
    const led = input.needs.filter((need) => service.indicators.includes(need));
    const needs = led.length > 0 ? led : input.needs;
    if (as === 'signpost') {
      await tx
        .insertInto('casework.signpost')
        .values({
          partnership_id: actor.partnershipId,
          id: newId(),
          visit_id: visit.visitId,
          agency_id: visit.maker.agencyId,
          maker_id: visit.maker.accountId,
          restricted: visit.restricted,
          service_id: service.id,
          needs: [...needs],
          on_day: visit.today,
          review_on: visit.review,
        })
        .execute();
      signposts.push({ service: service.name });
      continue;
    }
    const draft = await draftReferral(tx, actor, desk, input, { service, needs, visit });
    const sent = input.basis === null ? draft : await sendReferral(tx, actor, desk, draft, input);
    if (isRefusal(sent)) return sent;
    referrals.push({
      reference: sent.reference,
      service: service.name,
      state: sent.state as 'draft' | 'sent',
      dueOn: sent.due_on,
    });
  }
  return { visitId: visit.visitId, referrals, signposts };
}
