import { z } from 'zod';
import { type Id, newId } from '../../kernel/ids.ts';
import { slugOf } from '../../kernel/names.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { givenText, optionalDate, optionalText } from '../../platform/http/form.ts';
import { BODY_KINDS, type BodyKind } from './kinds.ts';
import { type Body, findBody, listReportingLines } from './queries.ts';

const kinds = Object.keys(BODY_KINDS) as [BodyKind, ...BodyKind[]];

/** What the form of a body asks. */
export const bodyFields = z.object({
  name: givenText('Give the body a name'),
  kind: z.enum(kinds, { error: 'Choose what kind of body this is' }),
  agencyId: optionalText().transform((id) => id as Id<'agency'> | null),
  purpose: optionalText(),
  startsOn: optionalDate(),
  endsOn: optionalDate(),
  note: optionalText(),
});

export type BodyFields = z.output<typeof bodyFields>;

const RESERVED = new Set(['new', 'import']);

const columnsOf = (fields: BodyFields) => ({
  name: fields.name,
  kind: fields.kind,
  agency_id: fields.agencyId,
  purpose: fields.purpose,
  starts_on: fields.startsOn,
  ends_on: fields.endsOn,
  note: fields.note,
});

/** Adds a body. Its slug comes from its name unless one is given. */
export async function addBody(
  tx: Tx,
  actor: Actor,
  fields: BodyFields & { readonly slug?: string },
): Promise<{ id: Id<'body'>; slug: string } | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const slug = fields.slug ?? slugOf(fields.name);
  if (slug === '' || RESERVED.has(slug))
    return refused('body-name-is-reserved', 'Choose another name; this one is an address of its own.', {
      field: 'name',
    });
  const id = newId<'body'>();
  await tx
    .insertInto('governance.body')
    .values({ partnership_id: actor.partnershipId, id, slug, ...columnsOf(fields) })
    .execute();
  await recordCommand(tx, actor, {
    action: 'body.add',
    subject: { kind: 'body', id },
    detail: { slug, ...fields },
  });
  return { id, slug };
}

/** Changes what is said of a body; `revision` is the one that was seen. An end date abolishes it; its history stays. */
export async function changeBody(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  fields: BodyFields,
): Promise<undefined | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const body = await findBody(tx, slug);
  if (!body) return notFound('body');
  const { numUpdatedRows } = await tx
    .updateTable('governance.body')
    .set({ ...columnsOf(fields), revision: body.revision + 1 })
    .where('id', '=', body.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('body');
  await recordCommand(tx, actor, {
    action: 'body.change',
    subject: { kind: 'body', id: body.id },
    detail: { ...fields },
  });
  return undefined;
}

/** Records that a body answers to another from a day on. Bodies that would answer to each other in a circle are refused. */
export async function addReportingLine(
  tx: Tx,
  actor: Actor,
  input: {
    readonly bodyId: Id<'body'>;
    readonly reportsToId: Id<'body'>;
    readonly startsOn: PlainDate | null;
    readonly note: string | null;
  },
): Promise<Id<'reporting-line'> | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  if (await leadsBack(tx, input.reportsToId, input.bodyId))
    return refused('bodies-answer-in-a-circle', 'That body answers to this one already. Choose another.', {
      field: 'reportsTo',
    });
  const id = newId<'reporting-line'>();
  await tx
    .insertInto('governance.reporting_line')
    .values({
      partnership_id: actor.partnershipId,
      id,
      body_id: input.bodyId,
      reports_to_id: input.reportsToId,
      starts_on: input.startsOn,
      note: input.note,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'body.answer-to',
    subject: { kind: 'body', id: input.bodyId },
    detail: { ...input },
  });
  return id;
}

/** Ends a reporting line on a day. */
export async function endReportingLine(
  tx: Tx,
  actor: Actor,
  body: Pick<Body, 'id'>,
  lineId: string,
  endsOn: PlainDate,
): Promise<undefined | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const line = (await listReportingLines(tx)).find(({ id, bodyId }) => id === lineId && bodyId === body.id);
  if (!line) return notFound('reporting line');
  await tx
    .updateTable('governance.reporting_line')
    .set({ ends_on: endsOn })
    .where('id', '=', line.id)
    .execute();
  await recordCommand(tx, actor, {
    action: 'body.end-answering-to',
    subject: { kind: 'body', id: body.id },
    detail: { lineId, endsOn },
  });
  return undefined;
}

/** True when following the open reporting lines from one body leads to another. */
async function leadsBack(tx: Tx, from: string, to: string): Promise<boolean> {
  const lines = (await listReportingLines(tx)).filter((line) => line.endsOn === null);
  const seen = new Set([from]);
  for (const body of seen) for (const line of lines) if (line.bodyId === body) seen.add(line.reportsToId);
  return seen.has(to) && from !== to;
}
