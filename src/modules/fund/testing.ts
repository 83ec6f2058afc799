/** Ground for the tests of the fund: the example's partners, places, strategy and boards, and decisions as boards record them. */
import { newId } from '../../kernel/ids.ts';
import { type PlainDate, plainDate } from '../../kernel/plain-date.ts';
import { orThrow } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { TestDatabase } from '../../platform/database/testing.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Decided } from '../../platform/module.ts';
import { addBody } from '../governance/index.ts';
import { addAgency } from '../partners/index.ts';
import { receive } from './ledger/money.ts';
import { addRequest, type RequestFields } from './requests/request.ts';
import type { RequestState } from './requests/states.ts';
import { addStream, type StreamFields } from './streams/stream.ts';

export const KEEPER = [
  'read',
  'fund.keep',
  'fund.request',
  'project.endorse',
  'partners.edit',
  'governance.edit',
  'meeting.record',
  'partnership.edit',
] as const;

export const on = (day: string): PlainDate => plainDate(day);

export interface Ground {
  readonly agencyId: string;
  readonly boardId: string;
}

/** One agency and one board. */
export async function layGround(tx: Tx, actor: Actor): Promise<Ground> {
  const agency = orThrow(
    await addAgency(tx, actor, {
      name: 'Council',
      shortName: 'CCDC',
      sector: 'district-council',
      statutory: true,
      joinedOn: null,
      website: null,
      email: 'council@example.org',
      telephone: null,
      address: null,
      note: null,
    }),
  );
  const body = orThrow(
    await addBody(tx, actor, {
      name: 'Strategic Board',
      kind: 'strategic',
      agencyId: null,
      purpose: null,
      startsOn: null,
      endsOn: null,
      note: null,
    }),
  );
  const found = await tx
    .selectFrom('partners.agency')
    .select('id')
    .where('slug', '=', agency.slug)
    .executeTakeFirstOrThrow();
  return { agencyId: found.id, boardId: body.id };
}

let made = 0;

/** A stream held by the agency, with so much received on 1 April 2012. */
export async function aStream(
  tx: Tx,
  actor: Actor,
  ground: Ground,
  fields: Partial<StreamFields> & { readonly received?: number } = {},
): Promise<{ id: string; slug: string }> {
  const { received = 0, ...given } = fields;
  made += 1;
  const stream = orThrow(
    await addStream(tx, actor, {
      name: `Stream ${made}`,
      kind: 'grant',
      source: 'Home Office',
      sourceAgencyId: null,
      holderAgencyId: ground.agencyId,
      vatHostAgencyId: null,
      arrangement: 'grant',
      promised: null,
      startsOn: null,
      lapsesOn: null,
      carriesOver: true,
      conditions: '',
      quality: 'final',
      note: '',
      ...given,
    }),
  );
  if (received > 0)
    orThrow(
      await receive(tx, actor, {
        streamId: stream.id,
        pence: received,
        on: on('2012-04-01'),
        says: 'First payment',
      }),
    );
  return stream;
}

/** A draft that asks for so much, once. */
export async function aRequest(
  tx: Tx,
  actor: Actor,
  ground: Ground,
  fields: Partial<RequestFields> & { readonly pence: number; readonly on?: PlainDate },
): Promise<{ id: string; slug: string }> {
  made += 1;
  const { on: day = on('2012-11-01'), ...given } = fields;
  return orThrow(
    await addRequest(tx, actor, {
      projectId: null,
      title: `Request ${made}`,
      purpose: '',
      agencyId: ground.agencyId,
      placeId: null,
      shape: 'one-off',
      spending: 'revenue',
      monthly: null,
      fromOn: null,
      untilOn: null,
      match: 0,
      matchFrom: '',
      note: '',
      instalments: [],
      ...given,
      on: day,
    }),
  );
}

