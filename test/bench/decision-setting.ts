/** How long it takes to record a decision that moves money: judged, recorded, sealed, carried out, in one transaction. */
import type { Id } from '../../src/kernel/ids.ts';
import { plainDate } from '../../src/kernel/plain-date.ts';
import { orThrow } from '../../src/kernel/refusal.ts';
import { receive } from '../../src/modules/fund/ledger/money.ts';
import { addRequest } from '../../src/modules/fund/requests/request.ts';
import { proposeSplit } from '../../src/modules/fund/requests/split.ts';
import { submitRequest } from '../../src/modules/fund/requests/steps.ts';
import { addStream } from '../../src/modules/fund/streams/stream.ts';
import { findBody, recordDecision } from '../../src/modules/governance/index.ts';
import { listAgencies } from '../../src/modules/partners/index.ts';
import { modules } from '../../src/modules.ts';
import { type Actor, system } from '../../src/platform/actor.ts';
import { collect } from '../../src/platform/collect.ts';
import { type Connection, openPool } from '../../src/platform/database/connection.ts';
import { type Tx, transact } from '../../src/platform/database/transaction.ts';

export interface DecisionResult {
  /** The middle and the slowest twentieth. */
  readonly middleMs: number;
  readonly p95Ms: number;
  readonly decisions: number;
}

const ON = plainDate('2013-01-16');
const { decidable, permissions } = collect(modules);

type Does = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** A stream with enough in it for so many requests of a pound, and the requests, recommended. */
async function prepare(does: Does, actor: Actor, decisions: number): Promise<readonly string[]> {
  const streamId = await does(async (tx) => {
    const [holder] = await listAgencies(tx);
    const { id } = orThrow(
      await addStream(tx, actor, {
        name: 'Measured',
        kind: 'reserve',
        source: '',
        sourceAgencyId: null,
        holderAgencyId: holder?.id ?? '',
        vatHostAgencyId: null,
        arrangement: 'grant',
        promised: null,
        startsOn: null,
        lapsesOn: null,
        carriesOver: true,
        conditions: '',
        quality: 'final',
        note: '',
      }),
    );
    orThrow(await receive(tx, actor, { streamId: id, pence: decisions * 1_00, on: ON, says: 'Received' }));
    return id;
  });
  const asked: string[] = [];
  for (let nth = 0; nth < decisions; nth++)
    await does(async (tx) => {
      const { id } = orThrow(
        await addRequest(tx, actor, {
          projectId: null,
          title: `Measured ${nth}`,
          purpose: '',
          agencyId: null,
          placeId: null,
          shape: 'one-off',
          spending: 'revenue',
          pence: 1_00,
          monthly: null,
          fromOn: null,
          untilOn: null,
          match: 0,
          matchFrom: '',
          note: '',
          instalments: [],
          on: ON,
        }),
      );
      orThrow(await proposeSplit(tx, actor, { requestId: id, shares: [{ streamId, pence: 1_00 }] }));
      orThrow(await submitRequest(tx, actor, { requestId: id, on: ON }));
      asked.push(id);
    });
  return asked;
}

/** Records so many endorsements of requests, one after another, as the application's role. */
export async function recordDecisions(
  app: Connection,
  slug: string,
  decisions: number,
): Promise<DecisionResult> {
  const pool = openPool(app, 1);
  try {
    const { rows } = await pool.query<{ partnership_id: Id<'partnership'> }>(
      'select partnership_id from partners.partnership where slug = $1',
      [slug],
    );
    const [here] = rows;
    if (!here) throw new Error(`There is no partnership ${slug}`);
    const actor = system('bench', here.partnership_id, [...permissions.keys()]);
    const does: Does = (work) => transact(pool, actor, work) as never;
    const decide = (slugOfBody: string, id: string, outcome: 'recommended' | 'endorsed') =>
      does(async (tx) => {
        const body = await findBody(tx, slugOfBody);
        return orThrow(
          await recordDecision(tx, actor, decidable, {
            bodyId: body?.id ?? '',
            decidedOn: ON,
            title: 'A pound',
            words: 'A pound is given.',
            outcome,
            keyDecision: false,
            method: 'recorded-from-minutes',
            subject: { kind: 'request', id },
          }),
        );
      });
    const taken: number[] = [];
    for (const id of await prepare(does, actor, decisions)) {
      await decide('executive-board', id, 'recommended');
      const from = performance.now();
      await decide('strategic-board', id, 'endorsed');
      taken.push(performance.now() - from);
    }
    taken.sort((a, b) => a - b);
    const at = (share: number): number => taken[Math.floor((taken.length - 1) * share)] ?? Number.NaN;
    return { middleMs: at(0.5), p95Ms: at(0.95), decisions };
  } finally {
    await pool.end();
  }
}
