/** Posts and contracts that depend on funding: kept by who keeps the fund, settled once. */
import { z } from 'zod';
import { newId } from '../../../kernel/ids.ts';
import { slugOf } from '../../../kernel/names.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenDate, givenText, optionalText } from '../../../platform/http/form.ts';
import { someText } from '../fields.ts';
import { findDependent } from './queries.ts';

export const DEPENDENT_KINDS = { post: 'Post', contract: 'Contract' } as const;
export const OUTCOMES = {
  funded: 'Its funding goes on',
  replaced: 'Something else takes its place',
  ended: 'It ends',
} as const;

/** What is said of a post or contract. Agencies, projects, requests and streams are ids. */
export const dependentFields = z.object({
  kind: z.enum(['post', 'contract'], { error: 'Choose a post or a contract' }),
  title: givenText('Enter the title of the post or contract'),
  agencyId: optionalText(),
  projectId: optionalText(),
  requestId: optionalText(),
  streamId: optionalText(),
  endsOn: givenDate('Say on which day its funding ends'),
  noticeDays: z.coerce
    .number({ error: 'Enter a number of days' })
    .int('Enter a whole number of days')
    .min(0, 'Enter a number of days from 0 to 730')
    .max(730, 'Enter a number of days from 0 to 730')
    .default(90),
  quality: z.enum(['final', 'provisional', 'estimated']).default('final'),
  note: someText(),
});
export type DependentFields = z.output<typeof dependentFields>;

export const settlementFields = z.object({
  outcome: z.enum(['funded', 'replaced', 'ended'], { error: 'Choose what becomes of it' }),
  day: givenDate('Say on which day it was decided'),
  says: givenText('Say what was decided, and by whom'),
});
export type SettlementFields = z.output<typeof settlementFields>;

const columnsOf = (fields: DependentFields) => ({
  kind: fields.kind,
  title: fields.title,
  agency_id: fields.agencyId,
  project_id: fields.projectId,
  request_id: fields.requestId,
  stream_id: fields.streamId,
  ends_on: fields.endsOn,
  notice_days: fields.noticeDays,
  quality: fields.quality,
  note: fields.note,
});

/** Adds a post or contract whose funding ends; from then on it is a duty to decide in time. */
export async function addDependent(
  tx: Tx,
  actor: Actor,
  fields: DependentFields & { readonly slug?: string | undefined },
): Promise<{ id: string; slug: string } | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  const slug = fields.slug ?? slugOf(fields.title);
  if (slug === '' || slug === 'new')
    return refused('title-is-reserved', 'Choose another title; this one is an address of its own.', {
      field: 'title',
    });
  const id = newId<'dependent'>();
  await tx
    .insertInto('fund.dependent')
    .values({ partnership_id: actor.partnershipId, id, slug, ...columnsOf(fields) })
    .execute();
  await recordCommand(tx, actor, {
    action: 'dependent.added',
    subject: { kind: 'dependent', id },
    detail: { slug, ...fields },
  });
  return { id, slug };
}

/** Changes what is said of it; `revision` is the one that was seen. Refused once it is settled. */
export async function changeDependent(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  fields: DependentFields,
): Promise<{ slug: string } | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  const dependent = await findDependent(tx, slug);
  if (!dependent) return notFound('dependent');
  if (dependent.settledOn) return settledAlready();
  const { numUpdatedRows } = await tx
    .updateTable('fund.dependent')
    .set({ ...columnsOf(fields), revision: revision + 1 })
    .where('id', '=', dependent.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile(dependent.kind);
  await recordCommand(tx, actor, {
    action: 'dependent.changed',
    subject: { kind: 'dependent', id: dependent.id },
    detail: { ...fields },
  });
  return { slug };
}

const settledAlready = (): Refusal =>
  refused(
    'already-settled',
    'What becomes of it is recorded already. Add it again with the day on which its new funding ends.',
  );

/** Records what was decided of a post or contract: the duty is done. */
export async function settleDependent(
  tx: Tx,
  actor: Actor,
  slug: string,
  { outcome, day, says }: SettlementFields,
): Promise<{ slug: string } | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  const dependent = await findDependent(tx, slug);
  if (!dependent) return notFound('dependent');
  if (dependent.settledOn) return settledAlready();
  await tx
    .insertInto('fund.dependent_settled')
    .values({
      partnership_id: actor.partnershipId,
      dependent_id: dependent.id,
      outcome,
      on_day: day,
      says,
      account_id: accountOf(actor),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'dependent.settled',
    subject: { kind: 'dependent', id: dependent.id },
    detail: { outcome, day, says },
  });
  return { slug };
}
