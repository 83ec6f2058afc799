import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { asMachine } from '../../purpose/working.ts';
import { businessToday } from '../../retention/review-on.ts';
import { type Category, disclose } from '../../sharing/index.ts';
import type { Desk } from '../desk.ts';
import { tellReceiver } from '../letters.ts';
import { move } from '../move.ts';
import type { ReferralRow } from '../queries.ts';
import { BASES, CONSENTS } from '../words.ts';
import type { VisitInput } from './input.ts';

/** On which basis a referral is sent, and what the person was told. */
export type Ground = Pick<VisitInput, 'basis' | 'consent' | 'told' | 'mayPassOn'>;

const PERSONAL: readonly Category[] = ['known', 'identity', 'contact', 'referrals'];

/**
 * Named rule: a referral leaves its agency on a lawful basis, with what the person was told; every sending to another
 * agency is a row of the disclosure ledger. Refuses `referral-needs-a-basis`, `consent-is-informed`, what the table of
 * states and the ledger refuse.
 */
export async function sendReferral(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  referral: ReferralRow,
  ground: Ground,
  { revision = 0, disclosedBy }: { readonly revision?: number; readonly disclosedBy?: string } = {},
): Promise<ReferralRow | Refusal> {
  const lawful = lawfulOf(ground);
  if (isRefusal(lawful)) return lawful;
  const to = referral.to_agency_id;
  const within = to === referral.agency_id;
  const today = await businessToday(tx);
  const sent = await move(tx, actor, desk, referral, {
    to: 'sent',
    revision,
    columns: {
      ...lawful,
      sent_on: today,
      agency_ids: within ? [to] : [referral.agency_id, to],
    },
  });
  if (isRefusal(sent)) return sent;
  if (!within) {
    const ledger = await disclose(tx, actor, desk.subjects, {
      item: { kind: 'referral', id: referral.id },
      clusterId: await clusterOf(tx, actor, referral.record_id),
      to: { agencyId: to },
      categories: referral.record_id === null ? ['referrals'] : PERSONAL,
      ground: lawful.basis,
      basis: basisInWords(lawful),
      purpose: referral.purpose,
      fromAgencyId: disclosedBy ?? referral.agency_id,
    });
    if (isRefusal(ledger)) return ledger;
  }
  await tellReceiver(tx, actor, desk, sent, {
    subject: sent.urgent ? 'An urgent referral to your service waits' : 'A referral to your service waits',
    due: sent.due_on,
  });
  return sent;
}

function lawfulOf({ basis, consent, told, mayPassOn }: Ground) {
  if (basis === null)
    return refused(
      'referral-needs-a-basis',
      'Say on which lawful basis it is sent: that they agreed, or another. Without one it stays a draft in your agency.',
      { field: 'basis' },
    );
  if (basis === 'consent' && consent === null)
    return refused('consent-says-how', 'Say how they agreed: in words or in writing.', { field: 'consent' });
  if (basis === 'consent' && !told.includes('who-receives'))
    return refused('consent-is-informed', 'Consent counts only when they were told who will receive it.', {
      field: 'told',
    });
  if (told.length === 0)
    return refused('says-what-was-told', 'Say what the person was told, or why they were not.', {
      field: 'told',
    });
  return {
    basis,
    consent: basis === 'consent' ? consent : null,
    told: [...new Set(told)],
    may_pass_on: mayPassOn,
  };
}

const basisInWords = ({
  basis,
  consent,
}: {
  readonly basis: keyof typeof BASES;
  readonly consent: keyof typeof CONSENTS | null;
}): string => (consent === null ? BASES[basis] : `${BASES[basis]}: ${CONSENTS[consent].toLowerCase()}`);

/** The person that a record stands with now, for the ledger. */
export async function clusterOf(tx: Tx, actor: Actor, recordId: string | null): Promise<string | null> {
  if (recordId === null) return null;
  const row = await asMachine(tx, actor, () =>
    tx
      .selectFrom('casework.record')
      .where('partnership_id', '=', actor.partnershipId)
      .where('id', '=', recordId)
      .select('cluster_id')
      .executeTakeFirst(),
  );
  return row?.cluster_id ?? null;
}
