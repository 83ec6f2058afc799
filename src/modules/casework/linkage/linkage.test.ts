import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cluster } from './cluster.ts';
import { Comparer } from './comparer.ts';
import type { Dataset } from './dataset.ts';
import { judge, truthByLabel } from './evaluate.ts';
import { RecordIndex } from './index-of-records.ts';
import { type Linked, link } from './link.ts';
import { matchFiles } from './match-files.ts';
import { priorWeight } from './model.ts';
import { asRecord, emptyDataset, madeUp } from './testing/made-up.ts';
import type { MadeUp } from './testing/made-up-row.ts';
import { asLine, HEADING, MAPPING, synthetic } from './testing/synthetic.ts';
import { twinsRule } from './twins.ts';

const FEBRL = path.resolve(import.meta.dirname, '../../../../../shared/data/linkage/febrl3.csv');
const FEBRL_MAPPING = {
  id: 'rec_id',
  givenName: 'given_name',
  surname: 'surname',
  dateOfBirth: { column: 'date_of_birth', format: 'YYYYMMDD' },
  address: ['street_number', 'address_1', 'address_2', 'suburb'],
  postcode: 'postcode',
  truth: { column: 'rec_id', pattern: 'rec-(\\d+)' },
};

/** How good the verdict on a made-up population is. */
async function qualityOf(population: Parameters<typeof madeUp>[0]) {
  const { dataset, people } = madeUp(population);
  const linked = await link(dataset);
  const labels = dataset.ids.map((id) => people.get(id) ?? id);
  return judge(dataset.view(), linked, truthByLabel(dataset.view(), labels));
}

describe('linking', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'linkage-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  if (existsSync(FEBRL))
    it('finds the people of the sample without their official number, by its own threshold', async () => {
      const report = await matchFiles({ left: FEBRL, mapping: FEBRL_MAPPING, truth: '' });
      expect(report.judged?.f1).toBeGreaterThanOrEqual(0.99);
      expect(report.judged?.truePairs).toBe(6538);
    });
  else
    it('does not find the sample beside the repository', () => {
      process.stderr.write(`\nNOT TESTED: the linkage sample ${FEBRL} is not here.\n`);
      expect(existsSync(FEBRL)).toBe(false);
    });

  it.each([
    [0.02, { records: 3000 }],
    [0.1, { records: 1500 }],
    [0.5, { records: 1500, most: 30, missing: 0.1, mistakes: 2 }],
  ])(
    'finds made-up people among households and twins, of whom a share of %s has other records',
    async (duplicates, more) => {
      const judged = await qualityOf({ seed: 11, duplicates, ...more });
      expect(judged.precision).toBeGreaterThan(0.95);
      expect(judged.recall).toBeGreaterThan(0.93);
    },
  );

  it('links two files only across', async () => {
    const made = [...synthetic({ seed: 3, records: 1200, duplicates: 0.4, households: 0.2 })];
    const half = (nth: number): string =>
      [HEADING, ...made.filter((_, at) => at % 2 === nth).map(asLine)].join('\n');
    const [left, right, out] = ['a.csv', 'b.csv', 'pairs.csv'].map((name) => path.join(folder, name)) as [
      string,
      string,
      string,
    ];
    await writeFile(left, half(0));
    await writeFile(right, half(1));
    const report = await matchFiles({ left, right, out, mapping: MAPPING, truth: 'person', explain: true });
    expect(report.judged?.f1).toBeGreaterThan(0.95);
    const lefts = new Set(made.filter((_, at) => at % 2 === 0).map(({ id }) => id));
    const rows = (await readFile(out, 'utf8')).trim().split('\r\n').slice(1);
    expect(rows.length).toBeGreaterThan(100);
    for (const row of rows) {
      const [one = '', two = ''] = row.split(',');
      expect([lefts.has(one), lefts.has(two)]).toEqual([true, false]);
    }
  });

  it('gives the same pairs whatever the order of the rows', async () => {
    const made = [...synthetic({ seed: 5, records: 400, duplicates: 0.3 })];
    const found = async (rows: readonly MadeUp[]): Promise<string> => {
      const file = path.join(folder, 'rows.csv');
      const out = path.join(folder, 'found.csv');
      await writeFile(file, [HEADING, ...rows.map(asLine)].join('\n'));
      await matchFiles({ left: file, out, mapping: MAPPING });
      return readFile(out, 'utf8');
    };
    const once = await found(made);
    expect(await found(made)).toBe(once);
    expect(await found(made.toReversed())).toBe(once);
  });
});

