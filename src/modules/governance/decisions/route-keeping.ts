import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Decidables } from './record.ts';

/** A dated delegation: which bodies a kind of proposal walks past, from one day to another. The last decides. */
export interface DatedRoute {
  readonly kind: string;
  readonly startsOn: PlainDate | null;
  readonly endsOn: PlainDate | null;
  readonly note: string;
  readonly bodies: readonly { readonly id: string; readonly name: string }[];
}

/** Every dated delegation, by kind, the latest first. */
export async function listDatedRoutes(tx: Tx): Promise<readonly DatedRoute[]> {
  const { rows } = await sql<DatedRoute>`
    select r.subject_kind as kind, r.starts_on as "startsOn", max(r.ends_on) as "endsOn", max(r.note) as note,
      json_agg(json_build_object('id', b.id, 'name', b.name) order by r.position) as bodies
    from governance.route_step r
    join governance.body b on b.partnership_id = r.partnership_id and b.id = r.body_id
    group by r.subject_kind, r.starts_on order by r.subject_kind, r.starts_on desc nulls last`.execute(tx);
  return rows;
}

/** Delegates a kind of proposal to bodies from a day on, until a day or until another delegation. */
export async function delegateRoute(
  tx: Tx,
  actor: Actor,
  decidable: Decidables,
  input: {
    readonly kind: string;
    /** In the order in which the proposal walks past them; the last decides, the others recommend. */
    readonly bodyIds: readonly string[];
    readonly startsOn: PlainDate;
    readonly endsOn: PlainDate | null;
    readonly note: string;
  },
): Promise<undefined | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  if (!decidable.has(input.kind))
    return refused('not-decidable', 'Choose a kind of proposal that boards decide.', { field: 'kind' });
  const { bodyIds } = input;
  if (bodyIds.length === 0 || new Set(bodyIds).size !== bodyIds.length)
    return refused('route-needs-bodies', 'Choose who decides, and each body once only.', {
      field: 'decides',
    });
  await tx
    .insertInto('governance.route_step')
    .values(
      bodyIds.map((bodyId, place) => ({
        partnership_id: actor.partnershipId,
        id: newId(),
        subject_kind: input.kind,
        position: place + 1,
        body_id: bodyId,
        does: place === bodyIds.length - 1 ? ('decides' as const) : ('recommends' as const),
        starts_on: input.startsOn,
        ends_on: input.endsOn,
        note: input.note.trim(),
      })),
    )
    .execute();
  await recordCommand(tx, actor, {
    action: 'route.delegate',
    subject: { kind: 'partnership', id: actor.partnershipId },
    detail: { ...input },
  });
  return undefined;
}

/** Ends a delegation on a day; after it the kind's own route holds again. */
export async function endRoute(
  tx: Tx,
  actor: Actor,
  {
    kind,
    startsOn,
    endsOn,
  }: { readonly kind: string; readonly startsOn: PlainDate; readonly endsOn: PlainDate },
): Promise<undefined | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const { numUpdatedRows } = await tx
    .updateTable('governance.route_step')
    .set({ ends_on: endsOn })
    .where('subject_kind', '=', kind)
    .where('starts_on', '=', startsOn)
    .where('ends_on', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n)
    return refused('no-open-delegation', `No delegation of ${longDate(startsOn)} is open.`);
  await recordCommand(tx, actor, {
    action: 'route.end-delegation',
    subject: { kind: 'partnership', id: actor.partnershipId },
    detail: { kind, startsOn, endsOn },
  });
  return undefined;
}
