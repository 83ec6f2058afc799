import { type Id, newId } from '../../../kernel/ids.ts';
import { addDays, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Body, findBody, nextSitting } from '../queries.ts';
import { listBodyChanges, nameOn } from './queries.ts';
import type { BodyChangeKind } from './words.ts';

interface OnADay {
  readonly slug: string;
  /** The first day on which it is so; of a body that ends, its last. */
  readonly on: PlainDate;
  readonly reason: string;
  readonly decisionId?: string | null | undefined;
}

/**
 * Gives a body another name from a day on; in what was before, it keeps the name it had. A name that is still to come is
 * taken on by `takeNewNames` when its day has.
 */
export async function renameBody(
  tx: Tx,
  actor: Actor,
  input: OnADay & { readonly name: string; readonly today: PlainDate },
): Promise<undefined | Refusal> {
  const body = await openBody(tx, actor, input);
  if ('refused' in body) return body;
  const changes = await listBodyChanges(tx, body.id);
  const later = changes.find(({ kind, onDay }) => kind === 'renamed' && onDay >= input.on);
  if (later)
    return refused(
      'body-renamed-later',
      `It is renamed on ${longDate(later.onDay)}. The next name must come after that.`,
      { field: 'changedOn' },
    );
  const nameAfter = input.name.trim();
  const nameBefore = nameOn(body, changes, input.on);
  if (nameAfter === nameBefore)
    return refused('body-has-that-name', 'It has this name already.', { field: 'name' });
  await record(tx, actor, body, 'renamed', { ...input, nameBefore, nameAfter });
  if (input.on <= input.today) await setName(tx, body.id, nameAfter);
  return undefined;
}

/** Writes that a body was restructured: what it is for or who sits on it changed at a stroke, and why. */
export async function restructureBody(tx: Tx, actor: Actor, input: OnADay): Promise<undefined | Refusal> {
  const body = await openBody(tx, actor, input);
  if ('refused' in body) return body;
  await record(tx, actor, body, 'restructured', input);
  return undefined;
}

/** Ends a body on a day, with its seats, offices and relations; everything it was stays readable. */
export async function abolishBody(tx: Tx, actor: Actor, input: OnADay): Promise<undefined | Refusal> {
  const body = await openBody(tx, actor, input);
  if ('refused' in body) return body;
  return (await end(tx, actor, body, input.on)) ?? record(tx, actor, body, 'abolished', input);
}

/** Merges a body into another: it ends on a day, and its page leads on to the one that goes on. */
export async function mergeBody(
  tx: Tx,
  actor: Actor,
  input: OnADay & { readonly into: string },
): Promise<undefined | Refusal> {
  const body = await openBody(tx, actor, input);
  if ('refused' in body) return body;
  const into = await findBody(tx, input.into);
  if (!into || into.id === body.id || (into.endsOn !== null && into.endsOn <= input.on))
    return refused('body-to-merge-into', 'Choose another body that goes on after that day.', {
      field: 'into',
    });
  const ended = await end(tx, actor, body, input.on);
  return ended ?? record(tx, actor, body, 'merged', { ...input, intoBodyId: into.id });
}

/** Writes that a body was established on a day, with the reason. */
export async function recordEstablished(tx: Tx, actor: Actor, input: OnADay): Promise<undefined | Refusal> {
  const body = await openBody(tx, actor, input);
  if ('refused' in body) return body;
  return record(tx, actor, body, 'established', input);
}

/** Gives bodies the names whose day has come; the names of a day are derived, this keeps today's copy. */
export async function takeNewNames(tx: Tx, actor: Actor, today: PlainDate): Promise<number> {
  const changes = (await listBodyChanges(tx)).filter(
    ({ kind, onDay }) => kind === 'renamed' && onDay <= today,
  );
  const names = new Map(changes.map(({ bodyId, nameAfter }) => [bodyId, nameAfter]));
  let taken = 0;
  for (const [id, name] of names) {
    const body = await tx
      .selectFrom('governance.body')
      .select('name')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const before = changes.find((one) => one.bodyId === id && one.nameBefore === body.name);
    if (name === null || name === body.name || !before) continue;
    await setName(tx, id, name);
    await recordCommand(tx, actor, {
      action: 'body.take-name',
      subject: { kind: 'body', id },
      detail: { name },
    });
    taken += 1;
  }
  return taken;
}

