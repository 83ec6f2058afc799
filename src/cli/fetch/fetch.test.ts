import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeZip } from '../../ui/document/index.ts';
import { fetchBoundaries } from './boundaries.ts';
import { fetchFingertips } from './fingertips.ts';
import { keptFolder } from './kept.ts';
import { fetchNomis } from './nomis.ts';
import { retryAfter } from './open-answer.ts';
import { fetchPolice, monthsIn } from './police.ts';
import { FetchProblem, type Politeness, politeClient } from './polite.ts';
import { breaksOff, file, json, leadsTo, type Stub, stubService, turnsAway } from './testing.ts';
import { fetchMember, openRemoteZip } from './zip-part.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'concord-fetch-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const QUICK: Politeness = {
  intervalMs: 1000,
  retries: 3,
  backoffMs: 2000,
  longestWaitMs: 60_000,
  silenceMs: 10_000,
  mostBytes: 1_000_000,
};

/** A client on a clock of its own, which notes how long it waited. */
function client(politeness: Partial<Politeness> = {}, knownHosts: ReadonlySet<string> = new Set()) {
  const waits: number[] = [];
  let at = 0;
  const own = politeClient({ ...QUICK, ...politeness }, knownHosts, {
    sleep: async (ms) => {
      waits.push(ms);
      at += ms;
    },
    now: () => at,
  });
  return { ...own, waits };
}

const from = (stub: Stub, over: { again?: boolean; client?: ReturnType<typeof client> } = {}) => ({
  client: over.client ?? client(),
  base: stub.base,
  folder,
  again: over.again ?? false,
});
const problem = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing went wrong',
    (error: unknown) => (error instanceof FetchProblem ? error.message : Promise.reject(error)),
  );

test('what is kept stays in its folder, whatever it is called', async () => {
  const kept = await keptFolder(folder, 'boundaries', 'an address', false);
  const { file } = await kept.finish('../../outside.geojson', '{}', 'an address');
  expect(path.dirname(file)).toBe(kept.folder);
  expect((await kept.finished())?.file).toBe(file);
});

