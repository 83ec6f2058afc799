/** The metadata held against the rules of Metadata Vocabulary for Tabular Data and Model for Tabular Data (W3C, 17 December 2015). */
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';

const concord = testApp({ example: true });

interface Metadata {
  readonly '@context': readonly [string, Record<string, string>];
  readonly url: string;
  readonly dialect: Record<string, unknown>;
  readonly tableSchema: { readonly columns: readonly Column[]; readonly primaryKey: readonly string[] };
}
interface Column {
  readonly name: string;
  readonly titles: readonly string[];
  readonly datatype: string | { readonly base: string; readonly format: string };
  readonly required: boolean;
  readonly null: readonly string[];
}
interface Table {
  readonly metadata: Metadata;
  readonly rows: readonly (readonly string[])[];
  readonly raw: string;
}

const tables = new Map<string, Table>();

beforeAll(async () => {
  const catalogue = (await concord().visitor.get('/open-data/catalogue.json')).json();
  for (const { 'dct:identifier': slug } of catalogue['dcat:dataset']) {
    const csv = await concord().visitor.get(`/open-data/indicators/${slug}.csv`);
    const link = /^<([^>]+)>; rel="describedby"; type="application\/csvm\+json"$/.exec(
      String(csv.headers.link),
    );
    const metadata = await concord().visitor.get(link?.[1] ?? '');
    expect(metadata.headers['content-type']).toBe('application/csvm+json');
    // Model, section 5.3: the default address is that of the CSV with -metadata.json.
    expect(link?.[1]).toBe(`/open-data/indicators/${slug}.csv-metadata.json`);
    tables.set(slug, { metadata: metadata.json(), rows: parse(csv.body) as string[][], raw: csv.body });
  }
});

/** Built-in datatypes of section 5.11.1 that are used here, as the patterns of their lexical forms. */
const FORMS: Readonly<Record<string, RegExp>> = {
  string: /^[\s\S]*$/,
  number: /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$|^(NaN|-?INF)$/,
};
const TERMS = ['title', 'description', 'publisher', 'license', 'source', 'provenance', 'issued', 'modified'];
const OF_TABLE = ['@context', 'url', 'dialect', 'tableSchema'];
const OF_COLUMN = ['name', 'titles', 'datatype', 'required', 'null'];

/** Section 6.1 and 5.8: common properties are prefixed names, their values as JSON-LD allows here. */
function holdsCommonProperties(thing: object, own: readonly string[]): void {
  for (const [key, value] of Object.entries(thing)) {
    if (own.includes(key)) continue;
    const [prefix, term] = key.split(':');
    expect(prefix).toBe('dc');
    expect(TERMS).toContain(term);
    if (typeof value !== 'object') expect(typeof value).toBe('string');
    else if ('@id' in value) expect(Object.keys(value)).toEqual(['@id']);
    else expect(Object.keys(value).sort()).toEqual(['@type', '@value']);
  }
}

describe('every published table is valid CSVW', () => {
  test('there are as many as the example publishes', () => {
    expect(tables.size).toBeGreaterThanOrEqual(7);
  });

  test('the description is of the table group’s vocabulary, with title, licence, source and dates', () => {
    for (const [slug, { metadata }] of tables) {
      expect(metadata['@context']).toEqual(['http://www.w3.org/ns/csvw', { '@language': 'en' }]);
      expect(metadata.url).toBe(`${slug}.csv`);
      holdsCommonProperties(metadata, OF_TABLE);
      for (const term of TERMS) expect(metadata).toHaveProperty(`dc:${term}`);
      expect(metadata).toHaveProperty('dc:license.@id');
      expect(metadata).toHaveProperty('dc:modified.@value');
      expect(metadata.dialect).toMatchObject({ header: true, encoding: 'utf-8', delimiter: ',' });
    }
  });

  test('columns are named once, titled as the header is, and of known types; keys and nulls are theirs', () => {
    for (const { metadata, rows } of tables.values()) {
      const { columns, primaryKey } = metadata.tableSchema;
      expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
      expect(rows[0]).toEqual(columns.map(({ titles }) => titles[0]));
      for (const column of columns) {
        // Section 5.6: a name must not begin with an underscore, and is a template variable.
        expect(column.name).toMatch(/^[A-Za-z0-9][A-Za-z0-9_.]*$/);
        expect(column.null).toEqual(['']);
        holdsCommonProperties(column, OF_COLUMN);
        const base = typeof column.datatype === 'string' ? column.datatype : column.datatype.base;
        expect(Object.keys(FORMS)).toContain(base);
      }
      for (const name of primaryKey) expect(columns.map((column) => column.name)).toContain(name);
    }
  });

  test('every cell is of its column’s type, given where it is required, and no two rows have one key', () => {
    let cells = 0;
    for (const { metadata, rows } of tables.values()) {
      const { columns, primaryKey } = metadata.tableSchema;
      const keys = new Set<string>();
      for (const row of rows.slice(1)) {
        expect(row).toHaveLength(columns.length);
        for (const [at, { datatype, required }] of columns.entries()) {
          const cell = row[at] ?? '';
          if (cell === '') expect(required).toBe(false);
          else if (typeof datatype === 'string') expect(cell).toMatch(FORMS[datatype] ?? /never/);
          else expect(cell).toMatch(new RegExp(`^(${datatype.format})$`));
          cells += 1;
        }
        keys.add(
          primaryKey.map((name) => row[columns.findIndex((column) => column.name === name)]).join('|'),
        );
      }
      expect(keys.size).toBe(rows.length - 1);
    }
    expect(cells).toBeGreaterThan(100);
  });

  test('lines end as the dialect says', () => {
    for (const { raw } of tables.values()) {
      expect(raw.endsWith('\r\n')).toBe(true);
      expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    }
  });
});
