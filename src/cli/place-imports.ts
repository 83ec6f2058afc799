/** What tells where places lie, how one geography fits into another, and how many people live there by age. */
import path from 'node:path';
import { plural } from '../kernel/names.ts';
import { isRefusal, type Refusal } from '../kernel/refusal.ts';
import { recountStreet } from '../modules/intelligence/index.ts';
import {
  importBoundaries,
  importDeprivation,
  importGrid,
  importLookup,
  importPopulations,
  type PlacesFile,
  provenanceOf,
} from '../modules/places/index.ts';
import type { Actor } from '../platform/actor.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { decodeText } from '../platform/http/previewed-file.ts';
import type { ImportResult } from '../platform/import-rows.ts';
import type { Provenance } from '../platform/imported-files.ts';
import { announceAtOnce } from '../platform/search.ts';
import { withBar } from './bar.ts';
import { asOperator, type Call, type Command, type Options, required, sayRefusal } from './command.ts';
import { fileGiven, IMPORT_OPTIONS, reportOf, STEPS, sayImport } from './imports.ts';
import { recordTaken } from './provenance.ts';

type Importer = (
  tx: Tx,
  actor: Actor,
  text: string,
  options: { readonly write: boolean; readonly file: string; readonly source: string },
) => Promise<ImportResult | Refusal>;

/** Where a file came from: as is said, else its name and what it looks like. */
function saidOf(call: Call, what: string, text: string, file: string): Provenance {
  const [source, licence] = [given(call, 'source'), given(call, 'licence')];
  return what === 'grid'
    ? { source: source ?? file, licence }
    : provenanceOf(what as PlacesFile, text, { file, source, licence });
}

async function run(call: Call, command: string, example: string, importer: Importer): Promise<number> {
  const { name, bytes } = await fileGiven(call, example);
  const dryRun = call.values['dry-run'] === true;
  const what = command.replace('import ', '');
  const [text, file] = [decodeText(bytes), path.basename(name)];
  const provenance = saidOf(call, what, text, file);
  const result = await asOperator(call, command, (tx, actor, { services }) =>
    withBar(STEPS, async (next) => {
      const source = provenance.source ?? file;
      const imported = await importer(tx, actor, text, { write: !dryRun, file, source });
      next();
      if (isRefusal(imported)) return imported;
      const reported = reportOf(imported);
      await recordTaken(tx, actor, reported, { importer: what, file, content: bytes, ...provenance });
      if (!reported.written) return reported;
      await announceAtOnce(tx, actor, services.offers.search);
      const figures = await recountStreet(tx, actor);
      if (isRefusal(figures)) return figures;
      const told = `${plural(figures, 'figure')} of indicators recorded from street files that were imported before.`;
      return figures === 0 ? reported : { ...reported, remarks: [...(reported.remarks ?? []), told] };
    }),
  );
  if (isRefusal(result)) return sayRefusal(call, result);
  if (call.values.json) call.print(JSON.stringify({ file: name, dryRun, ...result }, null, 2));
  else sayImport(call, name, result, dryRun);
  return result.refused > 0 ? 1 : 0;
}

const options = (...names: readonly string[]): Options => ({
  ...IMPORT_OPTIONS,
  ...Object.fromEntries([...names, 'source', 'licence'].map((name) => [name, { type: 'string' as const }])),
});

const given = (call: Call, name: string): string | undefined => {
  const value = call.values[name];
  return typeof value === 'string' ? value : undefined;
};