describe('a service is asked politely', () => {
  test('requests begin no faster than the interval', async () => {
    const stub = await stubService({ '/a': json(1) });
    const polite = client();
    for (let at = 0; at < 3; at++) await polite.get(`${stub.base}/a`);
    expect(polite.waits).toEqual([1000, 1000]);
  });

  test('429 and 503 are asked again: as late as Retry-After says, else twice as late each time', async () => {
    const stub = await stubService({ '/a': json('well') });
    stub.first.push(turnsAway(429, { 'retry-after': '7' }), turnsAway(503), turnsAway(503));
    const polite = client();
    expect((await polite.get(`${stub.base}/a`)).bytes.toString()).toBe('"well"');
    expect(polite.waits.filter((ms) => ms > 1000)).toEqual([7000, 4000, 8000]);
    expect(stub.asked).toHaveLength(4);
  });

  test('before each repetition whoever waits hears why, and for how long', async () => {
    const stub = await stubService({ '/a': json('well') });
    stub.first.push(turnsAway(503), turnsAway(429, { 'retry-after': '1' }));
    const heard: string[] = [];
    const tell = (says: string) => heard.push(says);
    await politeClient(QUICK, new Set(), { sleep: () => Promise.resolve(), tell }).get(`${stub.base}/a`);
    const { host } = new URL(stub.base);
    expect(heard).toEqual([
      `${host} answered 503. Trying again in 2 seconds (1 of 3).`,
      `${host} answered 429. Trying again in 1 second (2 of 3).`,
    ]);
  });

  test('repetitions end, and a service that wants to be left alone for long is', async () => {
    const stub = await stubService({ '/a': turnsAway(503), '/b': turnsAway(429, { 'retry-after': '3600' }) });
    expect(await problem(client().get(`${stub.base}/a`))).toContain('also after 3 repetitions');
    expect(stub.asked).toHaveLength(4);
    expect(await problem(client().get(`${stub.base}/b`))).toContain('asks to wait 3600 seconds');
    expect(stub.asked).toHaveLength(5);
  });

  test('an answer that is too large, or silent for too long, is given up', async () => {
    const stub = await stubService({ '/big': file(Buffer.alloc(5000)), '/silent': () => undefined });
    expect(await problem(client({ mostBytes: 1000 }).get(`${stub.base}/big`))).toContain('ask for less');
    const impatient = client({ silenceMs: 20, retries: 1 });
    expect(await problem(impatient.get(`${stub.base}/silent`))).toContain('did not answer in time');
  });

  test.each([
    ['the same file goes on where it stopped', '"first"', 'bytes=4- /a'],
    ['a file that has changed since is begun anew, not glued together', '"before"', 'bytes=4- /a'],
    ['a file of which nothing says that it is the same is begun anew', '', '/a'],
  ])('%s', async (_says, before, asked) => {
    const whole = Buffer.from('0123456789');
    const stub = await stubService({ '/a': file(whole) });
    const target = path.join(folder, `goes-on-${stub.base.split(':').at(-1)}`);
    await writeFile(`${target}.partial`, before === '"first"' ? '0123' : 'abcd');
    await writeFile(`${target}.partial.same`, before);
    await client().save(`${stub.base}/a`, target);
    expect(await readFile(target, 'utf8')).toBe('0123456789');
    expect(stub.asked).toEqual([asked]);
  });

  test('a part of a file that has changed is asked for again from its beginning', async () => {
    const stub = await stubService({ '/a': file(Buffer.from('0123456789')) });
    const target = path.join(folder, 'part');
    await writeFile(`${target}.partial`, 'ab');
    await writeFile(`${target}.partial.same`, '"before"');
    await client().save(`${stub.base}/a`, target, { from: 2, to: 6 });
    expect(await readFile(target, 'utf8')).toBe('23456');
    expect(stub.asked).toEqual(['bytes=4-6 /a', 'bytes=2-6 /a']);
  });

  describe('a part that goes on says where it goes on', () => {
    const WHOLE = Buffer.from('0123456789');
    /** Answers as if the part that was asked for were this one. */
    const says =
      (range: string | undefined, part: string): Stub['first'][number] =>
      (_request, _url, response) =>
        response
          .writeHead(206, {
            etag: '"first"',
            'content-length': part.length,
            ...(range && { 'content-range': range }),
          })
          .end(part);
    const goesOn = async (known: string, ...first: Stub['first']) => {
      const stub = await stubService({ '/a': file(WHOLE) });
      stub.first.push(...first);
      const target = path.join(folder, `where-${stub.base.split(':').at(-1)}`);
      await writeFile(`${target}.partial`, '0123');
      await writeFile(`${target}.partial.same`, known);
      await client().save(`${stub.base}/a`, target);
      return { content: await readFile(target, 'utf8'), asked: stub.asked };
    };
    const ANEW = { content: '0123456789', asked: ['bytes=4- /a', '/a'] };

    test.each([
      ['it begins before where it was asked to', 'bytes 2-9/10', '23456789'],
      ['it begins after where it was asked to', 'bytes 6-9/10', '6789'],
      ['it says nothing', undefined, '456789'],
      ['it says what cannot be', 'bytes 9-4/10', '456789'],
      ['it holds more than it says', 'bytes 4-6/10', '456789'],
      ['it is in another unit', 'lines 4-9/10', '456789'],
    ])('and where %s, the file is begun anew', async (_what, range, part) => {
      expect(await goesOn('"first"', says(range, part))).toEqual(ANEW);
    });

    test('and of how many: where there were others before, the file is begun anew', async () => {
      expect(await goesOn('"first"\n10', says('bytes 4-10/11', '456789X'))).toEqual(ANEW);
      expect(await goesOn('"first"\n10', says('bytes 4-9/*', '456789'))).toEqual({
        ...ANEW,
        asked: ['bytes=4- /a'],
      });
    });

    test('and where it ends before the file does, the rest is asked for too', async () => {
      expect(await goesOn('"first"\n10', says('bytes 4-6/10', '456'))).toEqual({
        ...ANEW,
        asked: ['bytes=4- /a', 'bytes=7- /a'],
      });
    });

    test('how many there are is kept with what came first', async () => {
      const stub = await stubService({ '/a': file(Buffer.from('ABCDEFGHIJKL')) });
      stub.first.push(says('bytes 0-3/10', '0123'));
      const target = path.join(folder, 'grown');
      await client().save(`${stub.base}/a`, target, { from: 0, to: 9 });
      expect(await readFile(target, 'utf8')).toBe('ABCDEFGHIJ');
      expect(stub.asked).toEqual(['bytes=0-9 /a', 'bytes=4-9 /a', 'bytes=0-9 /a']);
    });

    test('and a service that never sends the part that is asked for is given up, with nothing kept of it', async () => {
      const stub = await stubService({ '/a': says('bytes 0-3/10', '0123') });
      const target = path.join(folder, 'never');
      const why = await problem(client().save(`${stub.base}/a`, target, { from: 2, to: 5 }));
      expect(why).toContain('sends other parts of files than it is asked for');
      await expect(readFile(`${target}.partial`)).rejects.toThrow('ENOENT');
    });
  });

  test('whoever knows no parts sends the whole anew', async () => {
    const stub = await stubService({ '/a': (_request, _url, response) => response.end('0123456789') });
    const target = path.join(folder, 'whole');
    await writeFile(`${target}.partial`, '0123');
    await writeFile(`${target}.partial.same`, '"first"');
    await client().save(`${stub.base}/a`, target);
    expect(await readFile(target, 'utf8')).toBe('0123456789');
  });

  test('a redirection is followed within its host and to hosts that are known, and nowhere else', async () => {
    const store = await stubService({ '/b': json('well') });
    const stub = await stubService({
      '/a': leadsTo('/here'),
      '/here': json('well'),
      '/away': leadsTo(`${store.base}/b`),
      '/round': leadsTo('/round'),
    });
    expect((await client().get(`${stub.base}/a`)).address).toBe(`${stub.base}/here`);
    const says = await problem(client().get(`${stub.base}/away`));
    expect(says).toContain(`leads on to ${store.base}, where nothing is fetched from`);
    expect(says).toContain(new URL(stub.base).host);
    expect(store.asked).toEqual([]);
    const knows = client({}, new Set([new URL(store.base).host]));
    expect((await knows.get(`${stub.base}/away`)).address).toBe(`${store.base}/b`);
    expect(await problem(client().get(`${stub.base}/round`))).toContain('leads on and on');
  });

  test('Retry-After is seconds or a day and time', () => {
    expect(retryAfter('30', 0)).toBe(30_000);
    expect(retryAfter('Thu, 17 Jan 2013 12:00:30 GMT', Date.parse('2013-01-17T12:00:00Z'))).toBe(30_000);
    expect(retryAfter('soon', 0)).toBeUndefined();
  });
});

