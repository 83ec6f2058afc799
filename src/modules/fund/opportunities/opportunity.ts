/** External funding in sight: what is said of it, and how far it is. */
import { z } from 'zod';
import { newId } from '../../../kernel/ids.ts';
import { slugOf } from '../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenDate, givenText, optionalDate, optionalText } from '../../../platform/http/form.ts';
import { optionalPounds, someText } from '../fields.ts';
import { businessToday } from '../today.ts';
import { findOpportunity } from './queries.ts';

/** Every stage of an opportunity, and where it can go from there. A stage may be taken again with other words. */
export const NEXT = {
  'in-sight': ['preparing', 'bid', 'not-pursued'],
  preparing: ['bid', 'not-pursued'],
  bid: ['won', 'lost', 'not-pursued'],
  won: ['won'],
  lost: ['preparing'],
  'not-pursued': ['in-sight', 'preparing'],
} as const satisfies Record<string, readonly string[]>;
export type OpportunityStage = keyof typeof NEXT;
export const STAGES = Object.keys(NEXT) as [OpportunityStage, ...OpportunityStage[]];

export const STAGE_SAYS: Readonly<Record<OpportunityStage, string>> = {
  'in-sight': 'In sight',
  preparing: 'Bid in preparation',
  bid: 'Bid sent',
  won: 'Won',
  lost: 'Lost',
  'not-pursued': 'Not pursued',
};

export const nextOf = (stage: OpportunityStage): readonly OpportunityStage[] => NEXT[stage];

/** What is said of an opportunity. Agencies, posts and projects are ids; the amount is pence, null while unknown. */
export const opportunityFields = z.object({
  name: givenText('Enter a name'),
  funder: someText(),
  about: someText(),
  leadAgencyId: optionalText(),
  leadPostId: optionalText(),
  deadlineOn: optionalDate(),
  amount: optionalPounds(),
  matchPercent: z
    .string()
    .nullish()
    .transform((text, issues): number | null => {
      if (!text?.trim()) return null;
      const percent = Number(text.replace('%', '').trim());
      if (Number.isFinite(percent) && percent >= 0 && percent < 10_000) return percent;
      issues.addIssue({ code: 'custom', message: 'Enter a percentage, such as 50' });
      return z.NEVER;
    }),
  matchFrom: someText(),
  projectId: optionalText(),
  source: someText(),
  quality: z.enum(['final', 'provisional', 'estimated']).default('final'),
  note: someText(),
});
export type OpportunityFields = z.output<typeof opportunityFields>;

export const stageFields = z.object({
  stage: z.enum(STAGES, { error: 'Choose how far it is' }),
  day: givenDate('Say since which day'),
  amount: optionalPounds(),
  streamId: optionalText(),
  says: someText(),
});
export type StageFields = z.output<typeof stageFields>;

const columnsOf = (fields: OpportunityFields) => ({
  name: fields.name,
  funder: fields.funder,
  about: fields.about,
  lead_agency_id: fields.leadAgencyId,
  lead_post_id: fields.leadPostId,
  deadline_on: fields.deadlineOn,
  pence: fields.amount,
  match_percent: fields.matchPercent,
  match_from: fields.matchFrom,
  project_id: fields.projectId,
  source: fields.source,
  quality: fields.quality,
  note: fields.note,
});

const notYet = async (tx: Tx, day: PlainDate): Promise<Refusal | undefined> => {
  const today = await businessToday(tx);
  return day > today
    ? refused('day-is-in-the-future', `Enter a day that has come: today is ${longDate(today)}.`, {
        field: 'day',
      })
    : undefined;
};

/** Adds an opportunity that is in sight since a day. Its slug comes from its name unless one is given. */
export async function addOpportunity(
  tx: Tx,
  actor: Actor,
  fields: OpportunityFields & { readonly day: PlainDate; readonly slug?: string | undefined },
): Promise<{ id: string; slug: string } | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  const early = await notYet(tx, fields.day);
  if (early) return early;
  const slug = fields.slug ?? slugOf(fields.name);
  if (slug === '' || slug === 'new')
    return refused('name-is-reserved', 'Choose another name; this one is an address of its own.', {
      field: 'name',
    });
  const id = newId<'opportunity'>();
  const own = { partnership_id: actor.partnershipId };
  await tx
    .insertInto('fund.opportunity')
    .values({ ...own, id, slug, ...columnsOf(fields) })
    .execute();
  await tx
    .insertInto('fund.opportunity_stage')
    .values({
      ...own,
      opportunity_id: id,
      position: 1,
      stage: 'in-sight',
      on_day: fields.day,
      account_id: accountOf(actor),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'opportunity.added',
    subject: { kind: 'opportunity', id },
    detail: { slug, ...fields },
  });
  return { id, slug };
}

/** Changes what is said of an opportunity; `revision` is the one that was seen. */
export async function changeOpportunity(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  fields: OpportunityFields,
): Promise<{ slug: string } | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  const opportunity = await findOpportunity(tx, slug);
  if (!opportunity) return notFound('opportunity');
  const { numUpdatedRows } = await tx
    .updateTable('fund.opportunity')
    .set({ ...columnsOf(fields), revision: revision + 1 })
    .where('id', '=', opportunity.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('opportunity');
  await recordCommand(tx, actor, {
    action: 'opportunity.changed',
    subject: { kind: 'opportunity', id: opportunity.id },
    detail: { ...fields },
  });
  return { slug };
}

/** Records how far an opportunity is. Refused: not-from-this-stage, day-is-in-the-future, before-the-last-stage. */
export async function takeStage(
  tx: Tx,
  actor: Actor,
  slug: string,
  fields: StageFields,
): Promise<{ slug: string } | Refusal> {
  if (!may(actor, 'fund.keep')) return notAllowed();
  const opportunity = await findOpportunity(tx, slug);
  if (!opportunity) return notFound('opportunity');
  const refusal = (await notYet(tx, fields.day)) ?? refusalOfStage(opportunity, fields);
  if (isRefusal(refusal)) return refusal;
  await tx
    .insertInto('fund.opportunity_stage')
    .values({
      partnership_id: actor.partnershipId,
      opportunity_id: opportunity.id,
      position: opportunity.stages + 1,
      stage: fields.stage,
      on_day: fields.day,
      pence: fields.amount,
      stream_id: fields.streamId,
      says: fields.says,
      account_id: accountOf(actor),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: `opportunity.${fields.stage}`,
    subject: { kind: 'opportunity', id: opportunity.id },
    detail: { ...fields },
  });
  return { slug };
}

function refusalOfStage(
  now: { readonly stage: OpportunityStage; readonly stageSince: PlainDate },
  { stage, day }: StageFields,
): Refusal | undefined {
  if (!nextOf(now.stage).includes(stage))
    return refused(
      'not-from-this-stage',
      `${STAGE_SAYS[now.stage]}: from here it can be ${nextOf(now.stage)
        .map((one) => STAGE_SAYS[one].toLowerCase())
        .join(' or ')}.`,
      { field: 'stage' },
    );
  return day < now.stageSince
    ? refused('before-the-last-stage', `The stage before was on ${longDate(now.stageSince)}.`, {
        field: 'day',
      })
    : undefined;
}
