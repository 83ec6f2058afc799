import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { decodeText } from '../../../platform/http/previewed-file.ts';
import { defineIndicator, type IndicatorInput } from '../indicators.ts';
import { type ImportReport, importObservations, observationsCsv } from './index.ts';

const db = testDatabase();
const analyst = () => db().with('read', 'indicators.edit', 'observations.record');
const HEAD = 'indicator,period,value,numerator,denominator,place,quality,source,note';

const count = () =>
  db().does(analyst(), async (tx) =>
    Number(
      (
        await tx
          .selectFrom('intelligence.observation')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    ),
  );

const run = async (text: string, dryRun = false): Promise<ImportReport> => {
  const report = await db().does(analyst(), (tx) => importObservations(tx, analyst(), text, { dryRun }));
  if (isRefusal(report)) throw new Error(report.message);
  return report;
};

/** A file of these lines as they are. */
const asItStands = (...lines: string[]): string => [HEAD, ...lines, ''].join('\n');

/** A line with all the commas that a spreadsheet writes after its last filled cell. */
const whole = (line: string): string => {
  const commas = line.replace(/"[^"]*"/g, '').split(',').length - 1;
  return line === '' ? line : line + ','.repeat(Math.max(0, HEAD.split(',').length - 1 - commas));
};

const file = (...lines: string[]): string => asItStands(...lines.map(whole));

beforeAll(async () => {
  const indicators: IndicatorInput[] = [
    { slug: 'recorded-crime', title: 'Recorded crime', kind: 'number', direction: 'lower', unit: 'crimes' },
    { slug: 'safe-after-dark', title: 'Feel safe after dark', kind: 'percentage', direction: 'higher' },
    { slug: 'crime-rate', title: 'Crimes per 1,000', kind: 'rate', per: 1000, direction: 'lower' },
    { slug: 'money-spent', title: 'Money spent', kind: 'money', direction: 'neither', decimals: 2 },
    {
      slug: 'burglary-change',
      title: 'Change in burglary',
      kind: 'percentage',
      direction: 'lower',
      uncertainty: 'not-stated',
      decimals: 1,
    },
  ];
  await db().does(analyst(), async (tx) => {
    for (const indicator of indicators) {
      const made = await defineIndicator(tx, analyst(), indicator);
      if (isRefusal(made)) throw new Error(made.message);
    }
  });
});

describe('a file of observations is read as spreadsheets write it', () => {
  test('a dry run says what would be added and writes nothing', async () => {
    const report = await run(
      file('recorded-crime,1999/00,"5,803",,,,,Police,"Two lines,\nand a comma"'),
      true,
    );
    expect(report).toMatchObject({ added: 1, refused: 0, written: 0 });
    expect(await count()).toBe(0);
  });
  test('semicolons, CRLF, a byte order mark, quoted cells, pounds, percent signs and odd minus signs are accepted', async () => {
    const text = `\uFEFF${HEAD.replaceAll(',', ';')}\r\n"recorded-crime";2001/02;"5,803";;;;Final;;\r\nmoney-spent;2001/02;£23,902.50;;;;;;\r\n\r\nsafe-after-dark;2001/02;71%;71;100;;;;\r\nburglary-change;2001/02;−25.3%;;;;provisional;;\r\n`;
    expect(await run(text)).toMatchObject({ added: 4, refused: 0, written: 4 });
  });
  test('columns may stand in any order, and those that may be empty may be left out', async () => {
    expect(await run('Value, PERIOD ,Indicator\r1,2003/04,recorded-crime\r')).toMatchObject({ written: 1 });
  });
  test('a file in the encoding of an old spreadsheet is read too', () => {
    expect(decodeText(Uint8Array.from([0xa3, 0x35]))).toBe('£5');
    expect(decodeText(new TextEncoder().encode('£5'))).toBe('£5');
    expect(decodeText(Uint8Array.from([0xff, 0xfe, 0x35, 0]))).toBe('5');
  });
  test('lines are named by where they start, whatever cells before them contain', async () => {
    const report = await run(
      file('recorded-crime,2011/12,1,,,,,,"a\nb\n\nc"', '', 'recorded-crme,2011/12,1'),
      true,
    );
    expect(report.rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'added'],
      [7, 'refused'],
    ]);
    expect(report.rows[1]?.reason).toContain('Did you mean “recorded-crime”?');
  });
  test('a figure of a period that has not ended is taken, and counts from its end', async () => {
    const report = await run(file('recorded-crime,2013,5'), true);
    expect(report.rows[0]?.reason).toBe('It will count from 31 December 2013, when its period ends.');
  });
  test('a figure of a period that is not over on the real day is not final, and of one that has not begun nothing is known', async () => {
    const refusedWith = async (line: string) => {
      const report = await run(file(line));
      expect(report).toMatchObject({ refused: 1, written: 0 });
      return report.rows[0]?.reason;
    };
    expect(await refusedWith('recorded-crime,2012-04..2199-12,5')).toBe(
      'Its period is not over before the end of 31 December 2199, and no figure of it is final until then. Record it as provisional.',
    );
    expect(await refusedWith('recorded-crime,2199-12,5,,,,provisional')).toBe(
      'Its period begins on 1 December 2199: nothing can be known of it yet.',
    );
    expect(
      await run(
        file(
          'recorded-crime,2012-05..2199-12,5,,,,provisional',
          'recorded-crime,2199-11,,,,,awaited',
          'recorded-crime,2018-10,5',
        ),
        true,
      ),
    ).toMatchObject({ added: 3, refused: 0 });
  });
  test.each([
    ['final', '2012-04-01', '2199-12-31', 'observation_is_final_once_its_period_is_over'],
    ['provisional', '2199-12-01', '2199-12-31', 'observation_of_a_period_that_has_begun'],
  ])('the database takes no %s figure from %s to %s', async (quality, start, end, constraint) => {
    const { partnershipId, ownerPool } = db();
    await expect(
      ownerPool.query(
        `insert into intelligence.observation (partnership_id, id, indicator_id, period, period_kind, period_start, period_end, value, quality)
         select $1, gen_random_uuid(), id, 'x', 'range', $2, $3, 1, $4 from intelligence.indicator where partnership_id = $1 limit 1`,
        [partnershipId, start, end, quality],
      ),
    ).rejects.toMatchObject({ constraint });
  });
  test('the same file again changes nothing; a corrected figure keeps the old one as a former version', async () => {
    const text = file('safe-after-dark,2005/06,50,5,10,,estimated,Survey,A note');
    expect(await run(text)).toMatchObject({ added: 1, written: 1 });
    expect(await run(text)).toMatchObject({ unchanged: 1, written: 0 });
    expect(await run(file('safe-after-dark,2005/06,50,,,,estimated'))).toMatchObject({ unchanged: 1 });
    const changed = await run(file('safe-after-dark,2005/06,60,6,10'));
    expect(changed).toMatchObject({ changed: 1, written: 1 });
    expect(changed.rows[0]?.reason).toContain('value from 50 to 60');
  });
  test('a number with more digits than are kept is rounded, which is said once; what counts events and is no whole number is named', async () => {
    const text = file(
      'crime-rate,1995/96,5.2797681665707312345',
      'crime-rate,1996/97,5.279768166570731',
      'recorded-crime,1995/96,5.5',
    );
    const report = await run(text);
    expect(report).toMatchObject({ added: 3, refused: 0, written: 3 });
    expect(report.remarks).toEqual([
      'Numbers with more digits than can be kept are rounded, of 1 line (2).',
      'Of 1 line (4) the figure is no whole number, though its indicator counts people or events.',
    ]);
    expect(await run(text)).toMatchObject({ unchanged: 3, written: 0 });
  });
  test('a file with its heading only is said to hold no rows', async () => {
    expect(await run(`${HEAD}\n`)).toMatchObject({
      added: 0,
      refused: 0,
      remarks: ['The file holds no rows below its heading.'],
    });
  });
  test('what is exported imports unchanged', async () => {
    await run(
      file(`recorded-crime,2012-04..2012-11,7,,,,,=sum(A1),'=quoted`, 'recorded-crime,2012/13,,,,,awaited,,'),
    );
    const exported = await db().does(analyst(), (tx) => observationsCsv(tx, analyst()));
    expect(exported).toContain("'=sum(A1)");
    const report = await run(exported);
    expect(report).toMatchObject({ added: 0, changed: 0, refused: 0, written: 0 });
    expect(report.unchanged).toBe(
      await db().does(
        analyst(),
        async (tx) => (await tx.selectFrom('intelligence.current_observation').select('id').execute()).length,
      ),
    );
  });
});