describe('police.uk', () => {
  const STREET = Buffer.from(`Crime ID,Month\n${'a1,2018-10\n'.repeat(3000)}`);
  const zip = (month: string): Buffer =>
    Buffer.from(
      writeZip(
        new Map([
          [`${month}/${month}-staffordshire-outcomes.csv`, Buffer.from('x'.repeat(5000))],
          [`${month}/${month}-staffordshire-street.csv`, STREET],
          [`${month}/${month}-kent-street.csv`, Buffer.from('y')],
        ]),
        '2018-12-01',
      ),
    );
  const service = () =>
    stubService({
      '/api/crimes-street-dates': json([{ date: '2018-11' }, { date: '2018-10' }]),
      '/api/forces': json([{ id: 'kent' }, { id: 'staffordshire' }]),
      '/data/archive/2018-10.zip': file(zip('2018-10')),
      '/data/archive/2018-11.zip': file(zip('2018-11')),
    });
  const wanted = { months: ['2018-10'], force: 'staffordshire' };

  test('of an archive only the file of the force is fetched, by its parts, and kept', async () => {
    const stub = await service();
    const [fetched] = await fetchPolice(from(stub), wanted);
    expect(await readFile(fetched?.file ?? '')).toEqual(STREET);
    expect(path.basename(fetched?.file ?? '')).toBe('2018-10-staffordshire-street.csv');
    expect(stub.asked.slice(2).every((asked) => asked.startsWith('bytes='))).toBe(true);
    const before = stub.asked.length;
    await fetchPolice(from(stub), wanted);
    expect(stub.asked).toHaveLength(before);
    await fetchPolice(from(stub, { again: true }), wanted);
    expect(stub.asked.length).toBeGreaterThan(before);
  });

  test('several months are fetched; one that was finished before is not fetched again', async () => {
    const stub = await service();
    await fetchPolice(from(stub), wanted);
    const fetched = await fetchPolice(from(stub), { ...wanted, months: ['2018-10', '2018-11'] });
    expect(fetched).toHaveLength(2);
    expect(stub.asked.filter((asked) => asked.includes('2018-10.zip'))).toHaveLength(4);
  });

  test('a month, or a force, that is not there is told with what there is', async () => {
    const stub = await service();
    expect(await problem(fetchPolice(from(stub), { ...wanted, months: ['2018-09'] }))).toContain(
      '2018-10 to 2018-11',
    );
    expect(await problem(fetchPolice(from(stub), { ...wanted, force: 'staffs' }))).toContain(
      'kent, staffordshire',
    );
  });

  test('what is no archive, and a file that arrives damaged, is refused', async () => {
    const damaged = zip('2018-10');
    const name = '2018-10-staffordshire-street.csv';
    damaged.fill(7, damaged.indexOf(name) + name.length + 10, damaged.indexOf(name) + name.length + 30);
    const archive = (content: Buffer) =>
      stubService({
        '/api/crimes-street-dates': json([{ date: '2018-10' }]),
        '/api/forces': json([{ id: 'staffordshire' }]),
        '/data/archive/2018-10.zip': file(content),
      });
    const moved = await archive(Buffer.from('<html>moved</html>'));
    expect(await problem(fetchPolice(from(moved), wanted))).toContain('no archive that can be read');
    const broken = await archive(damaged);
    expect(await problem(fetchPolice(from(broken), wanted))).toContain('did not arrive whole');
  });

  test('an archive that is cut or whose directory is damaged is told in a sentence', async () => {
    const whole = zip('2018-10');
    const end = whole.lastIndexOf('PK\u0005\u0006');
    const elsewhere = Buffer.from(whole);
    elsewhere.writeUInt32LE(7, end + 16);
    const longNames = Buffer.from(whole);
    longNames.writeUInt16LE(0xffff, whole.readUInt32LE(end + 16) + 28);
    const headless = Buffer.from(whole);
    headless.fill(7, 0, end - 400);
    const archives = [whole.subarray(end), whole.subarray(0, end + 6), elsewhere, longNames, headless];
    for (const archive of [...archives, whole.subarray(0, 100), Buffer.from('PK\u0005\u0006')]) {
      const stub = await stubService({ '/archive.zip': file(archive) });
      const work = async () => {
        const open = await openRemoteZip(client(), `${stub.base}/archive.zip`);
        for (const { name } of open.members)
          await fetchMember(client(), open, name, path.join(folder, 'scratch'));
      };
      expect(await problem(work())).toMatch(/no archive that can be read|did not arrive whole/);
    }
  });

  test.each([
    ['2018-10', ['2018-10']],
    ['2018-11..2019-01', ['2018-11', '2018-12', '2019-01']],
    ['2019-01..2018-11', undefined],
    ['2018-13', undefined],
    ['October', undefined],
  ])('the months of %s are %j', (text, months) => {
    expect(monthsIn(text)).toEqual(months);
  });
});