describe('two records', () => {
  let dataset: Dataset;
  let linked: Linked;
  let comparer: Comparer;
  beforeAll(async () => {
    dataset = madeUp({ seed: 2, records: 600, duplicates: 0.4, mistakes: 3, missing: 0.1 }).dataset;
    linked = await link(dataset);
    comparer = new Comparer(dataset.view(), linked.model);
  });
  const record = fc.nat({ max: 599 });
  /** A pair that has something in common, mostly. */
  const pair = fc.oneof(
    fc.tuple(record, record),
    fc.nat().map((at): [number, number] => {
      const nth = at % linked.pairs.left.length;
      return [linked.pairs.left[nth] ?? 0, linked.pairs.right[nth] ?? 0];
    }),
  );

  it('weigh the same whichever comes first', () => {
    fc.assert(
      fc.property(pair, ([one, two]) => {
        expect(comparer.weigh(one, two)).toBe(comparer.weigh(two, one));
      }),
      { numRuns: 2000 },
    );
  });

  it('are never more alike than a record is to itself', () => {
    fc.assert(
      fc.property(pair, ([one, two]) => {
        const same = Math.min(comparer.weigh(one, one), comparer.weigh(two, two));
        expect(comparer.weigh(one, two)).toBeLessThanOrEqual(same + 1e-9);
      }),
      { numRuns: 2000 },
    );
  });

  it('are given up early only if they cannot reach the weight asked for', () => {
    fc.assert(
      fc.property(pair, fc.double({ min: -20, max: 40, noNaN: true }), ([one, two], least) => {
        const whole = comparer.weigh(one, two);
        const given = comparer.weigh(one, two, least);
        if (given === Number.NEGATIVE_INFINITY) expect(whole).toBeLessThan(least + 1e-9);
        else expect(given).toBe(whole);
      }),
      { numRuns: 2000 },
    );
  });
});

const PERSON: MadeUp = {
  ...{
    id: 'one',
    person: '1',
    forename: 'Ella',
    family: 'Marlowdene',
    sex: 'F',
    born: '12/05/2001',
    number: '12',
  },
  ...{ street: 'Foundry Street', town: 'Carwell', postcode: 'WS11 1XX', phone: '01543 000111', email: '' },
};

describe('a record that is saved', () => {
  let index: RecordIndex;
  beforeAll(async () => {
    const { dataset } = madeUp({ seed: 9, records: 1000, duplicates: 0.3 });
    const { model, plan } = await link(dataset);
    index = new RecordIndex(dataset, model, plan.rules);
    index.add(asRecord(PERSON));
  });
  const like = (change: Partial<MadeUp>) =>
    index.candidatesFor(asRecord({ ...PERSON, id: 'new', ...change }));

  it.each<[string, Partial<MadeUp>]>([
    ['a short name', { forename: 'Ellie' }],
    ['a slip in the surname', { family: 'Marlowdnee' }],
    ['names swapped', { forename: 'Marlowdene', family: 'Ella' }],
    ['day and month swapped', { born: '05/12/2001' }],
    ['accents and a hyphen', { forename: 'Élla', family: 'Marlowdene-Hall' }],
    ['another house', { number: '3', street: 'Hill Lane', postcode: 'ST16 2AA' }],
  ])('finds who it is with %s', (_, change) => {
    expect(like(change)[0]).toMatchObject({ id: 'one', verdict: 'join', twins: false });
  });

  it('never joins a twin, whatever the weight', () => {
    const [twin] = like({ forename: 'George', sex: 'M' });
    expect(twin).toMatchObject({ id: 'one', verdict: 'ask', twins: true });
  });

  it('explains itself by the weights of the fields, which add up', () => {
    const [found] = like({});
    const sum = found?.evidence.reduce((total, { weight }) => total + weight, 0);
    expect(sum).toBeCloseTo(found?.weight ?? Number.NaN, 6);
    expect(found?.evidence.find(({ field }) => field === 'surname')).toMatchObject({
      found: 'the same',
      left: 'marlowdene',
    });
  });

  it('does not meet itself, nor what was taken out', () => {
    expect(like({ id: 'one' })).toEqual([]);
    index.remove('one');
    expect(like({})).toEqual([]);
    index.add(asRecord(PERSON));
    expect(like({})).toHaveLength(1);
  });
});

describe('the twins rule', () => {
  it('keeps twins apart in every file, and a record without a first name joins only one of them', async () => {
    const dataset = emptyDataset();
    for (const one of synthetic({ seed: 4, records: 600, duplicates: 0.3, twins: 0 }))
      dataset.add(asRecord(one));
    dataset.add(asRecord(PERSON));
    dataset.add(asRecord({ ...PERSON, id: 'two', forename: 'Bernard' }));
    dataset.add(asRecord({ ...PERSON, id: 'nameless', forename: '' }));
    const { clusters } = await link(dataset);
    const of = (id: string): number | undefined => clusters.of[dataset.ids.indexOf(id)];
    expect(of('one')).not.toBe(of('two'));
    expect([of('one'), of('two')]).toContain(of('nameless'));
  });

  it('holds whatever the weights say', async () => {
    const { dataset } = madeUp({ seed: 6, records: 800, duplicates: 0.3, twins: 0.2 });
    const linked = await link(dataset, { twins: 'apart' });
    const view = dataset.view();
    const comparer = new Comparer(view, linked.model);
    const areTwins = twinsRule(view);
    const rules = { areTwins, replaces: false, never: true, join: -20, even: -priorWeight(linked.model) };
    for (const members of cluster(view, linked.pairs, comparer, rules).members.values())
      for (const one of members)
        for (const two of members) {
          if (one === two) continue;
          comparer.weigh(one, two);
          expect(areTwins(comparer.found, one, two)).toBe(0);
        }
  });
});
