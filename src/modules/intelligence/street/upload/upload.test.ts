import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { testApp } from '../../../../../test/support/app.ts';
import { newId } from '../../../../kernel/ids.ts';
import { writeZip } from '../../../../ui/document/index.ts';
import { access } from '../../../access/module.ts';
import { partners } from '../../../partners/module.ts';
import { places } from '../../../places/module.ts';
import { intelligence } from '../../module.ts';
import { STREET_JOB, UPLOADS } from './job.ts';

const concord = testApp({ modules: [partners, access, places, intelligence] });
const MAY = ['observations.record', 'indicators.edit'];
type Hand = Awaited<ReturnType<ReturnType<typeof concord>['signInAs']>>;

const HEADING =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context';
const line = (id: string, month: string, lsoa: string, outcome = '') =>
  `${id},${month},Some Police,Some Police,-1.9,52.7,On or near A Street,${lsoa},${lsoa ? 'Chase 001A' : ''},${id ? 'Burglary' : 'Anti-social behaviour'},${outcome},`;
const month = (of: string, ...more: string[]) =>
  [HEADING, line(`a${of}`, of, 'E01000001'), line('', of, 'E01000001'), line(`b${of}`, of, ''), ...more].join(
    '\n',
  );

interface Sent {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Sends files as a browser does. */
async function bring(hand: Hand, ...files: readonly Sent[]) {
  const parts = files.map(({ name, content }) =>
    Buffer.concat([
      Buffer.from(
        `--edge\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]),
  );
  return hand.send('POST', UPLOADS, Buffer.concat([...parts, Buffer.from('--edge--\r\n')]), {
    'content-type': 'multipart/form-data; boundary=edge',
  });
}

const runJob = (id?: string) => concord().runJob(STREET_JOB, id);
const idIn = (path: unknown): string => String(path).split('/').at(-1) ?? '';
const stored = async (): Promise<number> =>
  (await concord().db.ownerPool.query('select count(*)::integer as n from intelligence.street_crime')).rows[0]
    .n;

/** Brings files and has them read; gives the id and the page of the preview. */
async function preview(hand: Hand, ...files: readonly Sent[]): Promise<{ id: string; page: string }> {
  const sent = await bring(hand, ...files);
  expect(sent.statusCode).toBe(303);
  const id = idIn(sent.headers.location);
  expect((await hand.get(`${UPLOADS}/${id}`)).body).toContain('Reading street files');
  await runJob(id);
  return { id, page: (await hand.get(`${UPLOADS}/${id}`)).body };
}

async function imported(hand: Hand, id: string, fields: Record<string, string> = {}): Promise<string> {
  expect((await hand.form(`${UPLOADS}/${id}/confirmation`, fields)).statusCode).toBe(303);
  await runJob(id);
  return (await hand.get(`${UPLOADS}/${id}`)).body;
}

describe('street files by page', () => {
  test('a preview tells months and every kind of row and writes nothing; a word later the files are imported and each leaves its account', async () => {
    const hand = await concord().signInAs(...MAY);
    expect((await hand.get('/indicators/street-crime')).body).toContain(`href="${UPLOADS}"`);
    const { id, page } = await preview(
      hand,
      { name: '2018-10-some-street.csv', content: month('2018-10') },
      { name: '2018-11-some-street.csv', content: month('2018-11') },
    );
    for (const says of [
      'Nothing is written yet: of 6 rows in 2 files, 6 new, 0 with a new outcome',
      'No row lies in a place of yours',
      'October 2018 and November 2018',
      'Without a location (no LSOA)',
      'Chase 4',
      'Import 6 rows',
    ])
      expect(page).toContain(says);
    expect(await stored()).toBe(0);
    expect((await hand.get(UPLOADS)).body).toContain('2018-10-some-street.csv and 1 more');
    const done = await imported(hand, id);
    expect(done).toContain('6 rows read: 6 new');
    expect(await stored()).toBe(6);
    const accounts = (await hand.get('/indicators/street-crime')).body;
    for (const name of ['2018-10-some-street.csv', '2018-11-some-street.csv'])
      expect(accounts).toContain(name);
    const left = (await hand.get('/api/v1/imports')).json<{ items: object[] }>();
    expect(left.items).toMatchObject([
      { importer: 'police-street', file: '2018-10-some-street.csv', read: 3, added: 3 },
      { importer: 'police-street', file: '2018-11-some-street.csv', read: 3, added: 3 },
    ]);
    expect((await hand.get(UPLOADS)).body).not.toContain('2018-10-some-street.csv');
  });

  test('files that were imported before change nothing but outcomes', async () => {
    const hand = await concord().signInAs(...MAY);
    const known = await preview(hand, { name: 'again.csv', content: month('2018-10') });
    expect(known.page).toContain('There is nothing to import');
    const settled = month('2018-10').replace('Burglary,', 'Burglary,Local resolution');
    const { id, page } = await preview(hand, { name: 'later.csv', content: settled });
    expect(page).toContain('0 new, 1 with a new outcome, 2 known already');
    expect(await imported(hand, id)).toContain('0 new, 1 with a new outcome');
    expect(await stored()).toBe(6);
  });

  test('of an archive of police.uk the street files are read, and what else it holds is named', async () => {
    const hand = await concord().signInAs(...MAY);
    const archive = writeZip(
      new Map([
        ['2018-12/2018-12-some-street.csv', Buffer.from(month('2018-12'))],
        ['2018-12/2018-12-some-outcomes.csv', Buffer.from('x')],
        ['2019-01/2019-01-some-street.csv', Buffer.from(month('2019-01'))],
      ]),
      '2019-02-01',
    );
    const { id, page } = await preview(hand, { name: 'archive.zip', content: archive });
    expect(page).toContain('of 6 rows in 2 files');
    expect(page).toContain('2018-12-some-outcomes.csv');
    expect(await imported(hand, id)).toContain('6 new');
  });

  test('of what an archive holds beside street files the first names are kept, each cut to a length, and how many more', async () => {
    const hand = await concord().signInAs(...MAY);
    const others = Array.from({ length: 70 }, (_, at): [string, Buffer] => [
      `${String(at).padStart(2, '0')}-outcomes\u0000${'n'.repeat(9000)}.csv`,
      Buffer.from('x'),
    ]);
    const street: [string, Buffer] = [`${'s'.repeat(9000)}-street.csv`, Buffer.from(month('2022-02'))];
    const content = writeZip(new Map([...others, street]), '2022-03-01');
    const { id, page } = await preview(hand, { name: 'archive.zip', content });
    expect(page).toContain('00-outcomesnnn');
    expect(page).toContain('and 50 more');
    const { rows } = await concord().db.ownerPool.query(
      `select cardinality(not_read) as names, not_read_more as more, (select max(length(n)) from unnest(not_read) n) as longest
       from intelligence.street_upload where id = $1`,
      [id],
    );
    expect(rows).toEqual([{ names: 50, more: 20, longest: 200 }]);
    const told = await concord().db.ownerPool.query(
      "select length(d.detail::text) as length from platform.audit_event e join platform.audit_detail d on d.event_id = e.id where action = 'street-upload.brought' and subject_id = $1",
      [id],
    );
    expect(told.rows[0].length).toBeLessThan(12_000);
  });

  test('rows that cannot be read are named, and left out only where that is said', async () => {
    const hand = await concord().signInAs(...MAY);
    const { id, page } = await preview(hand, {
      name: 'cut.csv',
      content: month('2019-02', 'c,2019-02,too short'),
    });
    expect(page).toContain('1 row cannot be read');
    expect(page).toContain('it has 3 cells, not 12');
    const unsaid = await hand.form(`${UPLOADS}/${id}/confirmation`, {});
    expect(unsaid.statusCode).toBe(422);
    expect(await imported(hand, id, { leaveOut: 'yes' })).toContain('3 new');
  });

  test('an import that broke off goes on with the file in which it stopped, and nothing is counted twice', async () => {
    const hand = await concord().signInAs(...MAY);
    const before = await stored();
    const { id } = await preview(
      hand,
      { name: 'one.csv', content: month('2019-03') },
      { name: 'two.csv', content: month('2019-04') },
      { name: 'three.csv', content: month('2019-05') },
    );
    expect((await hand.form(`${UPLOADS}/${id}/confirmation`, {})).statusCode).toBe(303);
    const { db, services } = concord();
    const { read } = services.files;
    const second = (
      await db.ownerPool.query(
        'select k.sha256 from intelligence.street_upload_file f join platform.file k on k.id = f.file_id where f.upload_id = $1 and f.position = 2',
        [id],
      )
    ).rows[0].sha256 as Buffer;
    Object.assign(services.files, {
      read: (sha256: Buffer) => (sha256.equals(second) ? Promise.reject(new Error('gone')) : read(sha256)),
    });
    await expect(runJob(id)).rejects.toThrow('gone');
    Object.assign(services.files, { read });
    expect(await stored()).toBe(before + 3);
    expect((await hand.get(`${UPLOADS}/${id}`)).body).toContain('1 of 3 files imported');
    expect((await hand.form(`${UPLOADS}/${id}/continuation`, {})).statusCode).toBe(303);
    await runJob();
    expect(await stored()).toBe(before + 9);
    const page = (await hand.get(`${UPLOADS}/${id}`)).body;
    expect(page).toContain('9 rows read: 9 new');
    await runJob(id);
    expect(await stored()).toBe(before + 9);
    const again = await hand.form(`${UPLOADS}/${id}/confirmation`, {});
    expect(again.statusCode).toBe(409);
  });

  describe('a file in whose way others are', () => {
    /** Has the reading of files end this often as if others were changing the same rows. */
    const inTheWay = async (times: number, work: () => Promise<void>): Promise<number> => {
      const { files } = concord().services;
      const { read } = files;
      let tried = 0;
      Object.assign(files, {
        read: (sha256: Buffer) => {
          tried += 1;
          const deadlock = Object.assign(new Error('deadlock detected'), { code: '40P01' });
          return tried > times ? read(sha256) : Promise.reject(deadlock);
        },
      });
      await work().finally(() => Object.assign(files, { read }));
      return tried;
    };
    const confirmed = async (hand: Hand, name: string, of: string): Promise<string> => {
      const { id } = await preview(hand, { name, content: month(of) });
      expect((await hand.form(`${UPLOADS}/${id}/confirmation`, {})).statusCode).toBe(303);
      return id;
    };

    test('is tried again, and counted once', async () => {
      const hand = await concord().signInAs(...MAY);
      const before = await stored();
      const id = await confirmed(hand, 'busy.csv', '2020-05');
      expect(await inTheWay(2, () => runJob(id))).toBe(3);
      expect((await hand.get(`${UPLOADS}/${id}`)).body).toContain('3 rows read: 3 new');
      expect(await stored()).toBe(before + 3);
    });

    test('is refused after some tries, with what to do', async () => {
      const hand = await concord().signInAs(...MAY);
      const before = await stored();
      const id = await confirmed(hand, 'busier.csv', '2020-06');
      expect(await inTheWay(100, () => runJob(id))).toBe(5);
      const page = (await hand.get(`${UPLOADS}/${id}`)).body;
      expect(page).toContain('When they are done, bring the same files again');
      expect(page).toContain('Nothing of them was written');
      expect(await stored()).toBe(before);
    });
  });

  describe('the files themselves', () => {
    const keptOf = async (id: string): Promise<readonly Buffer[]> =>
      (
        await concord().db.ownerPool.query<{ sha256: Buffer }>(
          `select k.sha256 from intelligence.street_upload_file f
           join platform.file k on k.partnership_id = f.partnership_id and k.id = f.file_id where f.upload_id = $1`,
          [id],
        )
      ).rows.map(({ sha256 }) => sha256);
    const isThere = (sha256: Buffer | undefined) =>
      concord()
        .services.files.read(sha256 ?? Buffer.alloc(32))
        .then(
          () => true,
          () => false,
        );

    test('are kept while they can be imported and destroyed then; what became of them stays', async () => {
      const hand = await concord().signInAs(...MAY);
      const { id } = await preview(hand, { name: 'kept-street.csv', content: month('2020-07') });
      const [bytes] = await keptOf(id);
      await runJob();
      expect(await isThere(bytes)).toBe(true);
      const page = await imported(hand, id);
      for (const says of ['kept-street.csv', '3 rows read: 3 new', 'The files themselves are kept no longer'])
        expect(page).toContain(says);
      expect([await keptOf(id), await isThere(bytes)]).toEqual([[], false]);
    });

    test('go when they are put aside, but not while the same bytes are needed elsewhere, in another partnership too', async () => {
      const hand = await concord().signInAs(...MAY);
      const { db } = concord();
      const same = { name: 'same-street.csv', content: month('2020-08') };
      const [one, other] = [await preview(hand, same), await preview(hand, same)];
      const [bytes] = await keptOf(one.id);
      const aside = async (id: string): Promise<void> => {
        expect((await hand.form(`${UPLOADS}/${id}/removal`, {})).statusCode).toBe(303);
        const { rows } = await db.ownerPool.query(
          "select from pgboss.job where name = $1 and data ->> 'subjectId' = $2",
          [STREET_JOB, id],
        );
        expect(rows).toHaveLength(2);
      };
      const isKeptAfter = async (id: string): Promise<boolean> => {
        await runJob(id);
        expect(await keptOf(id)).toEqual([]);
        return isThere(bytes);
      };
      await aside(one.id);
      expect(await isKeptAfter(one.id)).toBe(true);
      await aside(other.id);
      const neighbour = newId();
      await db.ownerPool.query(
        `insert into partners.partnership (partnership_id, name, slug, area, example, began_on)
         values ($1, 'Next door', 'next-door', 'Next door', true, '2013-01-17')`,
        [neighbour],
      );
      await db.ownerPool.query(
        `insert into platform.file (partnership_id, id, name, media_type, size, sha256)
         values ($1, $2, 'theirs.csv', 'text/csv', 1, $3)`,
        [neighbour, newId(), bytes],
      );
      expect(await isKeptAfter(other.id)).toBe(true);
      for (const table of ['platform.file', 'partners.partnership'])
        await db.ownerPool.query(`delete from ${table} where partnership_id = $1`, [neighbour]);
      const last = await preview(hand, same);
      await aside(last.id);
      expect(await isKeptAfter(last.id)).toBe(false);
    });

    test('go after two weeks in which nobody decided about them, and where an import broke off for so long', async () => {
      const hand = await concord().signInAs(...MAY);
      const [read, unread, young, begun] = [
        await preview(hand, { name: 'read-street.csv', content: month('2021-10') }),
        {
          id: idIn(
            (await bring(hand, { name: 'un-street.csv', content: month('2021-11') })).headers.location,
          ),
        },
        await preview(hand, { name: 'young-street.csv', content: month('2021-12') }),
        await preview(hand, { name: 'begun-street.csv', content: month('2022-01') }),
      ];
      expect((read as { page: string }).page).toContain('put aside after 14 days');
      expect((await hand.get(UPLOADS)).body).toContain('put aside after 14 days');
      await hand.form(`${UPLOADS}/${begun.id}/confirmation`, {});
      const aged = async (id: string, days: number): Promise<void> => {
        const back = `make_interval(days => ${days})`;
        await concord().db.ownerPool.query(
          `with whole as (update intelligence.street_upload set uploaded_at = uploaded_at - ${back} where id = $1),
             steps as (update intelligence.street_upload_step set taken_at = taken_at - ${back} where upload_id = $1)
           update intelligence.street_upload_file set uploaded_at = uploaded_at - ${back} where upload_id = $1`,
          [id],
        );
      };
      for (const { id } of [read, unread, begun]) await aged(id, 15);
      await aged(young.id, 13);
      const bytes = (await Promise.all([read, unread, begun].map(({ id }) => keptOf(id)))).flat();
      expect(bytes).toHaveLength(3);
      await runJob();
      for (const { id } of [read, unread])
        expect((await hand.get(`${UPLOADS}/${id}`)).body).toContain('Street files put aside');
      expect((await hand.get(`${UPLOADS}/${begun.id}`)).body).toContain('not imported within 14 days');
      for (const one of bytes) expect(await isThere(one)).toBe(false);
      expect((await hand.get(`${UPLOADS}/${young.id}`)).body).toContain('Preview of the import');
      expect(await keptOf(young.id)).toHaveLength(1);
    });

    test('of what was refused go with the next sweep, also where a crash came between row and bytes', async () => {
      const hand = await concord().signInAs(...MAY);
      const { db, services } = concord();
      const { id } = await preview(hand, { name: 'crash-street.csv', content: month('2020-09') });
      const [bytes] = await keptOf(id);
      await hand.form(`${UPLOADS}/${id}/removal`, {});
      const { remove } = services.files;
      Object.assign(services.files, { remove: () => Promise.reject(new Error('crash')) });
      await expect(runJob(id)).rejects.toThrow('crash');
      Object.assign(services.files, { remove });
      expect([await keptOf(id), await isThere(bytes)]).toEqual([[], true]);
      await runJob();
      expect(await isThere(bytes)).toBe(false);
      const { rows } = await db.ownerPool.query(
        'select name, lines, bytes_hash from intelligence.street_upload_file where upload_id = $1',
        [id],
      );
      expect(rows).toEqual([{ name: 'crash-street.csv', lines: 4, bytes_hash: null }]);
    });
  });

  test('what is put aside is not imported', async () => {
    const hand = await concord().signInAs(...MAY);
    const before = await stored();
    const { id } = await preview(hand, { name: 'aside.csv', content: month('2019-06') });
    expect((await hand.form(`${UPLOADS}/${id}/removal`, {})).headers.location).toBe(UPLOADS);
    expect((await hand.form(`${UPLOADS}/${id}/confirmation`, {})).statusCode).toBe(409);
    await runJob(id);
    expect(await stored()).toBe(before);
    expect((await hand.get(`${UPLOADS}/${id}`)).body).toContain('Nothing of these files was imported');
  });

  test.each<[string, readonly Sent[], string]>([
    ['nothing is chosen', [], 'Choose street files of police.uk'],
    ['another CSV', [{ name: 'a.csv', content: 'a,b\n1,2\n' }], 'a.csv is no street file of police.uk'],
    [
      'an archive without one',
      [{ name: 'a.zip', content: writeZip(new Map([['x.csv', Buffer.from('x')]]), '2019-01-01') }],
      'only x.csv',
    ],
    [
      'an archive that was cut',
      [{ name: 'a.zip', content: 'PK\u0003\u0004 cut' }],
      'a.zip cannot be unpacked',
    ],
    [
      'what is no text',
      [{ name: 'a.csv', content: Buffer.concat([Buffer.from(`${HEADING}\n`), Buffer.from([0xff, 0])]) }],
      'a.csv: The contents are not those',
    ],
  ])('%s is refused in a sentence, and nothing is kept', async (_what, files, says) => {
    const hand = await concord().signInAs(...MAY);
    const sent = await bring(hand, ...files);
    expect(sent.statusCode).toBe(422);
    expect(sent.body).toContain(says);
    expect(sent.body).toContain('type="file"');
  });

  test('of an archive of which one file is refused no byte is kept', async () => {
    const hand = await concord().signInAs(...MAY);
    const { folder } = concord().services.files;
    const kept = () => readdir(folder, { recursive: true }).catch(() => []);
    const before = await kept();
    const good = Array.from({ length: 5 }, (_, at): [string, Buffer] => [
      `2021-0${at + 1}-some-street.csv`,
      Buffer.from(month(`2021-0${at + 1}`)),
    ]);
    for (const bad of [Buffer.from('a,b\n1,2\n'), Buffer.from(`${HEADING}\nx\0`)]) {
      const content = writeZip(new Map([...good, ['2021-09-some-street.csv', bad]]), '2021-10-01');
      expect((await bring(hand, { name: 'archive.zip', content })).statusCode).toBe(422);
      expect(await kept()).toEqual(before);
    }
  });

  test('more files than are taken at once are refused as too large', async () => {
    const hand = await concord().signInAs(...MAY);
    const many = Array.from({ length: 13 }, (_, at) => ({ name: `${at}.csv`, content: month('2019-07') }));
    const sent = await bring(hand, ...many);
    expect(sent.statusCode).toBe(413);
    expect(sent.body).toContain('More than 12 files came at once');
  });

  test('who may not import sees nothing of it', async () => {
    const { id } = await preview(await concord().signInAs(...MAY), {
      name: 'a.csv',
      content: month('2019-08'),
    });
    for (const permissions of [[], ['observations.record'], ['indicators.edit']]) {
      const other = await concord().signInAs(...permissions);
      expect((await other.get('/indicators/street-crime')).body).not.toContain(`href="${UPLOADS}"`);
      expect((await other.get(UPLOADS)).statusCode).toBe(403);
      expect((await other.get(`${UPLOADS}/${id}`)).statusCode).toBe(403);
      expect((await other.form(`${UPLOADS}/${id}/confirmation`, {})).statusCode).toBe(403);
      expect((await other.form(`${UPLOADS}/${id}/continuation`, {})).statusCode).toBe(403);
    }
  });

  test('a row with more than any police writes cannot be read, and is told by its line', async () => {
    const long = line('long', '2019-09', 'E01000001').replace('Burglary', 'Burglary '.repeat(9000));
    const { page } = await preview(await concord().signInAs(...MAY), {
      name: 'long-street.csv',
      content: month('2019-09', long),
    });
    expect(page).toContain('it has a cell of more than 500 characters');
  });

  test('an upload whose file is gone keeps none of the others waiting', async () => {
    const hand = await concord().signInAs(...MAY);
    const [gone, whole] = [
      await bring(hand, { name: 'gone-street.csv', content: month('2020-01') }),
      await bring(hand, { name: 'whole-street.csv', content: month('2020-02') }),
    ].map(({ headers }) => idIn(headers.location));
    const { rows } = await concord().db.ownerPool.query<{ sha256: Buffer }>(
      'select k.sha256 from intelligence.street_upload_file f join platform.file k on k.id = f.file_id where f.upload_id = $1',
      [gone],
    );
    for (const { sha256 } of rows) await concord().services.files.remove(sha256);
    await expect(runJob()).rejects.toThrow();
    expect((await hand.get(`${UPLOADS}/${whole}`)).body).toContain('Nothing is written yet');
    expect((await hand.form(`${UPLOADS}/${gone}/removal`, {})).statusCode).toBe(303);
    expect((await hand.get(UPLOADS)).body).not.toContain('gone-street.csv');
    await runJob();
  });

  test('a month with far fewer rows than those around it is named before and after it is imported', async () => {
    const hand = await concord().signInAs(...MAY);
    const many = (of: string, rows: number) =>
      month(of, ...Array.from({ length: rows }, (_, n) => line(`m${of}${n}`, of, 'E01000001')));
    const { id, page } = await preview(
      hand,
      { name: '2013-01.csv', content: many('2013-01', 120) },
      { name: '2013-02.csv', content: many('2013-02', 120) },
      { name: '2013-03.csv', content: many('2013-03', 20) },
    );
    const says = /March 2013: \d+ rows of it are here, of the months around it about \d+ each/;
    expect(page).toMatch(says);
    expect(page).not.toContain('February 2013: ');
    expect(await imported(hand, id)).toMatch(says);
  });

  test('it is named after the import too where only a later file shows that part of it is missing', async () => {
    const hand = await concord().signInAs(...MAY);
    const many = (of: string, rows: number) =>
      month(of, ...Array.from({ length: rows }, (_, n) => line(`m${of}${n}`, of, 'E01000001')));
    const { id } = await preview(
      hand,
      { name: '2015-06.csv', content: many('2015-06', 120) },
      { name: '2015-07.csv', content: many('2015-07', 20) },
      { name: '2015-08.csv', content: many('2015-08', 120) },
    );
    expect(await imported(hand, id)).toMatch(/July 2015: \d+ rows of it are here/);
  });
  test('a month that was here already and gains rows without an id is told of before and after its import', async () => {
    const hand = await concord().signInAs(...MAY);
    const first = await preview(hand, { name: '2016-05-some-street.csv', content: month('2016-05') });
    const says = 'Rows without an id are new in months that were here already: May 2016 of Some Police (1)';
    expect(first.page).not.toContain('Rows without an id are new');
    expect(await imported(hand, first.id)).not.toContain('Rows without an id are new');
    const content = month('2016-05').replaceAll('A Street', 'B Street');
    const second = await preview(hand, { name: '2016-05-some-street.csv', content });
    expect(second.page).toContain(says);
    expect(await imported(hand, second.id)).toContain(says);
  });
  test('a file in another encoding than UTF-8 is refused with what to do', async () => {
    const hand = await concord().signInAs(...MAY);
    const content = Buffer.from(month('2016-06').replaceAll('A Street', 'Ärger Street'), 'latin1');
    const sent = await bring(hand, { name: 'old-street.csv', content });
    expect(sent.body).toContain('old-street.csv is not in UTF-8');
  });
});