/** A decision of a board as the register keeps it, recorded from minutes. */
export async function aDecision(
  tx: Tx,
  actor: Actor,
  boardId: string,
  given: {
    readonly requestId: string;
    readonly outcome:
      | 'recommended'
      | 'endorsed'
      | 'endorsed-on-condition'
      | 'deferred'
      | 'refused'
      | 'referred-back'
      | 'undone';
    readonly on: PlainDate;
    readonly deferredTo?: PlainDate;
    readonly reason?: string;
    readonly undoesId?: string;
    readonly conditions?: Decided['conditions'];
  },
): Promise<string> {
  const id = newId<'decision'>();
  await tx
    .insertInto('governance.decision')
    .values({
      partnership_id: actor.partnershipId,
      id,
      reference: `T-${id.slice(-8)}`,
      body_id: boardId,
      decided_on: given.on,
      title: 'A request for money',
      words: 'As recorded in the minutes.',
      outcome: given.outcome,
      standing: 'stands',
      method: 'recorded-from-minutes',
      quorum: '{}',
      route: '[]',
      quorum_says: 'The minutes do not say.',
      subject_kind: 'request',
      subject_id: given.requestId,
      deferred_to: given.deferredTo ?? null,
      reason: given.reason ?? '',
      undoes_id: given.undoesId ?? null,
      hash: Buffer.alloc(32),
    })
    .execute();
  for (const condition of given.conditions ?? [])
    await tx
      .insertInto('governance.decision_condition')
      .values({
        partnership_id: actor.partnershipId,
        id: condition.id,
        decision_id: id,
        says: condition.says,
        due_on: condition.dueOn,
        kept_by: 'request',
      })
      .execute();
  return id;
}

/** What an effect is told of a decision. */
export const decided = (
  decisionId: string,
  given: {
    readonly on: PlainDate;
    readonly body?: string;
    readonly conditions?: Decided['conditions'];
    readonly deferredTo?: PlainDate;
    readonly reason?: string;
  },
): Decided => ({
  decisionId: decisionId as Decided['decisionId'],
  decidedOn: given.on,
  bodyId: decisionId as unknown as Decided['bodyId'],
  body: given.body ?? 'Strategic Board',
  conditions: given.conditions ?? [],
  deferredTo: given.deferredTo,
  reason: given.reason ?? '',
});

/** A request that a board has taken to a state, so that entries may be written for it, with a verdict that allowed it. */
export async function endorsedRequest(
  tx: Tx,
  actor: Actor,
  ground: Ground,
  given: { readonly streamId: string; readonly state: RequestState; readonly pence: number },
) {
  const { id } = await aRequest(tx, actor, ground, { pence: given.pence });
  const day = on('2012-12-14');
  const decisionId = await aDecision(tx, actor, ground.boardId, {
    requestId: id,
    outcome: given.state === 'endorsed' ? 'endorsed' : 'endorsed-on-condition',
    on: day,
  });
  const { lapses_on: lapsesOn } = await tx
    .selectFrom('fund.stream')
    .select('lapses_on')
    .where('id', '=', given.streamId)
    .executeTakeFirstOrThrow();
  const verdictId = newId<'verdict'>();
  const own = { partnership_id: actor.partnershipId, request_id: id };
  await tx
    .insertInto('fund.request_step')
    .values({
      ...own,
      position: 2,
      state: given.state,
      on_day: day,
      decision_id: decisionId,
      decision_outcome: given.state === 'endorsed' ? 'endorsed' : 'endorsed-on-condition',
      agency_id: ground.agencyId,
    })
    .execute();
  await tx
    .insertInto('fund.verdict')
    .values({
      ...own,
      id: verdictId,
      stream_id: given.streamId,
      verdict: 'allowed',
      reasons: '[]',
      on_day: day,
      last_day_number: 1,
      last_day: lapsesOn ?? plainDate('9999-12-31'),
    })
    .execute();
  return {
    verdictId,
    request: { id, projectId: null, agencyId: ground.agencyId, decisionId, decided: given.state },
  };
}

/** A database with the ground laid. */
export const groundOf = (db: TestDatabase): Promise<Ground> =>
  db.does(db.with(...KEEPER), (tx) => layGround(tx, db.with(...KEEPER)));
