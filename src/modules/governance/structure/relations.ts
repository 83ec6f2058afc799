import { type Id, newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { listReportingLines } from '../queries.ts';
import { listProgrammeBoards } from './queries.ts';
import type { Relation } from './words.ts';

/**
 * Records how a body stands to another from a day on. Bodies that would stand so to each other in a circle are
 * refused, relation by relation: a board may well delegate to the group that reports to it.
 */
export async function addRelation(
  tx: Tx,
  actor: Actor,
  input: {
    readonly bodyId: Id<'body'>;
    readonly reportsToId: Id<'body'>;
    readonly kind?: Relation | undefined;
    readonly startsOn: PlainDate | null;
    readonly note: string | null;
  },
): Promise<Id<'reporting-line'> | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const kind = input.kind ?? 'reports-to';
  if (await leadsBack(tx, kind, input.reportsToId, input.bodyId))
    return refused('bodies-answer-in-a-circle', 'That body stands so to this one already. Choose another.', {
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
      kind,
      starts_on: input.startsOn,
      note: input.note,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'body.relate',
    subject: { kind: 'body', id: input.bodyId },
    detail: { ...input, kind },
  });
  return id;
}

/** Ends a relation of a body, which may stand at either end of it, by its last day. */
export async function endRelation(
  tx: Tx,
  actor: Actor,
  bodyId: string,
  lineId: string,
  endsOn: PlainDate,
): Promise<undefined | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const line = (await listReportingLines(tx)).find(
    (one) => one.id === lineId && (one.bodyId === bodyId || one.reportsToId === bodyId),
  );
  if (!line) return notFound('relation');
  await tx
    .updateTable('governance.reporting_line')
    .set((row) => ({ ends_on: endsOn, revision: row('revision', '+', 1) }))
    .where('id', '=', line.id)
    .execute();
  await recordCommand(tx, actor, {
    action: 'body.end-relation',
    subject: { kind: 'body', id: line.bodyId },
    detail: { lineId, endsOn },
  });
  return undefined;
}

/** True when following the open lines of one kind from one body leads to another. */
async function leadsBack(tx: Tx, kind: Relation, from: string, to: string): Promise<boolean> {
  const lines = (await listReportingLines(tx)).filter((line) => line.endsOn === null && line.kind === kind);
  const seen = new Set([from]);
  for (const body of seen) for (const line of lines) if (line.bodyId === body) seen.add(line.reportsToId);
  return seen.has(to) && from !== to;
}

/** Makes a body the programme board of a thing of another module (a theme, a plan, a place), from a day on. */
export async function addProgrammeBoard(
  tx: Tx,
  actor: Actor,
  input: {
    readonly bodyId: Id<'body'>;
    readonly subject: { readonly kind: string; readonly id: string };
    readonly startsOn: PlainDate | null;
    readonly note?: string | null | undefined;
  },
): Promise<Id<'programme-board'> | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const id = newId<'programme-board'>();
  await tx
    .insertInto('governance.programme_board')
    .values({
      partnership_id: actor.partnershipId,
      id,
      body_id: input.bodyId,
      subject_kind: input.subject.kind,
      subject_id: input.subject.id,
      starts_on: input.startsOn,
      note: input.note ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'body.oversee-programme',
    subject: { kind: 'body', id: input.bodyId },
    detail: { ...input },
  });
  return id;
}

/** Ends a body's time as a programme board by its last day. */
export async function endProgrammeBoard(
  tx: Tx,
  actor: Actor,
  bodyId: string,
  programmeId: string,
  endsOn: PlainDate,
): Promise<undefined | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const found = (await listProgrammeBoards(tx)).find(
    (one) => one.id === programmeId && one.bodyId === bodyId,
  );
  if (!found) return notFound('programme');
  await tx
    .updateTable('governance.programme_board')
    .set((row) => ({ ends_on: endsOn, revision: row('revision', '+', 1) }))
    .where('id', '=', found.id)
    .execute();
  await recordCommand(tx, actor, {
    action: 'body.end-programme',
    subject: { kind: 'body', id: bodyId },
    detail: { programmeId, endsOn },
  });
  return undefined;
}