const setName = (tx: Tx, bodyId: string, name: string) =>
  tx
    .updateTable('governance.body')
    .set((row) => ({ name, revision: row('revision', '+', 1) }))
    .where('id', '=', bodyId)
    .execute();

async function openBody(tx: Tx, actor: Actor, { slug, on }: OnADay): Promise<Body | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const body = await findBody(tx, slug);
  if (!body) return notFound('body');
  if (body.endsOn !== null && body.endsOn < on && body.kind !== 'task-and-finish')
    return refused('body-had-ended', `${body.name} ended on ${longDate(body.endsOn)}.`, {
      field: 'changedOn',
    });
  if (body.startsOn !== null && body.startsOn > on)
    return refused(
      'body-has-not-begun',
      `${body.name} begins on ${longDate(body.startsOn)}. Choose a later day.`,
      { field: 'changedOn' },
    );
  return body;
}

/** Ends a body with all that would outlive it; refused while a sitting is planned afterwards. */
async function end(tx: Tx, actor: Actor, body: Body, on: PlainDate): Promise<undefined | Refusal> {
  const sitting = await nextSitting(tx, body.id, addDays(on, 1));
  if (sitting)
    return refused(
      'body-still-sits',
      `A sitting is planned on ${longDate(sitting.day)}. Cancel it first, or choose a later day.`,
      { field: 'changedOn' },
    );
  await tx
    .updateTable('governance.body')
    .set((row) => ({ ends_on: on, revision: row('revision', '+', 1) }))
    .where('id', '=', body.id)
    .execute();
  await endWhatOutlives(tx, body.id, on);
  await recordCommand(tx, actor, {
    action: 'body.end',
    subject: { kind: 'body', id: body.id },
    detail: { on },
  });
  return undefined;
}

/** Ends seats, offices, relations and programmes of a body that would go on after its last day. */
export async function endWhatOutlives(tx: Tx, bodyId: string, on: PlainDate): Promise<void> {
  for (const table of ['membership', 'office', 'programme_board'] as const)
    await tx
      .updateTable(`governance.${table}`)
      .set((row) => ({ ends_on: on, revision: row('revision', '+', 1) }))
      .where('body_id', '=', bodyId)
      .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>', on)]))
      .where((where) => where.or([where('starts_on', 'is', null), where('starts_on', '<=', on)]))
      .execute();
  await tx
    .updateTable('governance.reporting_line')
    .set((row) => ({ ends_on: on, revision: row('revision', '+', 1) }))
    .where((where) => where.or([where('body_id', '=', bodyId), where('reports_to_id', '=', bodyId)]))
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>', on)]))
    .where((where) => where.or([where('starts_on', 'is', null), where('starts_on', '<=', on)]))
    .execute();
}

async function record(
  tx: Tx,
  actor: Actor,
  body: Body,
  kind: BodyChangeKind,
  input: OnADay & {
    readonly nameBefore?: string;
    readonly nameAfter?: string;
    readonly intoBodyId?: Id<'body'>;
  },
): Promise<undefined> {
  await tx
    .insertInto('governance.body_change')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      body_id: body.id,
      kind,
      on_day: input.on,
      name_before: input.nameBefore ?? null,
      name_after: input.nameAfter ?? null,
      into_body_id: input.intoBodyId ?? null,
      reason: input.reason,
      decision_id: input.decisionId ?? null,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: `body.record-${kind}`,
    subject: { kind: 'body', id: body.id },
    detail: { on: input.on, reason: input.reason },
  });
}