export const placeImports: readonly Command[] = [
  {
    name: 'import boundaries',
    summary: 'Load where the places of a geography lie: all features are written, or none',
    usage:
      'FILE.geojson --geography ward-2013 --code PROPERTY --name PROPERTY [--source WORDS] [--licence WORDS] [--dry-run] [--json]',
    help: 'Longitude and latitude (WGS 84). Places are known by their code; new ones are added, with the geography where that is new: ward-2013 is the geography Ward in its vintage 2013. Rings are rewound (RFC 7946); a feature whose geometry is invalid is refused by name. --source and --licence say where the file came from; where they are left out, a format that its publisher is known by does, else the name of the file.',
    takes: 1,
    options: options('geography', 'code', 'name'),
    run: (call) => {
      const [geography, code, name] = [
        required(call.values, 'geography', 'ward-2013'),
        required(call.values, 'code', 'WD13CD'),
        required(call.values, 'name', 'WD13NM'),
      ];
      const example = 'import boundaries wards.geojson --geography ward-2013 --code WD13CD --name WD13NM';
      return run(call, 'import boundaries', example, (tx, actor, text, { write, file }) =>
        importBoundaries(tx, actor, text, { write, geography, code, name, source: file }),
      );
    },
  },
  {
    name: 'import lookup',
    summary: 'Load which place fits best into which of another geography: all rows are written, or none',
    usage:
      'FILE.csv --from GEOGRAPHY|COLUMN --to GEOGRAPHY|COLUMN [--replace] [--source WORDS] [--licence WORDS] [--dry-run] [--json]',
    help: 'Each side is a geography, the column that holds its codes, or both as lsoa-2011:lsoa11_code. The lookup between two geographies is replaced as a whole; what the file leaves out goes, is named and counted as changed; where that is most of it, --replace has to say so.',
    takes: 1,
    options: { ...options('from', 'to'), replace: { type: 'boolean' } },
    run: (call) => {
      const from = required(call.values, 'from', 'lsoa-2011');
      const to = required(call.values, 'to', 'ward-2013');
      const example = 'import lookup lookup.csv --from lsoa-2011 --to ward-2013';
      return run(call, 'import lookup', example, (tx, actor, text, { write }) =>
        importLookup(tx, actor, text, { write, from, to, replace: call.values.replace === true }),
      );
    },
  },
  {
    name: 'import populations',
    summary: 'Load how many people live in places, in all or by age: all rows are written, or none',
    usage: 'FILE.csv [--as-on 2017-06-30] [--source WORDS] [--licence WORDS] [--dry-run] [--json]',
    help: 'The import page names the columns of a row for each population. A file with a row for each place and a column for each age (0, 1, … 90+) is taken as it is published; --as-on says for which day, where no column as_on does; where neither does, the middle of the year of the boundaries is taken, and the numbers are kept as estimated.',
    takes: 1,
    options: options('as-on'),
    run: (call) =>
      run(
        call,
        'import populations',
        'import populations populations.csv',
        (tx, actor, text, { write, source }) =>
          importPopulations(tx, actor, text, { write, asOn: given(call, 'as-on'), source }),
      ),
  },
  {
    name: 'import grid',
    summary:
      'Load where places stand in the tile cartogram of their geography: all rows are written, or none',
    usage: 'FILE.csv [--source WORDS] [--licence WORDS] [--dry-run] [--json]',
    help: 'Columns: place (slug or code), column, row, both counted from 1 from the top left. For maps of places whose boundaries nobody has; the grid of a geography is replaced as a whole.',
    takes: 1,
    options: options(),
    run: (call) =>
      run(call, 'import grid', 'import grid grid.csv', (tx, actor, text, { write }) =>
        importGrid(tx, actor, text, { write }),
      ),
  },
  {
    name: 'import deprivation',
    summary: 'Load an edition of the Indices of Deprivation: all rows are written, or none',
    usage: 'FILE.csv --year 2015|2019|2025 [--source WORDS] [--licence WORDS] [--dry-run] [--json]',
    help: 'Score, rank and decile of the overall index and its domains for each LSOA, with headings such as IMD_rank or as the ministry writes them. The 2015 and 2019 editions rank LSOAs of 2011, that of 2025 LSOAs of 2021: import their boundaries first. Rows about places elsewhere are counted and not used.',
    takes: 1,
    options: options('year'),
    run: (call) => {
      const year = required(call.values, 'year', '2019');
      const example = 'import deprivation deprivation.csv --year 2019';
      return run(call, 'import deprivation', example, (tx, actor, text, { write, file }) =>
        importDeprivation(tx, actor, text, { write, year, source: file }),
      );
    },
  },
];
