/** What the quarter by HTTP is driven with: the offices that ask, a sitting and its secretary, and the minutes of it all. */
import type { LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import { listInWords } from '../../src/kernel/names.ts';
import { longDate, plainDate } from '../../src/kernel/plain-date.ts';
import type { SignedInCaller, TestApp } from '../support/app.ts';

export type Json = Readonly<Record<string, unknown>>;
export interface Thing {
  readonly id: string;
  readonly slug: string;
}

export const ORGANISATIONS = {
  council: ['Chase Council', 'district-council'],
  police: ['Chase Police', 'police'],
  health: ['Chase Health', 'health'],
  fire: ['Chase Fire and Rescue', 'fire'],
  county: ['Heath County Council', 'county-council'],
  college: ['Chase College', 'education'],
} as const;
export type Organisation = keyof typeof ORGANISATIONS;
export const BOARDS = { executive: 'Executive Board', strategic: 'Strategic Board' } as const;
export type Board = keyof typeof BOARDS;

/** A decision as the API answers with it. */
export interface Recorded {
  readonly reference: string;
  readonly state: string;
  readonly effect: string | null;
  readonly ratifies: string | null;
  readonly conditions: readonly { readonly id: string; readonly metOn: string | null }[];
}

/** What was done, as the answer shows it; fails where it was refused. */
export function done<T = Thing>(answer: LightMyRequestResponse): T {
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json<T>();
}

const NEEDS = {
  manager: [
    'partners.edit',
    'governance.edit',
    'terms.adopt',
    'plan.edit',
    'strategy.edit',
    'strategy.adopt',
  ],
  secretary: ['governance.edit', 'meeting.record', 'papers.exempt'],
  treasurer: ['fund.keep', 'fund.request'],
  reader: ['read'],
} as const;

/** The offices of a partnership, each with a token for what it does, and the minutes of what they did. */
export class Offices {
  readonly concord: TestApp;
  readonly who: Readonly<Record<keyof typeof NEEDS, SignedInCaller>>;
  /** Ids of agencies, seats, projects and requests, by what they are called. */
  readonly ids = new Map<string, string>();
  readonly #lines: string[] = [];

  constructor(concord: TestApp, who: Readonly<Record<keyof typeof NEEDS, SignedInCaller>>) {
    this.concord = concord;
    this.who = who;
  }

  static async open(concord: TestApp): Promise<Offices> {
    return new Offices(concord, {
      manager: await concord.token(...NEEDS.manager),
      secretary: await concord.token(...NEEDS.secretary),
      treasurer: await concord.token(...NEEDS.treasurer),
      reader: await concord.token(...NEEDS.reader),
    });
  }

  /** The calendar moves on to a day, and the minutes say so. */
  async on(day: string): Promise<void> {
    await this.concord.itIs(day);
    this.note(`${longDate(plainDate(day))}.`);
  }

  note(line: string): void {
    this.#lines.push(line);
  }

  /** What was noted since it was asked for last. */
  minutes(): string {
    return this.#lines.splice(0).join('\n');
  }

  /** Notes what came of something that was asked: what the answer shows, or by which rule it was refused. */
  came<T = Json>(
    of: string,
    answer: LightMyRequestResponse,
    shows: (done: T) => string = () => 'done.',
  ): void {
    if (answer.statusCode < 300) {
      this.note(`${of}: ${shows(answer.json<T>())}`);
      return;
    }
    const { name, detail } = answer.json<{ name: string; detail: string }>();
    expect(answer.statusCode, answer.body).toBe(422);
    this.note(`${of}: refused, ${name}. ${detail}`);
  }

  id(called: string): string {
    const id = this.ids.get(called);
    if (id === undefined) throw new Error(`Nothing is called ${called}`);
    return id;
  }

  /** Adds something and keeps its id by what it is called. */
  async add(who: keyof typeof NEEDS, path: string, body: Json, called?: string): Promise<Thing> {
    const added = done(await this.who[who].post(`/api/v1/${path}`, body));
    if (called !== undefined) this.ids.set(called, added.id);
    return added;
  }

  /** What anybody who may read finds at an address of the API. */
  async read<T = Json>(path: string): Promise<T> {
    return done<T>(await this.who.reader.get(`/api/v1/${path}`));
  }

  async list<T = Json>(path: string): Promise<readonly T[]> {
    return (await this.read<{ items: T[] }>(path)).items;
  }

  /** Notes what a request and the stream that pays for it hold now. */
  async stands(slug: string): Promise<void> {
    const { title, state } = await this.read<{ title: string; state: string }>(`requests/${slug}`);
    const stream = await this.read('streams/crime-reduction-grant');
    const sums = ['available', 'reserved', 'allocated', 'spent'].map(
      (account) => `${account} £${Number(stream[account]) / 100}`,
    );
    this.note(`  ${title} is ${state}; the grant has ${sums.join(', ')}.`);
  }
}

/** A sitting, as its secretary drives it. Items are numbered as on the agenda. */
export class Sitting {
  readonly offices: Offices;
  readonly board: Board;
  readonly id: string;
  readonly day: string;
  readonly items: readonly string[];

  constructor(offices: Offices, board: Board, of: Pick<Sitting, 'id' | 'day' | 'items'>) {
    this.offices = offices;
    this.board = board;
    this.id = of.id;
    this.day = of.day;
    this.items = of.items;
  }

  static async convene(
    offices: Offices,
    board: Board,
    day: string,
    agenda: readonly Json[],
  ): Promise<Sitting> {
    const place = { day, startsAt: '14:00', venue: 'Council Chamber' };
    const { id } = await offices.add('secretary', `bodies/${board}-board/sittings`, place);
    const items: string[] = [];
    for (const item of agenda) items.push((await offices.add('secretary', `sittings/${id}/agenda`, item)).id);
    return new Sitting(offices, board, { id, day, items });
  }

  item(number: number): string {
    const id = this.items[number - 1];
    if (id === undefined) throw new Error(`There is no item ${number}`);
    return id;
  }

  post(path: string, body: unknown): Promise<LightMyRequestResponse> {
    return this.offices.who.secretary.post(`/api/v1/sittings/${this.id}/${path}`, body);
  }

  async #quorum(number?: number): Promise<string> {
    const at = number === undefined ? '' : `?item=${this.item(number)}`;
    return (await this.offices.read<{ says: string }>(`sittings/${this.id}/quorum${at}`)).says;
  }

  async #attends(kind: 'arrived' | 'left', who: Organisation, from?: number): Promise<void> {
    const place = from === undefined ? {} : { fromItemId: this.item(from) };
    const membershipId = this.offices.id(`${this.board} ${who}`);
    done(await this.post('attendance', { kind, membershipId, ...place }));
  }

  /** Organisations arrive, from an item on or from the start. */
  async arrive(who: readonly Organisation[], from?: number): Promise<void> {
    for (const one of who) await this.#attends('arrived', one, from);
    const names = listInWords(who.map((one) => ORGANISATIONS[one][0]));
    const arrive = who.length === 1 ? 'arrives' : 'arrive';
    this.offices.note(`  ${names} ${arrive}${from ? ` for item ${from}` : ''}. ${await this.#quorum(from)}`);
  }

  async leaves(who: Organisation, from: number): Promise<void> {
    await this.#attends('left', who, from);
    this.offices.note(`  ${ORGANISATIONS[who][0]} leaves before item ${from}. ${await this.#quorum(from)}`);
  }

  /** Somebody declares an interest in an item and leaves for it. */
  async declares(who: Organisation, number: number, nature: string): Promise<void> {
    const membershipId = this.offices.id(`${this.board} ${who}`);
    const declared = { itemId: this.item(number), membershipId, nature, consequence: 'leaves' };
    done(await this.post('declarations', declared));
    const says = await this.#quorum(number);
    this.offices.note(`  ${ORGANISATIONS[who][0]} declares an interest in item ${number}. ${says}`);
  }

  /** The board decides at an item, by consensus and as a key decision. */
  async decides(number: number, title: string, decided: Json & { readonly outcome: string }): Promise<void> {
    const answer = await this.offices.who.secretary.post('/api/v1/decisions', {
      body: `${this.board}-board`,
      sittingId: this.id,
      itemId: this.item(number),
      decidedOn: this.day,
      title,
      words: `${title}: ${decided.outcome}.`,
      keyDecision: true,
      method: 'consensus',
      ...decided,
    });
    this.offices.came<Recorded>(`  ${number}. ${title}, ${decided.outcome}`, answer, recorded);
  }
}

const recorded = ({ reference, state, ratifies, effect }: Recorded): string =>
  `${reference} ${state}${ratifies ? ` and ratifies ${ratifies}` : ''}. ${effect ?? 'It has no effect.'}`;
