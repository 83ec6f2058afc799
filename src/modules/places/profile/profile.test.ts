import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import type { LocalityOffer, LocalityRequest } from '../../../platform/module.ts';
import { type Document, renderPdf } from '../../../ui/document/index.ts';
import { importDeprivation } from '../deprivation/import.ts';
import { importLookup } from '../geography/lookups.ts';
import { importPlaces, importPopulations } from '../import.ts';
import { findPlace } from '../queries.ts';
import { localityProfile } from './assemble.ts';

const db = testDatabase();
const editor = () => db().with('read', 'places.edit');
const TODAY = plainDate('2020-01-01');

const offer = (seen: LocalityRequest[]): LocalityOffer => ({
  name: 'things',
  title: 'Things here',
  order: 1,
  empty: 'No thing is here.',
  gather: async (_tx, _actor, request) => {
    seen.push(request);
    return [];
  },
});

const profileOf = (slug: string, seen: LocalityRequest[] = []): Promise<Document> =>
  db().does(editor(), async (tx) => {
    const place = await findPlace(tx, slug);
    if (!place) throw new Error(`There is no ${slug}`);
    return localityProfile(
      tx,
      editor(),
      { localities: [offer(seen)] },
      { place, today: TODAY, area: 'Chase', organisation: 'Chase Partnership' },
    );
  });
const wordsOf = (document: Document): string =>
  document.blocks.map((block) => JSON.stringify(block)).join(' ');

describe('a locality profile', () => {
  test('tells what is known and says what is not', async () => {
    const actor = editor();
    await db().as(actor, async (tx) => {
      orThrow(
        await importPlaces(
          tx,
          actor,
          [
            'geography,vintage,slug,name,code,within',
            'County,,county,County,,',
            'District,,chase,Chase,,county',
            'Ward,2013,north,North,W1,chase',
            'Ward,2013,south,South,W2,chase',
            'Forum area,,forum,Forum,F1,chase',
            'LSOA,2011,north-a,North A,E01000001,',
            'LSOA,2011,north-b,North B,E01000002,',
          ].join('\n'),
          { write: true },
        ),
      );
      orThrow(
        await importLookup(tx, actor, 'lsoa,ward\nE01000001,W1\nE01000002,W1\n', {
          from: 'lsoa-2011',
          to: 'ward-2013',
          write: true,
        }),
      );
      orThrow(
        await importLookup(tx, actor, 'lsoa,forum\nE01000001,F1\nE01000002,F1\n', {
          from: 'lsoa-2011',
          to: 'forum-area',
          write: true,
        }),
      );
      orThrow(
        await importPopulations(
          tx,
          actor,
          'place,as_on,persons,quality,source\nchase,2017-06-30,100000,final,Count\nnorth,2017-06-30,5000,final,Count\nnorth-a,2017-06-30,2000,final,Count\nnorth-b,2017-06-30,1500,final,Count\n',
          { write: true },
        ),
      );
      orThrow(
        await importDeprivation(tx, actor, 'code,IMD_rank,IMD_decile\nE01000001,100,1\nE01000002,13970,5\n', {
          year: 2019,
          source: 'imd.csv',
          write: true,
        }),
      );
    });
    const seen: LocalityRequest[] = [];
    const north = wordsOf(await profileOf('north', seen));
    expect(north).toContain('5,000 people on 30 June 2017 (5% of Chase). Source: Count.');
    expect(north).toContain(
      '1 of the 2 places of LSOA (2011) that are known in it lies in the most deprived fifth of England, by the 2019 edition.',
    );
    expect(north).toContain('No thing is here.');
    expect(north).toContain('Every figure is of North, Ward (2013).');
    expect(seen[0]?.around.map(({ slug }) => slug)).toEqual(['chase', 'county']);
    expect(seen[0]?.ids).toHaveLength(3);
    expect(wordsOf(await profileOf('forum'))).toContain(
      '3,500 people on 30 June 2017 (3.5% of Chase). Source: the 2 places of LSOA (2011) in it.',
    );
    const south = wordsOf(await profileOf('south'));
    expect(south).toContain('How many people live here is not known yet.');
    expect(south).toContain('No edition of the Indices of Deprivation says something of this place');
    expect(wordsOf(await profileOf('north-a'))).toContain('North A is ranked 100 in England, in tenth 1');
  });
  test('tells no share where the places that are known have more people than the whole', async () => {
    const more = 'place,as_on,persons,quality,source\nsouth,2017-06-30,97000,final,Count\n';
    await db().does(editor(), async (tx) =>
      orThrow(await importPopulations(tx, editor(), more, { write: true })),
    );
    expect(wordsOf(await profileOf('north'))).toContain('5,000 people on 30 June 2017. Source: Count.');
  });
  test('is the same on paper', async () => {
    const document = await profileOf('north');
    expect(document.title).toBe('Locality profile: North');
    expect(
      document.blocks.map((block) => (block.kind === 'heading' ? block.text : '')).filter(Boolean),
    ).toEqual(['Population', 'Deprivation', 'Things here', 'What this place is']);
    const pdf = await renderPdf(document);
    if (!('bytes' in pdf)) throw new Error(pdf.message);
    expect(Buffer.from(pdf.bytes).subarray(0, 5).toString()).toBe('%PDF-');
  });
});
