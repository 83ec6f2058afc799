import { z } from 'zod';
import { type Id, newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenText, optionalDate } from '../../../platform/http/form.ts';
import { saysTheSame } from '../../../platform/import-rows.ts';
import { type Framework, findEntry, findFramework } from './queries.ts';

const text = z.string().trim().default('');

/** What a file says of a framework itself. */
export const frameworkFields = z.object({
  slug: text
    .transform((value) => value.toLowerCase())
    .refine((value) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value), {
      message: 'Write the framework as small letters, digits and hyphens, such as national-indicators',
    }),
  title: givenText('Give the framework a title'),
  publisher: text,
  publishedOn: optionalDate('Write published_on as YYYY-MM-DD'),
  startsOn: optionalDate('Write starts_on as YYYY-MM-DD'),
  endsOn: optionalDate('Write ends_on as YYYY-MM-DD'),
  entriesInAll: text
    .transform((value) => (value === '' ? null : Number(value)))
    .refine((value) => value === null || (Number.isInteger(value) && value > 0 && value <= 10_000), {
      message: 'Write entries_in_all as a whole number, or leave it empty',
    }),
  source: text,
  note: text,
});

/** What a file says of one entry of a framework. */
export const entryFields = z.object({
  reference: givenText('Give the reference of the entry, such as NI 16'),
  title: givenText('Give the entry in its own words'),
  kind: z
    .string()
    .trim()
    .toLowerCase()
    .transform((value) => value || 'indicator')
    .pipe(z.enum(['outcome', 'indicator'], { error: 'Write the kind as outcome or indicator' })),
  grouping: text,
  partOf: text,
  definition: text,
  monitoringBody: text,
  inAgreement: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(['', 'yes', 'no'], { error: 'Write in_agreement as yes or no, or leave it empty' }))
    .transform((value) => (value === '' ? null : value === 'yes')),
});

export type FrameworkFields = z.output<typeof frameworkFields>;
export type EntryFields = z.output<typeof entryFields>;
export type Put = 'added' | 'changed' | 'unchanged';

const columnsOf = (fields: FrameworkFields) => ({
  title: fields.title,
  publisher: fields.publisher,
  published_on: fields.publishedOn as PlainDate | null,
  starts_on: fields.startsOn as PlainDate | null,
  ends_on: fields.endsOn as PlainDate | null,
  entries_in_all: fields.entriesInAll,
  source: fields.source,
  note: fields.note,
});

/** Adds a framework, or says what it is anew; known by its slug. Refused: not-allowed. */
export async function putFramework(tx: Tx, actor: Actor, fields: FrameworkFields): Promise<Put | Refusal> {
  if (!may(actor, 'strategy.edit')) return notAllowed();
  const present = await findFramework(tx, fields.slug);
  if (present && saysTheSame(present, fields)) return 'unchanged';
  const id = present?.id ?? newId<'framework'>();
  if (present)
    await tx
      .updateTable('strategy.framework')
      .set({ ...columnsOf(fields), revision: present.revision + 1 })
      .where('id', '=', id)
      .execute();
  else
    await tx
      .insertInto('strategy.framework')
      .values({ partnership_id: actor.partnershipId, id, slug: fields.slug, ...columnsOf(fields) })
      .execute();
  await recordCommand(tx, actor, {
    action: present ? 'framework.change' : 'framework.add',
    subject: { kind: 'framework', id },
    detail: { ...fields },
  });
  return present ? 'changed' : 'added';
}

/** Adds an entry to a framework, or words it anew; known by its reference. Refused: not-allowed. */
export async function putEntry(
  tx: Tx,
  actor: Actor,
  framework: Pick<Framework, 'id'>,
  fields: EntryFields,
): Promise<Put | Refusal> {
  if (!may(actor, 'strategy.edit')) return notAllowed();
  const present = await findEntry(tx, framework.id, fields.reference);
  if (present && saysTheSame(present, fields)) return 'unchanged';
  const id = present?.id ?? newId<'framework-entry'>();
  const columns = {
    title: fields.title,
    kind: fields.kind,
    grouping: fields.grouping,
    part_of: fields.partOf,
    definition: fields.definition,
    monitoring_body: fields.monitoringBody,
    in_agreement: fields.inAgreement,
  };
  if (present)
    await tx
      .updateTable('strategy.framework_entry')
      .set({ ...columns, revision: present.revision + 1 })
      .where('id', '=', id)
      .execute();
  else
    await tx
      .insertInto('strategy.framework_entry')
      .values({
        partnership_id: actor.partnershipId,
        id,
        framework_id: framework.id,
        reference: fields.reference,
        position: (await lastPosition(tx, framework.id)) + 1,
        ...columns,
      })
      .execute();
  await recordCommand(tx, actor, {
    action: present ? 'framework-entry.change' : 'framework-entry.add',
    subject: { kind: 'framework-entry', id },
    detail: { ...fields },
  });
  return present ? 'changed' : 'added';
}

async function lastPosition(tx: Tx, frameworkId: string): Promise<number> {
  const { last } = await tx
    .selectFrom('strategy.framework_entry')
    .where('framework_id', '=', frameworkId)
    .select(({ fn }) => fn.max('position').as('last'))
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

/** Names the body that monitors an indicator; another one that was named before no longer does. */
export async function nameMonitor(
  tx: Tx,
  actor: Actor,
  input: { readonly indicatorId: Id<'indicator'>; readonly bodyId: Id<'body'>; readonly note: string },
): Promise<Put | Refusal> {
  if (!may(actor, 'strategy.edit')) return notAllowed();
  const present = await tx
    .selectFrom('strategy.monitoring')
    .where('indicator_id', '=', input.indicatorId)
    .select(['body_id as bodyId', 'note', 'revision'])
    .executeTakeFirst();
  if (present && present.bodyId === input.bodyId && present.note === input.note) return 'unchanged';
  if (present)
    await tx
      .updateTable('strategy.monitoring')
      .set({ body_id: input.bodyId, note: input.note, revision: present.revision + 1 })
      .where('indicator_id', '=', input.indicatorId)
      .execute();
  else
    await tx
      .insertInto('strategy.monitoring')
      .values({
        partnership_id: actor.partnershipId,
        indicator_id: input.indicatorId,
        body_id: input.bodyId,
        note: input.note,
      })
      .execute();
  await recordCommand(tx, actor, {
    action: 'indicator.name-monitor',
    subject: { kind: 'indicator', id: input.indicatorId },
    detail: { ...input },
  });
  return present ? 'changed' : 'added';
}
