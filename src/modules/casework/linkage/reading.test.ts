import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guessMapping } from './guess.ts';
import { readMapping } from './mapping.ts';
import { matchFiles } from './match-files.ts';
import { readAddress } from './text/address.ts';
import { dateReader } from './text/dates.ts';
import { editsWithin, jaroWinkler } from './text/distance.ts';
import { fold, foldName, foldPhone, splitFullName } from './text/fold.ts';
import { nicknameGroups } from './text/nicknames.ts';
import { soundOf } from './text/sound.ts';

describe('values', () => {
  it.each([
    ['Zoë', 'zoe'],
    ["O'Brien", 'obrien'],
    ['Smith-Jones', 'smith jones'],
    ['Łukasz', 'lukasz'],
    ['Наталья', 'natalya'],
    ['  MÜLLER ', 'muller'],
  ])('%s is compared as %s', (text, folded) => expect(fold(text)).toBe(folded));

  it('lose titles and prefixes of countries', () => {
    expect(foldName('Mrs Mary Ann')).toBe('mary ann');
    expect(foldPhone('+44 (0)1543 000111')).toBe(foldPhone('01543 000111'));
    expect(splitFullName('Marlow, Mary Ann')).toEqual(splitFullName('Mary Ann Marlow'));
  });

  it.each([
    [undefined, '1980-02-01', '19800201'],
    [undefined, '1/2/1980', '19800201'],
    [undefined, '1 Feb 1980', '19800201'],
    [undefined, '1980', '19800000'],
    ['DD/MM/YYYY', '13/02/1980', '19800213'],
    ['YYYYMMDD', '19160017', '19160017'],
    ['MM/DD/YY', '02/13/80', '19800213'],
    ['DD/MM/YYYY', 'spring', ''],
  ])('a date by %s: %s is %s', (format, text, date) => expect(dateReader(format)(text)).toBe(date));

  it('have the number of a house wherever it stands', () => {
    expect(readAddress(['Flat 3, 12a High St', 'Carwell'])).toEqual({
      house: '12a/3',
      lines: ['high street', 'carwell'],
    });
    expect(readAddress(['7', 'wallaby place'])).toEqual({ house: '7', lines: ['', 'wallaby place'] });
  });

  it('are known by short forms and by sound', () => {
    const shared = (one: string, two: string): boolean =>
      nicknameGroups(one).some((group) => nicknameGroups(two).includes(group));
    expect(shared('bill', 'william')).toBe(true);
    expect(shared('bill', 'robert')).toBe(false);
    expect(soundOf('stephen')).toBe(soundOf('steven'));
    expect(soundOf('clarke')).toBe(soundOf('klark'));
  });
});

describe('distances', () => {
  const codes = (text: string): Uint16Array => Uint16Array.from(text, (letter) => letter.charCodeAt(0));
  const edits = (a: string, b: string, most = 5): number =>
    editsWithin(codes(a), 0, a.length, codes(b), 0, b.length, most);
  const likeness = (a: string, b: string): number =>
    jaroWinkler(codes(a), 0, a.length, codes(b), 0, b.length);

  it('agree with published examples', () => {
    expect([edits('martha', 'marhta'), edits('kitten', 'sitting'), edits('abc', 'xyz', 1)]).toEqual([
      1, 3, 2,
    ]);
    expect(likeness('martha', 'marhta')).toBeCloseTo(0.961, 3);
    expect(likeness('dixon', 'dicksonx')).toBeCloseTo(0.813, 3);
  });

  it('are nothing for the same and the same both ways', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcde'), maxLength: 12 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(edits(a, a)).toBe(0);
        expect(edits(a, b)).toBe(edits(b, a));
      }),
    );
  });
});

describe('a mapping', () => {
  it('takes roles however they are spelt', () => {
    expect(readMapping({ id: 'n', given_name: 'a', dob: 'b' }).left).toEqual({
      id: 'n',
      givenName: 'a',
      dateOfBirth: 'b',
    });
  });

  it('names every mistake and what to do', () => {
    expect(() => readMapping({ surname: 3, shoe: 'size' })).toThrow(
      /"id" is missing: name the column[\s\S]*"surname" must be[\s\S]*"shoe" is not a role/,
    );
    expect(() => readMapping({ id: 'a', shoe: { column: 'size', compare: 'feet' } })).toThrow(
      /needs "compare": one of exact/,
    );
  });

  it('is guessed from headings', () => {
    expect(
      guessMapping([
        'Record ID',
        'First Name',
        'Last Name',
        'DOB',
        'Address Line 1',
        'Post Code',
        'Gender',
        'Colour',
      ]),
    ).toEqual({
      ...{
        id: 'Record ID',
        givenName: 'First Name',
        surname: 'Last Name',
        dateOfBirth: 'DOB',
        sex: 'Gender',
      },
      ...{ address: ['Address Line 1'], postcode: 'Post Code' },
    });
  });
});

describe('a file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'linkage-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const file = async (text: string): Promise<string> => {
    const name = path.join(folder, 'some.csv');
    await writeFile(name, text);
    return name;
  };

  it('without a mapped column is told which columns it has', async () => {
    const left = await file('ref,last\n1,a\n2,b\n');
    await expect(matchFiles({ left, mapping: { id: 'ref', surname: 'sur' } })).rejects.toThrow(
      /no column "sur".*Its columns are: ref, last/,
    );
  });

  it('has every row accounted for', async () => {
    const left = await file(
      'ref;last;born\n1;"Bell; Anne";1.2.1980\n2;Bell\n;Lowe;1.2.1980\n1;Marsh;1.2.1980\n3;Hill;soon\n',
    );
    const report = await matchFiles({ left, mapping: { id: 'ref', surname: 'last', dateOfBirth: 'born' } });
    expect(report.records).toBe(2);
    expect(report.troubles.map(({ count, lines }) => [count, lines])).toEqual(
      [
        [1, [3]],
        [1, [4]],
        [1, [5]],
        [1, [6]],
      ].sort(),
    );
  });

  it('may be tiny', async () => {
    const left = await file(
      'id,first_name,surname,dob\na,Anne,Belldene,1980-02-01\nb,Ann,Belldene,1980-02-01\nc,Josef,Marsh,1951-12-24\n',
    );
    const { verdicts } = await matchFiles({ left });
    expect(verdicts.join).toBe(1);
  });
});
