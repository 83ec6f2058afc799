import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import { slugOf } from '../../../kernel/names.ts';
import { formatPence } from '../../../kernel/pence.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Shape, Spending } from '../words.ts';
import { monthsOf } from './payments.ts';
import { findRequest, type Instalment, type Request } from './queries.ts';
import { isOpen, STATE_SAYS } from './states.ts';
import { takeStep } from './steps.ts';

/** What is asked for. Ids of project, agency and place; pence; of a recurring request the months make the amount. */
export interface RequestFields {
  readonly projectId: string | null;
  readonly title: string;
  readonly purpose: string;
  readonly agencyId: string | null;
  readonly placeId: string | null;
  readonly shape: Shape;
  readonly spending: Spending;
  readonly pence: number;
  readonly monthly: number | null;
  readonly fromOn: PlainDate | null;
  readonly untilOn: PlainDate | null;
  readonly match: number;
  readonly matchFrom: string;
  readonly note: string;
  readonly instalments: readonly Instalment[];
}

export const mayKeep = (actor: Actor, agencyId: string | null): boolean =>
  mayFor(actor, 'fund.keep', null) || mayFor(actor, 'fund.request', agencyId);

/** Named rules: instalments add up to what is asked; a recurring request asks for its months times its monthly amount. */
function amountOf(fields: RequestFields): number | Refusal {
  const { shape, monthly, fromOn, untilOn, instalments, pence } = fields;
  if (shape === 'recurring') {
    if (monthly === null || fromOn === null || untilOn === null)
      return refused(
        'request-recurring-says-how-much-from-when',
        'A recurring request says how much a month, from when and until when.',
        { field: 'monthly' },
      );
    const whole = monthly * monthsOf(fromOn, untilOn).length;
    return Number.isSafeInteger(whole)
      ? whole
      : refused('amount-is-too-large', 'Enter a smaller amount.', { field: 'monthly' });
  }
  const sum = instalments.reduce((total, one) => total + one.pence, 0);
  if (shape === 'instalments' && sum !== pence)
    return refused(
      'instalments-do-not-add-up',
      `The instalments come to ${formatPence(sum)}, and ${formatPence(pence)} is asked for.`,
      { field: 'instalments', details: { sum, asked: pence } },
    );
  return pence;
}

const columnsOf = (fields: RequestFields, pence: number) => ({
  project_id: fields.projectId,
  title: fields.title.trim(),
  purpose: fields.purpose,
  agency_id: fields.agencyId,
  place_id: fields.placeId,
  shape: fields.shape,
  spending: fields.spending,
  pence,
  monthly_pence: fields.shape === 'recurring' ? fields.monthly : null,
  from_on: fields.fromOn,
  until_on: fields.untilOn,
  match_pence: fields.match,
  match_from: fields.matchFrom,
  note: fields.note,
});

async function keepInstalments(
  tx: Tx,
  actor: Actor,
  requestId: string,
  fields: RequestFields,
): Promise<void> {
  if (fields.shape !== 'instalments' || fields.instalments.length === 0) return;
  await tx
    .insertInto('fund.instalment')
    .values(
      fields.instalments.map((one, at) => ({
        partnership_id: actor.partnershipId,
        request_id: requestId,
        position: at + 1,
        due_on: one.dueOn,
        pence: one.pence,
        agency_id: fields.agencyId,
      })),
    )
    .execute();
}

/** `2012-03`: the third request of that year. */
async function nextReference(tx: Tx, on: PlainDate): Promise<string> {
  const year = on.slice(0, 4);
  const { rows } = await sql<{ last: number | null }>`
    select max(substring(reference from 6)::integer) as last from fund.request
    where partnership_id = platform.partnership() and reference ~ ${`^${year}-[0-9]+$`}`.execute(tx);
  return `${year}-${String((rows[0]?.last ?? 0) + 1).padStart(2, '0')}`;
}

/** Begins a request as a draft; the figures usually come from the project plan (`requestFromProject`). */
export async function addRequest(
  tx: Tx,
  actor: Actor,
  fields: RequestFields & { readonly on: PlainDate; readonly slug?: string | undefined },
): Promise<{ id: string; slug: string; reference: string } | Refusal> {
  if (!mayKeep(actor, fields.agencyId)) return notAllowed();
  const pence = amountOf(fields);
  if (isRefusal(pence)) return pence;
  const slug = fields.slug ?? slugOf(fields.title);
  if (slug === 'new' || slug === 'import' || slug === '')
    return refused('request-title-is-reserved', 'Choose another title; this one is an address of its own.', {
      field: 'title',
    });
  const id = newId<'request'>();
  const reference = await nextReference(tx, fields.on);
  await tx
    .insertInto('fund.request')
    .values({ partnership_id: actor.partnershipId, id, slug, reference, ...columnsOf(fields, pence) })
    .execute();
  await keepInstalments(tx, actor, id, fields);
  const step = await takeStep(
    tx,
    actor,
    { id, agencyId: fields.agencyId },
    { state: 'draft', on: fields.on },
  );
  if (isRefusal(step)) return step;
  await recordCommand(tx, actor, {
    action: 'request.added',
    subject: { kind: 'request', id },
    detail: { reference, title: fields.title, pence },
  });
  return { id, slug, reference };
}

/** Changes a draft, or one that was referred back; what lies before a board stays as the board was shown it. */
export async function changeRequest(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  fields: RequestFields,
): Promise<{ slug: string } | Refusal> {
  const request = await findRequest(tx, slug);
  if (!request) return notFound('request');
  const closed = editable(actor, request);
  if (closed) return closed;
  const pence = amountOf(fields);
  if (isRefusal(pence)) return pence;
  await tx.deleteFrom('fund.instalment').where('request_id', '=', request.id).execute();
  const { numUpdatedRows } = await tx
    .updateTable('fund.request')
    .set({ ...columnsOf(fields, pence), revision: revision + 1 })
    .where('id', '=', request.id)
    .where('revision', '=', revision)
    .where('open', '=', true)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('request');
  await keepInstalments(tx, actor, request.id, fields);
  await recordCommand(tx, actor, {
    action: 'request.changed',
    subject: { kind: 'request', id: request.id },
    detail: { title: fields.title, pence },
  });
  return { slug };
}

/** Why who acts may not change a request now; undefined when they may. */
function editable(actor: Actor, request: Request): Refusal | undefined {
  if (!mayKeep(actor, request.agencyId)) return notAllowed();
  if (isOpen(request.state)) return undefined;
  return refused(
    'request-is-not-open',
    `This request is ${STATE_SAYS[request.state].toLowerCase()}: its figures can be changed only while it is a draft or referred back.`,
    { details: { state: request.state } },
  );
}
