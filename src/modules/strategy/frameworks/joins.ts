import type { Id } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Put } from './framework.ts';
import type { Entry } from './queries.ts';

/** How an entry is joined to what is ours. */
export type EntryJoin = { readonly note: string } & (
  | { readonly outcomeId: Id<'outcome'> }
  | { readonly indicatorId: Id<'indicator'>; readonly fit: 'whole' | 'part' }
);

/** Joins an entry to an outcome or an indicator of ours; a join that is there already takes the new fit and note. */
export async function joinEntry(
  tx: Tx,
  actor: Actor,
  entry: Pick<Entry, 'id'>,
  join: EntryJoin,
): Promise<Put | Refusal> {
  if (!may(actor, 'strategy.edit')) return notAllowed();
  const own = { partnership_id: actor.partnershipId, entry_id: entry.id };
  const did = 'outcomeId' in join ? await joinOutcome(tx, own, join) : await joinIndicator(tx, own, join);
  if (did !== 'unchanged')
    await recordCommand(tx, actor, {
      action: 'framework-entry.join',
      subject: { kind: 'framework-entry', id: entry.id },
      detail: { ...join },
    });
  return did;
}

type Own = { readonly partnership_id: string; readonly entry_id: string };

async function joinOutcome(
  tx: Tx,
  own: Own,
  { outcomeId, note }: EntryJoin & { outcomeId: string },
): Promise<Put> {
  const there = tx
    .selectFrom('strategy.entry_outcome')
    .where('entry_id', '=', own.entry_id)
    .where('outcome_id', '=', outcomeId);
  const present = await there.select('note').executeTakeFirst();
  if (present?.note === note) return 'unchanged';
  await tx
    .insertInto('strategy.entry_outcome')
    .values({ ...own, outcome_id: outcomeId, note })
    .onConflict((twice) => twice.columns(['partnership_id', 'entry_id', 'outcome_id']).doUpdateSet({ note }))
    .execute();
  return present ? 'changed' : 'added';
}

async function joinIndicator(
  tx: Tx,
  own: Own,
  { indicatorId, fit, note }: EntryJoin & { indicatorId: string; fit: 'whole' | 'part' },
): Promise<Put> {
  const present = await tx
    .selectFrom('strategy.entry_indicator')
    .where('entry_id', '=', own.entry_id)
    .where('indicator_id', '=', indicatorId)
    .select(['note', 'fit'])
    .executeTakeFirst();
  if (present?.note === note && present.fit === fit) return 'unchanged';
  await tx
    .insertInto('strategy.entry_indicator')
    .values({ ...own, indicator_id: indicatorId, fit, note })
    .onConflict((twice) =>
      twice.columns(['partnership_id', 'entry_id', 'indicator_id']).doUpdateSet({ fit, note }),
    )
    .execute();
  return present ? 'changed' : 'added';
}

/** Ends a join of an entry. */
export async function partEntry(
  tx: Tx,
  actor: Actor,
  entry: Pick<Entry, 'id'>,
  from: { readonly kind: 'outcome' | 'indicator'; readonly id: string },
): Promise<undefined | Refusal> {
  if (!may(actor, 'strategy.edit')) return notAllowed();
  await (from.kind === 'outcome'
    ? tx
        .deleteFrom('strategy.entry_outcome')
        .where('entry_id', '=', entry.id)
        .where('outcome_id', '=', from.id)
    : tx
        .deleteFrom('strategy.entry_indicator')
        .where('entry_id', '=', entry.id)
        .where('indicator_id', '=', from.id)
  ).execute();
  await recordCommand(tx, actor, {
    action: 'framework-entry.part',
    subject: { kind: 'framework-entry', id: entry.id },
    detail: { ...from },
  });
  return undefined;
}
