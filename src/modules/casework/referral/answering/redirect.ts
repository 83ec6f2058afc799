/** A referral goes on to a service that fits better: a new referral of the same visit, for which the first makes way. */
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, agencyOf } from '../../../../platform/actor.ts';
import { notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import { actingAs, type Tx } from '../../../../platform/database/transaction.ts';
import { findService } from '../../../partners/index.ts';
import { purposeInUse } from '../../purpose/queries.ts';
import { businessToday, reviewOn } from '../../retention/review-on.ts';
import type { Desk } from '../desk.ts';
import { tellReferrer } from '../letters.ts';
import { move, sidesOf } from '../move.ts';
import { type ReferralRow, referralRow } from '../queries.ts';
import { draftReferral } from '../visit/draft-referral.ts';
import type { Told } from '../visit/input.ts';
import { type Ground, sendReferral } from '../visit/send.ts';
import type { Act } from './answer.ts';

/**
 * Redirects a referral to another service on the basis it was sent on. Named rule: what rests on consent is passed on by
 * the receiver only where the person agreed to that; else it is declined, and the referrer asks again. Gives the new
 * referral. Refuses `consent-does-not-cover-passing-on`, `service-takes-no-referrals`, `redirected-elsewhere`.
 */
export async function redirectReferral(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  reference: string,
  { service: slug, ...act }: Act & { readonly service: string },
): Promise<ReferralRow | Refusal> {
  const referral = await referralRow(tx, actor, reference);
  if (!referral) return notFound('referral');
  const sides = sidesOf(actor, referral);
  if (sides.length === 0) return notAllowed();
  const service = await findService(tx, actor, slug);
  if (service?.accepts !== 'referrals')
    return refused('service-takes-no-referrals', 'Choose a service that takes referrals.', {
      field: 'service',
    });
  if (service.id === referral.service_id)
    return refused('redirected-elsewhere', 'Choose another service than the one it is with.', {
      field: 'service',
    });
  const passedOn = !sides.includes('referrer');
  if (passedOn && referral.basis === 'consent' && !referral.may_pass_on)
    return refused(
      'consent-does-not-cover-passing-on',
      'The person agreed to this service and no other. Decline it and name the other service; the referrer will ask them.',
    );
  const opened =
    referral.state === 'sent'
      ? await move(tx, actor, desk, referral, { to: 'received', revision: act.revision ?? 0 })
      : referral;
  if (isRefusal(opened)) return opened;
  const moved = await move(tx, actor, desk, opened, {
    to: 'redirected',
    serviceId: service.id,
    words: act.words ?? null,
    revision: opened === referral ? (act.revision ?? 0) : 0,
  });
  if (isRefusal(moved)) return moved;
  const next = await followOn(tx, actor, desk, moved, service, passedOn);
  if (isRefusal(next)) return next;
  await tellReferrer(tx, actor, desk, next, 'goes on to another service');
  return next;
}

/** The new referral belongs to the agency that made the first, whoever passes it on: that is where its news goes. */
async function followOn(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  from: ReferralRow,
  service: NonNullable<Awaited<ReturnType<typeof findService>>>,
  passedOn: boolean,
): Promise<ReferralRow | Refusal> {
  const opened = desk.subjects.open(from.id, from.sealed);
  const purpose = await purposeInUse(tx, actor, from.purpose);
  if (opened === undefined || !purpose) return notFound('referral');
  const today = await businessToday(tx);
  const told = JSON.parse(opened) as Told;
  const visit = {
    visitId: from.visit_id,
    maker: { agencyId: from.agency_id, accountId: from.maker_id },
    about: { recordId: from.record_id, addressId: null },
    purpose,
    today,
    review: await reviewOn(tx, actor, 'referral', today),
    restricted: from.restricted,
  };
  const input = { ...told, toldWords: told.toldWords, seen: told.seen, urgent: from.urgent };
  const machine = { ...actor, permissions: [...actor.permissions, 'casework.machine'] };
  return actingAs(tx, actor, passedOn ? forReferrer(machine, from) : machine, async (acting) => {
    const drafting = { service, needs: from.needs, visit, redirectedFrom: from.id };
    const draft = await draftReferral(tx, acting, desk, input, drafting);
    const ground = {
      basis: from.basis,
      consent: from.consent,
      told: from.told as Ground['told'],
      mayPassOn: from.may_pass_on,
    };
    const by = agencyOf(actor);
    return sendReferral(tx, acting, desk, draft, ground, by === undefined ? {} : { disclosedBy: by });
  });
}

/** Who passes a referral on acts for the agency that made it, as far as that goes and no further. */
const forReferrer = (machine: Actor, { purpose }: ReferralRow): Actor => ({
  kind: 'system',
  name: 'referral redirected',
  partnershipId: machine.partnershipId,
  permissions: [...machine.permissions],
  purpose,
  ...(machine.requestId === undefined ? {} : { requestId: machine.requestId }),
});
