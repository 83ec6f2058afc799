/** What the quarter by HTTP stands on: who asks, what is asked often, and what an answer says in words. */
import type { LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import type { SignedInCaller, TestApp } from '../support/app.ts';

export interface Thing {
  readonly id: string;
  readonly slug: string;
}

type Json = Readonly<Record<string, unknown>>;

/** What was done, as the answer shows it; fails with the refusal where it was refused. */
export function done<T = Thing>(answer: LightMyRequestResponse): T {
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json<T>();
}

/** What was refused: the name of the rule, and what it says. */
export function refusal(answer: LightMyRequestResponse): string {
  const { name, detail } = answer.json<{ name?: string; detail?: string }>();
  expect(answer.statusCode, answer.body).toBe(422);
  return `${name}: ${detail}`;
}

const ORGANISATIONS = [
  ['council', 'Chase Council', 'district-council'],
  ['police', 'Chase Police', 'police'],
  ['health', 'Chase Health', 'health'],
  ['fire', 'Chase Fire and Rescue', 'fire'],
  ['county', 'Heath County Council', 'county-council'],
  ['college', 'Chase College', 'education'],
] as const;

export type Organisation = (typeof ORGANISATIONS)[number][0];
export const EVERYBODY = ORGANISATIONS.map(([name]) => name);
const BOARDS = { executive: 'executive-board', strategic: 'strategic-board' } as const;
export type Board = keyof typeof BOARDS;

/** A decision, as it is sent; what it leaves out is by consensus, a key decision, as minuted. */
type Decided = Json & { readonly outcome: string };

/** The offices of a partnership, each with a token that may do what it is for, and what each of them asks. */
export class Offices {
  readonly concord: TestApp;
  readonly agencies = new Map<Organisation, string>();
  readonly seats = new Map<string, string>();
  /** Keeps agencies, boards and project plans. */
  readonly manager: SignedInCaller;
  /** Builds agendas and records meetings. */
  readonly secretary: SignedInCaller;
  /** Keeps the fund. */
  readonly treasurer: SignedInCaller;
  readonly reader: SignedInCaller;

  constructor(
    concord: TestApp,
    [manager, secretary, treasurer, reader]: readonly [
      SignedInCaller,
      SignedInCaller,
      SignedInCaller,
      SignedInCaller,
    ],
  ) {
    this.concord = concord;
    this.manager = manager;
    this.secretary = secretary;
    this.treasurer = treasurer;
    this.reader = reader;
  }

  static async open(concord: TestApp): Promise<Offices> {
    return new Offices(concord, [
      await concord.token(
        'partners.edit',
        'governance.edit',
        'terms.adopt',
        'plan.edit',
        'strategy.edit',
        'strategy.adopt',
      ),
      await concord.token('governance.edit', 'meeting.record', 'papers.exempt'),
      await concord.token('fund.keep', 'fund.request'),
      await concord.token('read'),
    ]);
  }

  /** What anybody who may read finds at an address of the API. */
  async read<T = Json>(path: string): Promise<T> {
    return done<T>(await this.reader.get(`/api/v1/${path}`));
  }

  async list<T = Json>(path: string): Promise<readonly T[]> {
    return (await this.read<{ items: T[] }>(path)).items;
  }

  /** Six agencies join; five of them have a core seat on either board, and the college an ordinary one. */
  async found(): Promise<void> {
    for (const [name, title, sector] of ORGANISATIONS) {
      const agency = { name: title, shortName: title, sector, statutory: name !== 'college' };
      this.agencies.set(name, done(await this.manager.post('/api/v1/agencies', agency)).id);
    }
  }

  /** A board with terms of reference, members and a chair. */
  async foundBoard(board: Board, on: string): Promise<void> {
    const name = board === 'executive' ? 'Executive Board' : 'Strategic Board';
    const at = `/api/v1/bodies/${BOARDS[board]}`;
    done(await this.manager.post('/api/v1/bodies', { name, kind: board, purpose: 'Improves lives' }));
    const terms = done(
      await this.manager.post(`${at}/terms`, {
        purpose: 'Improves lives',
        quorum: { rule: 'number', number: 4, of: 'core-organisations', for: 'key-decisions' },
        sittingsAYear: 4,
        papersDaysBefore: 7,
        minutesDaysAfter: 14,
        startsOn: on,
      }),
    );
    done(await this.manager.post(`/api/v1/terms/${terms.id}/adoptions`, { on, by: name }));
    for (const organisation of EVERYBODY) {
      const standing = organisation === 'college' ? 'ordinary' : 'core';
      const seat = { agencyId: this.agencies.get(organisation), standing, startsOn: on };
      this.seats.set(`${board} ${organisation}`, done(await this.manager.post(`${at}/members`, seat)).id);
    }
    const chair = { membershipId: this.seats.get(`${board} council`), office: 'chair', startsOn: on };
    done(await this.manager.post(`${at}/elections`, chair));
  }

  /** What a board is said to have decided on a day, without a sitting that is recorded here. */
  minuted(body: string, decidedOn: string, decided: Decided): Promise<LightMyRequestResponse> {
    const words = { title: 'A request', words: 'Resolved as proposed.', keyDecision: true };
    return this.secretary.post('/api/v1/decisions', { ...words, body, decidedOn, ...decided });
  }

  /** A sitting of a board with its agenda; gives it to whoever drives it. */
  async convene(board: Board, day: string, agenda: readonly Json[]): Promise<Sitting> {
    const place = { day, startsAt: '14:00', venue: 'Council Chamber' };
    const { id } = done(await this.secretary.post(`/api/v1/bodies/${BOARDS[board]}/sittings`, place));
    const items: string[] = [];
    for (const item of agenda)
      items.push(done(await this.secretary.post(`/api/v1/sittings/${id}/agenda`, item)).id);
    return new Sitting(this, board, { id, day, items });
  }
}

/** A sitting, as its secretary drives it. Items are numbered as on the agenda. */
export class Sitting {
  readonly offices: Offices;
  readonly board: Board;
  readonly id: string;
  readonly day: string;
  readonly items: readonly string[];

  constructor(
    offices: Offices,
    board: Board,
    { id, day, items }: { readonly id: string; readonly day: string; readonly items: readonly string[] },
  ) {
    this.offices = offices;
    this.board = board;
    this.id = id;
    this.day = day;
    this.items = items;
  }

  item(number: number): string {
    const id = this.items[number - 1];
    if (id === undefined) throw new Error(`There is no item ${number}`);
    return id;
  }

  seat(organisation: Organisation): string {
    return this.offices.seats.get(`${this.board} ${organisation}`) ?? '';
  }

  post(path: string, body: unknown): Promise<LightMyRequestResponse> {
    return this.offices.secretary.post(`/api/v1/sittings/${this.id}/${path}`, body);
  }

  /** Somebody arrives or leaves, from an item on; gives the quorum in words. */
  async attends(kind: 'arrived' | 'left', organisation: Organisation, from?: number): Promise<string> {
    const entry = { kind, membershipId: this.seat(organisation) };
    const place = from === undefined ? {} : { fromItemId: this.item(from) };
    const answer = await this.post('attendance', { ...entry, ...place });
    return done<{ quorum: { says: string } }>(answer).quorum.says;
  }

  /** Whether enough are here, in words: at an item, or as it is now. */
  async quorum(number?: number): Promise<string> {
    const at = number === undefined ? '' : `?item=${this.item(number)}`;
    return (await this.offices.read<{ says: string }>(`sittings/${this.id}/quorum${at}`)).says;
  }

  /** Somebody declares an interest in an item and leaves for it; gives the quorum at that item in words. */
  async declares(organisation: Organisation, number: number, nature: string): Promise<string> {
    const itemId = this.item(number);
    const declared = { itemId, membershipId: this.seat(organisation), nature, consequence: 'leaves' };
    done(await this.post('declarations', declared));
    return this.quorum(number);
  }

  /** What the board decides at an item, as the answer to whoever records it. */
  decides(number: number, title: string, decided: Decided): Promise<LightMyRequestResponse> {
    return this.offices.secretary.post('/api/v1/decisions', {
      body: BOARDS[this.board],
      sittingId: this.id,
      itemId: this.item(number),
      decidedOn: this.day,
      title,
      words: 'Resolved as proposed.',
      keyDecision: true,
      method: 'consensus',
      ...decided,
    });
  }
}

/** A decision in the register: its reference, how it stands and what it did. */
export interface Recorded {
  readonly id: string;
  readonly reference: string;
  readonly state: string;
  readonly quorum: string;
  readonly effect: string | null;
  readonly conditions: readonly { readonly id: string; readonly metOn: string | null }[];
}

export const inRegister = (answer: LightMyRequestResponse): string => {
  const { reference, state, effect } = done<Recorded>(answer);
  return `${reference} ${state}: ${effect ?? 'no effect'}`;
};