describe('a line that cannot be right is refused with its reason, and nothing is written', () => {
  test.each([
    ['recorded-crime,2011/13,5', 'is not a period'],
    ['recorded-crime,,5', 'The period is missing'],
    [',2011/12,5', 'The indicator is missing'],
    ['recorded-crime,2011/12,', 'The value is missing'],
    ['recorded-crime,2011/12,many', '“many” is not a number'],
    ['recorded-crime,2011/12,"1,23"', 'is not a number'],
    ['recorded-crime,2011/12,1e5', 'is not a number'],
    ['recorded-crime,2011/12,NaN', 'is not a number'],
    ['recorded-crime,2011/12,5%', 'is a percentage, but'],
    ['recorded-crime,2011/12,£5', 'is an amount of money, but'],
    ['recorded-crime,2011/12,-5', 'cannot be less than 0'],
    ['recorded-crime,2011/12,12345678901234567890', 'more digits than can be kept'],
    ['safe-after-dark,2011/12,101', 'impossible'],
    ['safe-after-dark,2011/12,-1', 'impossible'],
    ['safe-after-dark,2011/12,62,28,40', 'does not agree with its parts'],
    ['safe-after-dark,2011/12,90,45,28', 'larger than the denominator'],
    ['safe-after-dark,2011/12,90,45,0', 'must be more than 0'],
    ['crime-rate,2011/12,61,5803,95', 'does not agree with its parts'],
    ['recorded-crime,2011/12,5,,,Nowhere', 'There is no place “Nowhere”'],
    ['recorded-crime,2011/12,5,,,,certain', 'is not a quality'],
    ['recorded-crime,2011/12,5,,,,awaited', 'has no value yet'],
    ['recorded-crime,2001/02,,,,,awaited', 'already known: 5,803'],
    ['recorded-crime,2011/12,5,,,,,,,surplus', 'column without a heading'],
    [
      `recorded-crime,2011/12,5,,,,,,${'x'.repeat(200_000)}`,
      'The note has 200,000 characters. Write at most 5,000.',
    ],
    [`recorded-crime,2011/12,5,,,,,${'x'.repeat(1001)},`, 'The source has 1,001 characters'],
    ['recorded-crime,2011/12,5\nrecorded-crime,2011/2012,6', 'Line 2 already has this'],
  ])('%.60s', async (line, reason) => {
    const before = await count();
    const report = await run(file('recorded-crime,1900,1', ...line.split('\n')));
    expect(report.written).toBe(0);
    expect(
      report.rows
        .filter(({ outcome }) => outcome === 'refused')
        .map((row) => row.reason)
        .join(' '),
    ).toContain(line.includes('\n') ? reason.replace('Line 2', 'Line 3') : reason);
    expect(await count()).toBe(before);
  });
  test.each([
    ['', 'The file is empty'],
    ['indicator,period', 'The column “value” is missing'],
    [`${HEAD}\nrecorded-crime,2011/12,5,,,,,,a\u0000b`, 'Line 2 holds a NUL', 2],
    ['indicator,period,value,sauce', 'There is no column “sauce”. Did you mean “source”?'],
    ['indicator,period,value,value', 'stands in the file twice'],
  ])('a file that begins "%s" is refused', async (heading, reason, line = 1) => {
    const report = await run(`${heading}\n`);
    expect(report.rows[0]).toMatchObject({ line, outcome: 'refused' });
    expect(report.rows.map((row) => row.reason).join(' ')).toContain(reason);
  });
  test('a file whose last line is cut inside a number is refused by that line, and nothing is written', async () => {
    const before = await count();
    const report = await run(
      `${HEAD}\nrecorded-crime,1990-10,120,,,,,,\nrecorded-crime,1990-11,115,,,,,,\nrecorded-crime,1990-12,1`,
    );
    expect(report).toMatchObject({ added: 2, refused: 1, written: 0 });
    expect(report.rows.at(-1)).toMatchObject({
      line: 4,
      reason: 'Line 4 has 3 of 9 cells: the file seems to be cut. Bring it whole.',
    });
    expect(await count()).toBe(before);
  });
  test('28 of 45 is 62%, and 5,803 of 95,100 is 61 per 1,000', async () => {
    const report = await run(
      file(
        'safe-after-dark,2012,62%,28,45',
        'crime-rate,2011/12,61,"5,803","95,100"',
        'burglary-change,2012,-140.5',
      ),
      true,
    );
    expect(report).toMatchObject({ added: 3, refused: 0 });
  });
  test('somebody who may not record figures is refused line by line', async () => {
    const viewer = db().with('read');
    const report = await db().does(viewer, (tx) =>
      importObservations(tx, viewer, file('recorded-crime,2011/12,5')),
    );
    expect(report).toMatchObject({ refused: 1, written: 0 });
  });
});

test('whatever a file holds, either every change of it is written or none', async () => {
  const cell = fc.oneof(
    fc.constantFrom(
      'recorded-crime',
      'safe-after-dark',
      '2011/12',
      '2012-10',
      '2012 Q3',
      '71',
      '"5,803"',
      '£5',
      'awaited',
      '',
      '"',
      ';',
      '"a\nb"',
    ),
    fc.string({ unit: 'binary' }),
    fc.string(),
  );
  const line = fc.array(cell, { maxLength: 11 }).map((cells) => cells.join(','));
  const good = fc
    .tuple(fc.integer({ min: 1900, max: 2100 }), fc.nat(1_000_000))
    .map(([year, value]) => `recorded-crime,${year},${value},,,,,,`);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(line, good), { maxLength: 8 }), async (lines) => {
      const before = await count();
      const report = await run(asItStands(...lines));
      const written = (await count()) - before;
      expect(written).toBe(report.written);
      expect(report.written).toBe(report.refused > 0 ? 0 : report.added + report.changed);
    }),
    { numRuns: 150 },
  );
}, 120_000);
