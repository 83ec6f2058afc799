import { newId } from '../../../kernel/ids.ts';
import { type PlainDate, plainDate } from '../../../kernel/plain-date.ts';
import { orThrow, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { TestDatabase } from '../../../platform/database/testing.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Decidable } from '../../../platform/module.ts';
import { addBody } from '../body.ts';
import type { BodyKind } from '../kinds.ts';
import type { Quorum } from '../meeting/quorum.ts';
import { findBody } from '../queries.ts';
import { addSitting } from '../sitting.ts';
import type { DecisionInput } from './input.ts';
import type { QuorumReader } from './standing.ts';

export const DAY = plainDate('2012-12-14');

/** What effects did in a test, in order. */
export interface Deeds {
  readonly done: string[];
  readonly decidable: ReadonlyMap<string, Decidable>;
}

/** A kind of proposal whose effects write down what they did, and one that refuses. */
export function deeds(): Deeds {
  const done: string[] = [];
  const note = (what: string) => async () => {
    done.push(what);
    return `It was ${what}.`;
  };
  const proposal: Decidable = {
    kind: 'proposal',
    says: 'A proposal',
    route: ['executive', 'strategic'],
    authority: ['plan.adopt'],
    effects: {
      recommended: note('recommended'),
      endorsed: note('endorsed'),
      'endorsed-on-condition': note('endorsed on condition'),
      deferred: note('deferred'),
      undone: note('undone'),
    },
  };
  const refusing: Decidable = {
    ...proposal,
    kind: 'refusing',
    route: ['strategic'],
    effects: {
      endorsed: async (tx, actor) => {
        await tx
          .insertInto('governance.proposed_structure')
          .values({
            partnership_id: actor.partnershipId,
            id: newId(),
            title: 'Half done',
            effective_on: DAY,
          })
          .execute();
        return refused('money-is-short', 'There is not enough money in the stream.');
      },
    },
  };
  const lasting: Decidable = {
    ...proposal,
    kind: 'lasting',
    route: ['strategic'],
    effects: { endorsed: note('done for good') },
  };
  return {
    done,
    decidable: new Map([proposal, refusing, lasting].map((one) => [one.kind, one])),
  };
}

const counted = (quorate: boolean, appliesTo: Quorum['appliesTo']): Quorum => ({
  quorate,
  needed: 4,
  present: quorate ? 4 : 3,
  of: 6,
  says: quorate
    ? 'Quorate: 4 of 6 core organisations are here and 4 are needed.'
    : 'Not quorate: 3 of 6 core organisations are here and 4 are needed; 1 more must come.',
  applies: true,
  appliesTo,
  organisations: [],
});

/** A sitting that is quorate, or is not. */
export const quorate =
  (yes: boolean, appliesTo: Quorum['appliesTo'] = 'key-decisions'): QuorumReader =>
  async () =>
    counted(yes, appliesTo);

export interface Boards {
  readonly executive: { readonly id: string; readonly sitting: string };
  readonly strategic: { readonly id: string; readonly sitting: string };
  readonly group: { readonly id: string; readonly sitting: string };
}

/** Two boards and a group that sat on one day. */
export function makeBoards(db: TestDatabase, actor: Actor, day: PlainDate = DAY): Promise<Boards> {
  return db.does(actor, async (tx) => ({
    executive: await board(tx, actor, 'Executive Board', 'executive', day),
    strategic: await board(tx, actor, 'Strategic Board', 'strategic', day),
    group: await board(tx, actor, 'Joint Operations Group', 'joint-operations', day),
  }));
}

async function board(tx: Tx, actor: Actor, name: string, kind: BodyKind, day: PlainDate) {
  const fields = { name, kind, agencyId: null, purpose: null, startsOn: null, endsOn: null, note: null };
  const { slug } = orThrow(await addBody(tx, actor, fields));
  const body = await findBody(tx, slug);
  if (!body) throw new Error('The body was just added');
  const sitting = orThrow(await addSitting(tx, actor, body, { day, precision: 'day', kind: 'ordinary' }));
  return { id: body.id, sitting };
}

/** A decision at a board's sitting, with what a test does not care about filled in. */
export const decisionAt = (
  board: { readonly id: string; readonly sitting: string },
  more: Partial<DecisionInput> & Pick<DecisionInput, 'outcome'>,
): DecisionInput => ({
  bodyId: board.id,
  sittingId: board.sitting,
  decidedOn: DAY,
  title: 'A proposal',
  words: 'Resolved.',
  keyDecision: true,
  method: 'consensus',
  ...more,
});