test('Fingertips: a download that breaks off goes on, and an answer without figures is told', async () => {
  const csv = Buffer.from(`Indicator ID,Indicator Name\n${'1,Smoking\n'.repeat(500)}`);
  const stub = await stubService({ '/all_data/csv/by_indicator_id': file(csv) });
  stub.first.push(breaksOff(csv, 2000));
  const fetched = await fetchFingertips(from(stub), { indicatorIds: ['92443'], areaType: '501' });
  expect(await readFile(fetched.file)).toEqual(csv);
  expect(stub.asked[0]).toContain('indicator_ids=92443&child_area_type_id=501');
  expect(stub.asked).toHaveLength(2);
  const none = await stubService({ '/all_data/csv/by_indicator_id': file(Buffer.from('')) });
  expect(await problem(fetchFingertips(from(none), { indicatorIds: ['1'], areaType: '501' }))).toContain(
    'no figures',
  );
});

describe('Nomis', () => {
  const HEAD = 'DATE,GEOGRAPHY_CODE,OBS_VALUE';
  const pages = (rows: number) =>
    stubService({
      '/dataset/NM_1_1.data.csv': (_request, url, response) => {
        const offset = Number(url.searchParams.get('RecordOffset'));
        const limit = Number(url.searchParams.get('RecordLimit'));
        const some = Array.from({ length: rows }, (_, at) => `2012-12,E1,${at}`).slice(
          offset,
          offset + limit,
        );
        response.writeHead(200).end(`${[HEAD, ...some].join('\r\n')}\r\n`);
      },
    });
  const wanted = { dataset: 'NM_1_1', query: { geography: '1', measures: '20100' } };

  test('pages are fetched until one is not full, and stand under one heading', async () => {
    const stub = await pages(25);
    const fetched = await fetchNomis(from(stub), wanted, 10);
    const lines = (await readFile(fetched.file, 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(26);
    expect(lines.filter((line) => line === HEAD)).toHaveLength(1);
    expect(stub.asked).toHaveLength(3);
  });

  test('a fetch that was broken off asks only for the pages that it lacks', async () => {
    const stub = await pages(20);
    stub.first.push((_request, _url, response) =>
      response.writeHead(200).end(`${HEAD}\n${'1,2,3\n'.repeat(10)}`),
    );
    stub.first.push(turnsAway(503), turnsAway(503), turnsAway(503), turnsAway(503));
    expect(await problem(fetchNomis(from(stub), wanted, 10))).toContain('what was fetched is kept');
    stub.asked.length = 0;
    const fetched = await fetchNomis(from(stub), wanted, 10);
    expect(stub.asked.map((asked) => /RecordOffset=(\d+)/.exec(asked)?.[1])).toEqual(['10', '20']);
    expect((await readFile(fetched.file, 'utf8')).trimEnd().split('\n')).toHaveLength(21);
  });

  test('an answer in words is no data', async () => {
    const stub = await stubService({
      '/dataset/NM_1_1.data.csv': (_request, _url, response) => response.end('error: no such dimension'),
    });
    expect(await problem(fetchNomis(from(stub), wanted))).toContain('no such dimension');
  });
});

describe('ONS Open Geography', () => {
  const PATH = '/Wards/FeatureServer/0/query';
  const feature = (code: number) => ({
    type: 'Feature',
    properties: { WD25CD: `E0500000${code}`, WD25NM: `Ward ${code}` },
    geometry: null,
  });
  const layer = (features: number) =>
    stubService({
      [PATH]: (_request, url, response) => {
        const offset = Number(url.searchParams.get('resultOffset'));
        const some = Array.from({ length: features }, (_, at) => feature(at)).slice(offset, offset + 2);
        const more = offset + 2 < features;
        response.end(
          JSON.stringify({
            type: 'FeatureCollection',
            features: some,
            ...(more ? { properties: { exceededTransferLimit: true } } : {}),
          }),
        );
      },
    });
  const wanted = { service: 'Wards', code: 'WD25CD', name: 'WD25NM', where: "LAD25CD = 'E07000193'" };

  test('pages are fetched as long as the transfer limit is exceeded', async () => {
    const stub = await layer(5);
    const fetched = await fetchBoundaries(from(stub), wanted);
    const whole = JSON.parse(await readFile(fetched.file, 'utf8'));
    expect(whole.features).toHaveLength(5);
    expect(stub.asked).toHaveLength(3);
    expect(stub.asked[0]).toContain('outSR=4326');
    await fetchBoundaries(from(stub), wanted);
    expect(stub.asked).toHaveLength(3);
  });

  test('a service that says only in its answer that it is busy is asked again; a wrong question is told', async () => {
    const stub = await layer(1);
    stub.first.push(json({ error: { code: 503, message: 'busy' } }));
    await fetchBoundaries(from(stub), wanted);
    expect(stub.asked).toHaveLength(2);
    const wrong = await stubService({ [PATH]: json({ error: { code: 400, message: 'Invalid field' } }) });
    expect(await problem(fetchBoundaries(from(wrong), wanted))).toContain('Invalid field');
  });
});
