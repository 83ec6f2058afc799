import { sql } from 'kysely';
import { listInWords } from '../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Decidable } from '../../../platform/module.ts';
import { BODY_KINDS, type BodyKind } from '../kinds.ts';
import {
  namesOf,
  notYetPassed,
  placeOf,
  type RouteDecision,
  type RouteStep,
  type Walk,
  walkRoute,
} from './route.ts';
import type { Outcome } from './words.ts';

type Decidables = ReadonlyMap<string, Pick<Decidable, 'kind' | 'says' | 'route'>>;

interface Subject {
  readonly kind: string;
  readonly id: string;
}

/** The route of a kind of proposal on a day: a dated delegation where there is one, else the kind's own; empty where it has none. */
export async function routeOn(
  tx: Tx,
  decidable: Decidables,
  kind: string,
  on: PlainDate,
): Promise<readonly RouteStep[]> {
  const dated = await tx
    .selectFrom('governance.route_step as r')
    .innerJoin('governance.body as b', (join) =>
      join.onRef('b.partnership_id', '=', 'r.partnership_id').onRef('b.id', '=', 'r.body_id'),
    )
    .select(['b.id', 'b.name', 'r.does', 'r.starts_on'])
    .where('r.subject_kind', '=', kind)
    .where((where) => where.or([where('r.starts_on', 'is', null), where('r.starts_on', '<=', on)]))
    .where((where) => where.or([where('r.ends_on', 'is', null), where('r.ends_on', '>=', on)]))
    .orderBy('r.starts_on', (order) => order.desc().nullsLast())
    .orderBy('r.position')
    .execute();
  const latest = dated.filter((row) => row.starts_on === dated[0]?.starts_on);
  if (latest.length > 0)
    return latest.map(({ id, name, does }) => ({ bodies: [{ id, name }], does, says: `the ${name}` }));
  const route = decidable.get(kind)?.route ?? [];
  if (route.length === 0) return [];
  const bodies = await tx
    .selectFrom('governance.body')
    .select(['id', 'name', 'kind'])
    .where('kind', 'in', route as BodyKind[])
    .where('agency_id', 'is', null)
    .where((where) => where.or([where('starts_on', 'is', null), where('starts_on', '<=', on)]))
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', on)]))
    .orderBy('name')
    .execute();
  return route.map((bodyKind, place) => ({
    bodies: bodies.filter((body) => body.kind === bodyKind).map(({ id, name }) => ({ id, name })),
    does: place === route.length - 1 ? 'decides' : 'recommends',
    says: `a ${(BODY_KINDS[bodyKind as BodyKind] ?? bodyKind).toLowerCase()}`,
  }));
}

/** What was decided of a thing, oldest first, as its route sees it. */
export async function decisionsOn(tx: Tx, { kind, id }: Subject): Promise<readonly RouteDecision[]> {
  const { rows } = await sql<RouteDecision>`
    select reference, body_id as "bodyId", counts_as as outcome, state, decided_on as "decidedOn",
      counts_as_deferred_to as "deferredTo"
    from governance.decision_now where subject_kind = ${kind} and subject_id = ${id}
    order by decided_on, id`.execute(tx);
  return rows;
}

/** How far a proposal had walked on a day, by the route that held then: what was decided later did not go before. */
export async function walkOf(tx: Tx, decidable: Decidables, subject: Subject, on: PlainDate): Promise<Walk> {
  const decided = (await decisionsOn(tx, subject)).filter(({ decidedOn }) => decidedOn <= on);
  return walkRoute(await routeOn(tx, decidable, subject.kind, on), decided);
}

/** The body that a proposal waits for, where there is one and only one. */
export async function bodyWhoseTurn(
  tx: Tx,
  decidable: Decidables,
  subject: Subject,
  on: PlainDate,
): Promise<string | undefined> {
  const { steps, at } = await walkOf(tx, decidable, subject, on);
  const [body, ...others] = at === undefined ? [] : (steps[at]?.bodies ?? []);
  return others.length === 0 ? body?.id : undefined;
}

const DECIDING: ReadonlySet<Outcome> = new Set(['endorsed', 'endorsed-on-condition']);

/** Whether a body may decide so at its place on the route: the rule that the Executive recommends and the Strategic Board decides. */
export function mayDecide(
  walk: Walk,
  says: string,
  body: { readonly id: string; readonly name: string },
  outcome: Outcome,
): { readonly does: 'recommends' | 'decides' | undefined } | Refusal {
  if (walk.steps.length === 0) return { does: undefined };
  const place = placeOf(walk.steps, body.id);
  const step = walk.steps[place];
  if (!step) {
    const who = walk.steps.map((one) => `${namesOf(one)} ${one.does}`);
    return refused(
      'not-this-bodys-decision',
      `${says} is not for the ${body.name} to decide: ${listInWords(who)}.`,
      { field: 'outcome', details: { route: who } },
    );
  }
  if (outcome === 'noted') return { does: step.does };
  if (outcome === 'agreed')
    return refused(
      'say-what-follows',
      step.does === 'recommends'
        ? `The ${body.name} recommends here. Choose recommended, deferred, referred back or refused.`
        : `The ${body.name} decides here. Choose endorsed, endorsed on condition, deferred, referred back or refused.`,
      { field: 'outcome' },
    );
  if (step.does === 'recommends' && DECIDING.has(outcome))
    return refused(
      'recommends-only',
      `The ${body.name} recommends; ${deciderOf(walk)} decides. Choose recommended.`,
      { field: 'outcome' },
    );
  if (step.does === 'decides' && outcome === 'recommended')
    return refused(
      'decides-here',
      `The ${body.name} decides here. Choose endorsed, or endorsed on condition.`,
      { field: 'outcome' },
    );
  return early(walk, place, body.name) ?? twice(step.by, walk, outcome) ?? { does: step.does };
}

/** What a body endorsed is not endorsed again, unless it came back recommended anew. */
const twice = (by: RouteDecision | undefined, walk: Walk, outcome: Outcome): Refusal | undefined =>
  walk.stands === 'decided' && by?.outcome === outcome && DECIDING.has(outcome)
    ? refused('decided-already', `Decision ${by.reference} says so already. Choose noted.`, {
        field: 'outcome',
      })
    : undefined;

const deciderOf = (walk: Walk): string => {
  const last = walk.steps.at(-1);
  return last ? namesOf(last) : 'another body';
};

function early(walk: Walk, place: number, name: string): Refusal | undefined {
  const before = notYetPassed(walk, place);
  if (!before) return undefined;
  const wait = walk.deferredTo === null ? '' : ` It was deferred to ${longDate(walk.deferredTo)}.`;
  const pending =
    walk.awaits && before.bodies.some(({ id }) => id === walk.awaits?.bodyId)
      ? ` Decision ${walk.awaits.reference} waits to be ratified first.`
      : '';
  return refused(
    'previous-body-has-not-recommended',
    `Before the ${name}, ${namesOf(before)} has to recommend it.${wait}${pending}`,
    { field: 'outcome', details: { waitsFor: before.bodies.map(({ name }) => name) } },
  );
}
