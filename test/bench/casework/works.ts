/** What a caseworker does in casework, one after another: reads pages over HTTP, and writes as a request would. */
import pg from 'pg';
import { plainDate } from '../../../src/kernel/plain-date.ts';
import { isRefusal, orThrow, type Refusal } from '../../../src/kernel/refusal.ts';
import { permissionsOf } from '../../../src/modules/access/roles.ts';
import { recordConcern } from '../../../src/modules/casework/concerns/index.ts';
import { aConcern } from '../../../src/modules/casework/concerns/testing/concerns.ts';
import type { MadeUp } from '../../../src/modules/casework/linkage/testing/made-up-row.ts';
import { synthetic } from '../../../src/modules/casework/linkage/testing/synthetic.ts';
import { readIdentity } from '../../../src/modules/casework/people/identity.ts';
import { saveRecord } from '../../../src/modules/casework/people/index.ts';
import { searchPeople } from '../../../src/modules/casework/people/search.ts';
import { toldOf } from '../../../src/modules/casework/people/testing/lay.ts';
import { forPurpose } from '../../../src/modules/casework/purpose/working.ts';
import { visitInput } from '../../../src/modules/casework/referral/visit/input.ts';
import { recordVisit } from '../../../src/modules/casework/referral/visit/record-visit.ts';
import type { Member } from '../../../src/platform/actor.ts';
import { type Connection, openPool } from '../../../src/platform/database/connection.ts';
import { inTransaction, type Tx } from '../../../src/platform/database/transaction.ts';
import type { SubjectKeys } from '../../../src/platform/keys/index.ts';
import type { Visit } from '../visit.ts';
import { SEED, TODAY } from './lay.ts';

export interface Times {
  readonly middleMs: number;
  readonly p95Ms: number;
}

/** What is measured, in the order of the table. */
export const WORKS = {
  queue: 'Triage queue (page)',
  person: 'Person (page)',
  search: 'Search by a misspelt name',
  record: 'Save a record with matching',
  referral: 'Save and send a referral with matching',
  concern: 'Record a concern about somebody new',
  again: 'Record a concern about somebody known',
} as const;
export type Work = keyof typeof WORKS;

const PURPOSE = 'making-a-referral';

/** A hub practitioner of the example, who reads and writes to make referrals, with people and a service to do it with. */
export async function caseworker(admin: Connection): Promise<Pick<Setting, 'actor' | 'known' | 'service'>> {
  const pool = new pg.Pool({ ...admin, max: 1 });
  try {
    const { rows } = await pool.query(
      `select a.partnership_id as "partnershipId", a.id as "accountId", a.person_id as "personId", a.agency_id as "agencyId", g.agency_id as "heldFor"
       from access.role_grant g join access.account a on a.partnership_id = g.partnership_id and a.id = g.account_id
       where g.role = 'hub-practitioner' order by a.id limit 1`,
    );
    const { heldFor, ...who } = rows[0] as Omit<Member, 'kind' | 'permissions'> & { heldFor: string | null };
    const permissions = permissionsOf([{ role: 'hub-practitioner', agencyId: heldFor }]);
    await pool.query('update access.session set purpose = $1', [PURPOSE]);
    const known = await pool.query<Known>(
      `select id as "recordId", cluster_id as "clusterId" from casework.record where agency_id = $1 and not restricted
       and source = 'import' order by id limit 400`,
      [who.agencyId],
    );
    const service = await pool.query<Service>(
      `select slug, indicators[1] as need from partners.service
       where accepts = 'referrals' and cardinality(indicators) > 0 and agency_id <> $1 order by slug limit 1`,
      [who.agencyId],
    );
    return {
      actor: { ...who, kind: 'member', permissions, purpose: PURPOSE },
      known: known.rows,
      service: service.rows[0] ?? { slug: '', need: '' },
    };
  } finally {
    await pool.end();
  }
}

interface Known {
  readonly recordId: string;
  readonly clusterId: string;
}

interface Service {
  readonly slug: string;
  readonly need: string;
}

interface Setting {
  readonly app: Connection;
  readonly subjects: SubjectKeys;
  readonly visit: Visit;
  readonly actor: Member;
  readonly known: readonly Known[];
  readonly service: Service;
  readonly times: number;
  /** Those to do; all unless named. */
  readonly works?: readonly Work[] | undefined;
}

