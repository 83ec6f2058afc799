import { sql } from 'kysely';
import { isUuid, newId } from '../../../kernel/ids.ts';
import { plural } from '../../../kernel/names.ts';
import { addDays, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, may, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { queueMail } from '../../../platform/mail/index.ts';
import { addressesOfHolders } from '../../access/index.ts';
import { purposeInUse } from '../purpose/queries.ts';
import { agenciesAnsweringFor } from '../purpose/shared.ts';
import { asMachine } from '../purpose/working.ts';
import { businessToday, reviewOn } from '../retention/review-on.ts';
import { CATEGORY_NAMES } from './categories.ts';
import { disclose } from './disclosure.ts';

const HOUR = 3_600_000;
/** An emergency opening closes by itself after this time at most. */
export const LONGEST_OPENING_HOURS = 24;
const REVIEW_WITHIN = 2;

export interface Breaking {
  readonly clusterId: string;
  readonly reason: string;
  /** For how many hours, 1 to 24. */
  readonly hours: number;
  readonly site?: string;
}

/**
 * Opens all that is held about one person to the actor alone, for a day at most, in an emergency. Information
 * governance is written to in the same transaction, and the ledger says that every agency's records were opened.
 * Refuses `choose-a-purpose`, `say-what-the-emergency-is`, `opens-for-a-day-at-most` and not-found.
 */
export async function breakGlass(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: Breaking,
): Promise<{ id: string } | Refusal> {
  const own = agencyOf(actor);
  const account = accountOf(actor);
  if (own === undefined || account === undefined || !mayFor(actor, 'casework.read', own)) return notAllowed();
  const purpose = await purposeInUse(tx, actor, actor.purpose ?? '');
  if (!purpose) return refused('choose-a-purpose', 'Say first for which purpose you open this.');
  const wrong = saysEnough(input);
  if (wrong) return wrong;
  const holders = await agenciesHolding(tx, actor, input.clusterId);
  if (holders.length === 0) return notFound('person');
  const id = newId<'break-glass'>();
  const today = await businessToday(tx);
  const now = new Date();
  await tx
    .insertInto('casework.break_glass')
    .values({
      partnership_id: actor.partnershipId,
      id,
      opened_at: now,
      closes_at: new Date(now.getTime() + input.hours * HOUR),
      on_day: today,
      review_by: sql<PlainDate>`platform.add_working_days(${today}::date, ${REVIEW_WITHIN})`,
      agency_id: own,
      account_id: account,
      cluster_id: input.clusterId,
      purpose: purpose.slug,
      reason: subjects.seal(id, input.reason.trim()),
      review_on: await reviewOn(tx, actor, 'record', today),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'break-glass.opened',
    subject: { kind: 'person', id: input.clusterId },
    detail: { opening: id, hours: input.hours },
  });
  const written = await enterIntoLedger(tx, actor, subjects, { id, own, holders, ...input });
  if (written) return written;
  await tellGovernance(tx, actor, id, input.site);
  return { id };
}

function saysEnough({ reason, hours }: Breaking): Refusal | undefined {
  if (reason.trim().length < 10)
    return refused('say-what-the-emergency-is', 'Say what the emergency is, in a sentence.', {
      field: 'reason',
    });
  return Number.isInteger(hours) && hours >= 1 && hours <= LONGEST_OPENING_HOURS
    ? undefined
    : refused('opens-for-a-day-at-most', 'Enter for how many hours, from 1 to 24.', { field: 'hours' });
}

/** Who holds anything about this person; the machine looks, since the actor may not. */
const agenciesHolding = async (tx: Tx, actor: Actor, clusterId: string): Promise<readonly string[]> =>
  isUuid(clusterId) ? asMachine(tx, actor, (machine) => agenciesAnsweringFor(tx, machine, clusterId)) : [];

async function enterIntoLedger(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  opening: { id: string; own: string; holders: readonly string[]; clusterId: string; hours: number },
): Promise<Refusal | undefined> {
  return asMachine(tx, actor, async (machine) => {
    for (const fromAgencyId of opening.holders) {
      if (fromAgencyId === opening.own) continue;
      const written = await disclose(tx, machine, subjects, {
        item: { kind: 'break-glass', id: opening.id },
        clusterId: opening.clusterId,
        to: { agencyId: opening.own },
        categories: CATEGORY_NAMES,
        ground: 'break-glass',
        conditions: `Open for ${plural(opening.hours, 'hour')}, to one person`,
        expiresOn: addDays(await businessToday(tx), 1),
        onBehalfOf: fromAgencyId,
      });
      if (isRefusal(written)) return written;
    }
    return undefined;
  });
}

async function tellGovernance(tx: Tx, actor: Actor, id: string, site: string | undefined): Promise<void> {
  const link = site === undefined ? '' : `\n\n${site}/casework/governance/break-glass/${id}`;
  for (const to of await addressesOfHolders(tx, actor, 'casework.govern'))
    await queueMail(tx, actor, {
      to,
      subject: 'Somebody opened personal data in an emergency',
      body: `Everything that is held about one person was opened, to one reader, for a day at most. Look at why, and review it.${link}\n`,
      about: { kind: 'break-glass', id },
    });
}

export type ReviewOutcome = 'justified' | 'justified-with-lessons' | 'not-justified';

/** What information governance found of an emergency opening. Refuses `reviewed-already` and `say-what-was-found`. */
export async function reviewBreakGlass(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
  input: { readonly outcome: ReviewOutcome; readonly says: string },
): Promise<{ id: string } | Refusal> {
  const account = accountOf(actor);
  if (!may(actor, 'casework.govern') || account === undefined) return notAllowed();
  const opening = isUuid(id)
    ? await tx
        .selectFrom('casework.break_glass')
        .where('partnership_id', '=', actor.partnershipId)
        .where('id', '=', id)
        .select('account_id')
        .executeTakeFirst()
    : undefined;
  if (!opening) return notFound('emergency opening');
  if (input.says.trim() === '')
    return refused('say-what-was-found', 'Say what you found.', { field: 'says' });
  await tx
    .insertInto('casework.break_glass_review')
    .values({
      partnership_id: actor.partnershipId,
      break_glass_id: id,
      at: new Date(),
      on_day: await businessToday(tx),
      outcome: input.outcome,
      says: subjects.seal(id, input.says.trim()),
      opened_by: opening.account_id,
      account_id: account,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'break-glass.reviewed',
    subject: { kind: 'break-glass', id },
    detail: { outcome: input.outcome },
  });
  return { id };
}
