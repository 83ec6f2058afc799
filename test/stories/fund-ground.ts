/** What the stories of the fund share: the example's ground, boards that decide, and a ledger that an accountant can read. */
import { formatPence } from '../../src/kernel/pence.ts';
import { longDate, type PlainDate, plainDate } from '../../src/kernel/plain-date.ts';
import { orThrow, type Refusal } from '../../src/kernel/refusal.ts';
import { loadDeliveryExample } from '../../src/modules/delivery/index.ts';
import { EVERYTHING, exampleFile, loadGround } from '../../src/modules/delivery/testing.ts';
import { receive } from '../../src/modules/fund/ledger/money.ts';
import { addRequest, type RequestFields } from '../../src/modules/fund/requests/request.ts';
import { proposeSplit } from '../../src/modules/fund/requests/split.ts';
import { submitRequest } from '../../src/modules/fund/requests/steps.ts';
import { findStream, listEntries } from '../../src/modules/fund/streams/queries.ts';
import { addStream, type StreamFields } from '../../src/modules/fund/streams/stream.ts';
import {
  type DecisionInput,
  findBody,
  type RecordedDecision,
  recordDecision,
} from '../../src/modules/governance/index.ts';
import { modules } from '../../src/modules.ts';
import type { Actor } from '../../src/platform/actor.ts';
import { collect } from '../../src/platform/collect.ts';
import { groundTemplate, type TestDatabase } from '../../src/platform/database/testing.ts';
import type { Tx } from '../../src/platform/database/transaction.ts';

const HOLDS = [...EVERYTHING, 'fund.keep', 'fund.request', 'meeting.record'] as const;
const { decidable } = collect(modules);

export const day = plainDate;

/** For `testDatabase`: the example's agencies, boards, strategy and delivery plans. */
export const onPlans = (): Promise<string> =>
  groundTemplate('concord_plans', async (db) => {
    const manager = db.with(...HOLDS);
    await db.does(manager, async (tx) => {
      await loadGround(tx, manager);
      orThrow((await loadDeliveryExample(tx, manager, exampleFile)) ?? 'loaded');
    });
  });

/** The partnership manager of a story, who keeps the fund and writes down what boards decide. */
export class Story {
  readonly db: TestDatabase;
  readonly manager: Actor;

  constructor(db: TestDatabase) {
    this.db = db;
    this.manager = db.with(...HOLDS);
  }

  does<T>(work: (tx: Tx, manager: Actor) => Promise<T>): Promise<Exclude<T, Refusal>> {
    return this.db.does(this.manager, (tx) => work(tx, this.manager));
  }

  tries<T>(work: (tx: Tx, manager: Actor) => Promise<T>): Promise<T | Refusal> {
    return this.db.as(this.manager, (tx) => work(tx, this.manager));
  }

  /** The business date moves on: the partnership is an example. */
  async on(today: PlainDate): Promise<void> {
    await this.db.ownerPool.query('update partners.partnership set business_date = $1', [today]);
  }

  async idOf(
    table:
      | 'partners.agency'
      | 'delivery.project'
      | 'strategy.outcome'
      | 'strategy.priority'
      | 'fund.stream'
      | 'fund.request',
    slug: string,
  ): Promise<string> {
    const row = await this.does((tx) =>
      tx.selectFrom(table).select('id').where('slug', '=', slug).executeTakeFirstOrThrow(),
    );
    return row.id;
  }

  /** A stream of the council's with so much received. */
  async stream(
    name: string,
    received: number,
    receivedOn: PlainDate,
    fields: Partial<StreamFields> = {},
  ): Promise<string> {
    const holderAgencyId = await this.idOf('partners.agency', 'cannock-chase-council');
    return this.does(async (tx, manager) => {
      const { id } = orThrow(
        await addStream(tx, manager, {
          name,
          kind: 'grant',
          source: '',
          sourceAgencyId: null,
          holderAgencyId,
          vatHostAgencyId: null,
          arrangement: 'grant',
          promised: received,
          startsOn: null,
          lapsesOn: null,
          carriesOver: true,
          conditions: '',
          quality: 'final',
          note: '',
          ...fields,
        }),
      );
      orThrow(
        await receive(tx, manager, {
          streamId: id,
          pence: received,
          on: receivedOn,
          says: 'Received from the funder',
        }),
      );
      return id;
    });
  }

  /** A project asks for so much from one stream, and the request lies before the boards. */
  async request(
    project: string,
    pence: number,
    streamId: string | null,
    askedOn: PlainDate,
    fields: Partial<RequestFields> = {},
  ): Promise<string> {
    const projectId = await this.idOf('delivery.project', project);
    const agencyId = await this.idOf('partners.agency', 'cannock-chase-council');
    return this.does(async (tx, manager) => {
      const { title } = await tx
        .selectFrom('delivery.project')
        .select('title')
        .where('id', '=', projectId)
        .executeTakeFirstOrThrow();
      const { id } = orThrow(
        await addRequest(tx, manager, {
          projectId,
          title,
          purpose: '',
          agencyId,
          placeId: null,
          shape: 'one-off',
          spending: 'revenue',
          pence,
          monthly: null,
          fromOn: null,
          untilOn: null,
          match: 0,
          matchFrom: '',
          note: '',
          instalments: [],
          on: askedOn,
          ...fields,
        }),
      );
      if (streamId !== null)
        orThrow(await proposeSplit(tx, manager, { requestId: id, shares: [{ streamId, pence }] }));
      orThrow(await submitRequest(tx, manager, { requestId: id, on: askedOn }));
      return id;
    });
  }

  /** What a board decided of a request, taken from its minutes. */
  async decide(
    board: string,
    requestId: string,
    decidedOn: PlainDate,
    outcome: DecisionInput['outcome'],
    more: Partial<DecisionInput> = {},
  ): Promise<RecordedDecision | Refusal> {
    return this.tries(async (tx, manager) => {
      const body = await findBody(tx, board);
      if (!body) throw new Error(`There is no ${board}`);
      return recordDecision(tx, manager, decidable, {
        bodyId: body.id,
        decidedOn,
        title: 'Request for funding',
        words: 'As recorded in the minutes.',
        outcome,
        keyDecision: true,
        method: 'recorded-from-minutes',
        subject: { kind: 'request', id: requestId },
        ...more,
      });
    });
  }

  /** The ledger of a stream from its first entry on, and what its accounts hold. */
  async ledger(slug: string): Promise<string> {
    return this.does(async (tx) => {
      const stream = await findStream(tx, slug);
      if (!stream) throw new Error(`There is no stream ${slug}`);
      const entries = (await listEntries(tx, { streamId: stream.id, limit: 100 })).toReversed();
      const lines = entries.map((one) =>
        [
          String(one.number).padStart(2),
          longDate(one.on).padEnd(17),
          formatPence(one.pence).padStart(8),
          `${one.from} → ${one.to}`.padEnd(22),
          `${one.says}${one.request ? ` [${one.request}; decision ${one.decision}]` : ''}`,
        ].join('  '),
      );
      const { received, available, reserved, allocated, spent, owed } = stream;
      const sums = { received, available, reserved, allocated, spent, owed };
      return [
        stream.name,
        ...lines,
        Object.entries(sums)
          .map(([name, pence]) => `${name} ${formatPence(pence)}`)
          .join(', '),
      ].join('\n');
    });
  }
}