/** Does each work so many times, after some that do not count. */
export async function doTheWorks(setting: Setting): Promise<Readonly<Partial<Record<Work, Times>>>> {
  const { app, subjects, actor, known, service, visit, times } = setting;
  const pool = openPool(app, 2);
  const within = <T>(work: (tx: Tx, actor: Member) => Promise<T | Refusal>, readOnly = false): Promise<T> =>
    inTransaction(
      pool,
      actor,
      (tx) => forPurpose(tx, actor, undefined, (inside) => work(tx, inside as Member)),
      { readOnly },
    ).then((answer) => orThrow(answer as T | Refusal) as T);
  try {
    const readable = (one: MadeUp): boolean => !isRefusal(readIdentity(toldOf(one), plainDate(TODAY)));
    const strangers = [...synthetic({ seed: 23, records: times * 6, duplicates: 0.2 })].filter(readable);
    const next = (): MadeUp => {
      const one = strangers.pop();
      if (!one) throw new Error('There is nobody left to make up');
      return one;
    };
    const nth = (at: number): Known => known[at % known.length] ?? { recordId: '', clusterId: '' };
    const laid = [...synthetic({ seed: SEED, records: 1000, duplicates: 0.1 })].filter(readable);
    const desk = { subjects, site: 'http://concord.test' };
    const works: Record<Work, (at: number) => Promise<unknown>> = {
      queue: () => visit.get('/casework/referrals'),
      person: (at) => visit.get(`/casework/people/${nth(at).clusterId}`),
      search: (at) =>
        within((tx, inside) => {
          const { forename, family } = laid[(at * 7) % laid.length] ?? next();
          return searchPeople(tx, inside, subjects, { givenNames: forename, surname: misspelt(family) });
        }, true),
      // Every other one is of somebody who is known already, under another spelling.
      record: (at) =>
        within((tx, inside) => {
          const told = at % 2 === 0 ? toldOf(next()) : spelt(laid[(at * 7) % laid.length] ?? next());
          return saveRecord(tx, inside, subjects, { ...told, agencyId: actor.agencyId, source: 'form' });
        }),
      referral: () =>
        within((tx, inside) => recordVisit(tx, inside, desk, visitOf(toldOf(next()), service), 'form')),
      concern: () =>
        within((tx, inside) => {
          const { address, ...person } = toldOf(next());
          return recordConcern(
            tx,
            inside,
            subjects,
            concernOf(actor, { address, people: [{ role: 'affected', person }] }),
          );
        }),
      again: (at) =>
        within((tx, inside) =>
          recordConcern(
            tx,
            inside,
            subjects,
            concernOf(actor, {
              address: undefined,
              people: [{ role: 'affected', recordId: nth(at).recordId }],
            }),
          ),
        ),
    };
    const found: Partial<Record<Work, Times>> = {};
    for (const work of setting.works ?? (Object.keys(WORKS) as Work[]))
      found[work] = await timed(works[work], times);
    return found;
  } finally {
    await pool.end();
  }
}

const WARMING = 10;

async function timed(work: (at: number) => Promise<unknown>, times: number): Promise<Times> {
  const taken: number[] = [];
  for (let at = 0; at < WARMING + times; at++) {
    const from = performance.now();
    await work(at);
    if (at >= WARMING) taken.push(performance.now() - from);
  }
  taken.sort((a, b) => a - b);
  const share = (part: number): number => taken[Math.floor((taken.length - 1) * part)] ?? Number.NaN;
  return { middleMs: share(0.5), p95Ms: share(0.95) };
}

/** Two letters change places. */
const misspelt = (name: string): string =>
  name.length < 4 ? name : `${name.slice(0, 2)}${name[3]}${name[2]}${name.slice(4)}`;

const spelt = (one: MadeUp): ReturnType<typeof toldOf> => ({
  ...toldOf(one),
  surname: misspelt(one.family),
});

const visitOf = (
  { address, givenNames, surname, dateOfBirth }: ReturnType<typeof toldOf>,
  { slug, need }: Service,
) =>
  visitInput.parse({
    subject: {
      kind: 'person',
      ...{ givenNames, surname, dateOfBirth },
      address: { lines: [...address.lines], postcode: address.postcode ?? undefined },
    },
    needs: [need],
    seen: 'Made up.',
    basis: 'consent',
    consent: 'spoken',
    told: ['who-receives', 'why'],
    to: [{ service: slug, as: 'referral' }],
  });

const concernOf = (actor: Member, more: Parameters<typeof aConcern>[2]) =>
  aConcern(actor.agencyId, '2013-01-16', { atHome: true, reportedOn: plainDate(TODAY), ...more });
