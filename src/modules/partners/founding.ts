import { z } from 'zod';
import { slugOf } from '../../kernel/names.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { notAllowed } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';

const founding = z.object({
  name: z.string().trim().min(1),
  area: z.string().trim().min(1),
  slug: z.string().optional(),
  host: z.string().nullable().default(null),
  example: z.boolean().default(false),
  businessDate: z.string().transform(plainDate).nullable().default(null),
});

/** What a partnership is founded with; `businessDate` only where it is an example. */
export type Founding = z.input<typeof founding>;

/** Founds the partnership of the actor: the first row of a tenant. For the operator's commands only. */
export async function foundPartnership(tx: Tx, actor: Actor, input: Founding): Promise<undefined | Refusal> {
  if (!may(actor, 'partnership.found')) return notAllowed();
  const read = founding.safeParse(input);
  if (!read.success) return refused('partnership-incomplete', 'A partnership needs a name and an area.');
  const { name, area, slug, host, example, businessDate } = read.data;
  const id = actor.partnershipId;
  await tx
    .insertInto('partners.partnership')
    .values({
      partnership_id: id,
      name,
      area,
      slug: slug ?? slugOf(name),
      host,
      example,
      business_date: businessDate,
      // An example begins on its own day, everybody else today.
      ...(businessDate === null ? {} : { began_on: businessDate }),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'partnership.founded',
    subject: { kind: 'partnership', id },
    detail: { name },
  });
  return undefined;
}
