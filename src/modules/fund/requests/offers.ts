import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import { formatPence } from '../../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import { queueMail } from '../../../platform/mail/index.ts';
import { standingOf } from '../ledger/balances.ts';
import { listRules } from '../streams/queries.ts';
import { evaluate } from './eligibility.ts';
import { factsOf } from './facts.ts';
import { listRequests, type Request } from './queries.ts';

interface Offering {
  /** The entry by which money came back. */
  readonly entryId: string;
  readonly streamId: string;
  readonly on: PlainDate;
  readonly site?: string | undefined;
}

/**
 * Offers money that came back to every deferred request which the stream's rules allow it to pay, whoever gave it back:
 * a row, a duty until the request is brought back, and a mail to whom it concerns. Gives how many were offered it.
 */
export const offerMoney = (tx: Tx, actor: Actor, offering: Offering): Promise<number> =>
  actingAs(
    tx,
    actor,
    { ...actor, permissions: [...new Set([...actor.permissions, 'read', 'fund.keep'])] },
    (keeper) => offerAll(tx, keeper, offering),
  );

async function offerAll(tx: Tx, actor: Actor, { entryId, streamId, on, site }: Offering): Promise<number> {
  const stream = await standingOf(tx, streamId);
  if (!stream || stream.balances.available === 0) return 0;
  const rules = await listRules(tx, [streamId]);
  let offered = 0;
  for (const request of await listRequests(tx, { state: 'deferred' })) {
    const facts = await factsOf(tx, request, on);
    const verdict = evaluate({ ...stream, available: stream.balances.available }, rules, facts, on);
    if (verdict.verdict !== 'allowed') continue;
    const pence = Math.min(stream.balances.available, request.pence, verdict.atMost);
    if (pence <= (await offeredAlready(tx, request, streamId))) continue;
    await tx
      .insertInto('fund.offer')
      .values({
        partnership_id: actor.partnershipId,
        id: newId<'offer'>(),
        request_id: request.id,
        stream_id: streamId,
        entry_id: entryId,
        offered_on: on,
        pence,
      })
      .execute();
    await recordCommand(tx, actor, {
      action: 'request.offered-money',
      subject: { kind: 'request', id: request.id },
      detail: { stream: stream.slug, pence },
    });
    if (site !== undefined) await tellOf(tx, actor, { request, stream: stream.name, pence, on, site });
    offered += 1;
  }
  return offered;
}

/** The most of this stream that the request was offered since it was deferred: it is not told the same twice. */
async function offeredAlready(tx: Tx, request: Request, streamId: string): Promise<number> {
  const row = await tx
    .selectFrom('fund.offer')
    .select((offer) => offer.fn.max('pence').as('most'))
    .where('request_id', '=', request.id)
    .where('stream_id', '=', streamId)
    .where('offered_on', '>=', request.stateSince)
    .executeTakeFirst();
  return Number(row?.most ?? 0);
}

async function tellOf(
  tx: Tx,
  actor: Actor,
  {
    request,
    stream,
    pence,
    on,
    site,
  }: { request: Request; stream: string; pence: number; on: PlainDate; site: string },
): Promise<void> {
  const to = await addressFor(tx, request, on);
  if (to === undefined) return;
  const until = request.deferredTo ? ` It was deferred until ${longDate(request.deferredTo)}.` : '';
  await queueMail(tx, actor, {
    to,
    subject: `Money is there again: ${request.title}`,
    body: `Money has come back to ${stream}, and its rules allow it to pay for “${request.title}” (${request.reference}): ${formatPence(pence)} of the ${formatPence(request.pence)} asked for.${until}\n\nBring the request back to the board, or say that it is no longer needed:\n\n${site}/fund/requests/${request.slug}\n`,
    about: { kind: 'request', id: request.id },
  });
}

/** The address of the project's first lead post or of who holds it, else that of the agency which asks. */
async function addressFor(tx: Tx, request: Request, on: PlainDate): Promise<string | undefined> {
  const { rows } = await sql<{ email: string | null }>`
    select coalesce(
      (select coalesce(t.email, (select n.email from partners.holding h
          join partners.person n on n.partnership_id = h.partnership_id and n.id = h.person_id
          where h.partnership_id = t.partnership_id and h.post_id = t.id and h.starts_on <= ${on}::date
            and (h.ends_on is null or h.ends_on >= ${on}::date) order by h.starts_on desc limit 1))
        from delivery.lead x join partners.post t on t.partnership_id = x.partnership_id and t.id = x.post_id
        where x.partnership_id = platform.partnership() and x.project_id = ${request.projectId}::uuid order by x.position limit 1),
      (select a.email from partners.agency a where a.partnership_id = platform.partnership() and a.id = ${request.agencyId}::uuid)) as email`.execute(
    tx,
  );
  return rows[0]?.email ?? undefined;
}
