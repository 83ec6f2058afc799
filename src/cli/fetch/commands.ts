/** `concord fetch …`: asks the live services politely, keeps what they give, and hands it to the importers. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isRefusal } from '../../kernel/refusal.ts';
import { importBoundaries } from '../../modules/places/index.ts';
import { announceAtOnce } from '../../platform/search.ts';
import {
  asOperator,
  type Call,
  type Command,
  type Options,
  required,
  sayRefusal,
  UsageError,
} from '../command.ts';
import { FIGURE_OPTIONS, takeFigures } from '../figures.ts';
import { reportOf, sayImport } from '../imports.ts';
import { recordTaken } from '../provenance.ts';
import { takeStreetFiles } from '../street.ts';
import { fetchBoundaries } from './boundaries.ts';
import { fetchFingertips } from './fingertips.ts';
import type { Fetched } from './kept.ts';
import { fetchNomis } from './nomis.ts';
import { type FetchFrom, fetchPolice, monthsIn } from './police.ts';
import { FetchProblem, POLITE, politeClient } from './polite.ts';

const OGL = 'Open Government Licence v3.0';

const SHARED: Options = {
  apply: { type: 'boolean' },
  again: { type: 'boolean' },
  json: { type: 'boolean' },
};

const strings = (...names: readonly string[]): Options =>
  Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));

const given = (call: Call, name: string): string | undefined => {
  const value = call.values[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Where police.uk keeps its archives. */
const POLICE_ARCHIVES = 'policeuk-data.s3.amazonaws.com';

/** The hosts of the services, to which alone a redirection is followed. */
const knownHosts = ({ openData }: Call['settings']): ReadonlySet<string> =>
  new Set([...Object.values(openData).map((address) => new URL(address).host), POLICE_ARCHIVES]);

/** Fetches, and gives what became of it; a problem of the service is one sentence and exit code 1. */
async function fetching(
  call: Call,
  service: keyof Call['settings']['openData'],
  work: (from: FetchFrom) => Promise<readonly Fetched[]>,
  take: (fetched: readonly Fetched[]) => Promise<number>,
): Promise<number> {
  try {
    const fetched = await work({
      client: politeClient(POLITE, knownHosts(call.settings), { tell: call.complain }),
      base: call.settings.openData[service],
      folder: path.join(call.settings.dataDir, 'fetched'),
      again: call.values.again === true,
      tell: call.complain,
    });
    for (const { file, retrievedOn } of fetched) call.complain(`Fetched on ${retrievedOn}: ${file}`);
    return await take(fetched);
  } catch (error) {
    if (!(error instanceof FetchProblem)) throw error;
    call.complain(error.message);
    return 1;
  }
}

const AFTER =
  'Shows what the import would do; --apply does it. What was fetched is kept in the data folder and not asked for again, unless --again says so; a fetch that was broken off goes on where it stopped.';

const police: Command = {
  name: 'fetch police-street',
  summary: 'Fetch street-level crime of a force from police.uk, and import it',
  usage: '--month 2018-10[..2019-01] --force staffordshire [--apply] [--again] [--json]',
  help: `Takes of each month’s archive only the file of the force. ${AFTER}`,
  options: { ...SHARED, ...strings('month', 'force') },
  run(call) {
    const months = monthsIn(required(call.values, 'month', '2018-10'));
    if (!months)
      throw new UsageError('--month must be a month such as 2018-10, or several such as 2018-10..2019-01');
    const force = required(call.values, 'force', 'staffordshire');
    return fetching(
      call,
      'police',
      (from) => fetchPolice(from, { months, force }),
      (fetched) =>
        takeStreetFiles(call, 'fetch police-street', fetched, { write: call.values.apply === true }),
    );
  },
};

/** Hands one fetched file of figures to the importer of mappings. */
const takeOne =
  (call: Call, command: string, mapping: string) =>
  async (fetched: readonly Fetched[]): Promise<number> => {
    const [one] = fetched;
    if (!one) return 1;
    return takeFigures(
      call,
      command,
      { bytes: readFileSync(one.file), fileName: path.basename(one.file) },
      {
        write: call.values.apply === true,
        mapping: given(call, 'mapping') ?? mapping,
        address: one.address,
        retrievedOn: one.retrievedOn,
      },
    );
  };

const figureOptions: Options = Object.fromEntries(
  Object.entries(FIGURE_OPTIONS).filter(
    ([name]) => !['dry-run', 'retrieved-on', 'source', 'licence'].includes(name),
  ),
);

const fingertips: Command = {
  name: 'fetch fingertips',
  summary: 'Fetch figures of public health profiles from Fingertips, and import them',
  usage:
    '--ids 92443[,…] --area-type NUMBER [--parent-type NUMBER] [--parent CODE] [--mapping NAME] [--indicator SLUG] [--geography SLUG] [--own-place CODE] [--apply] [--again] [--json]',
  help: `The numbers of indicators and kinds of area are those of Fingertips. ${AFTER}`,
  options: { ...figureOptions, ...SHARED, ...strings('ids', 'area-type', 'parent-type', 'parent') },
  run(call) {
    const ids = required(call.values, 'ids', '92443')
      .split(',')
      .map((id) => id.trim());
    if (!ids.every((id) => /^\d+$/.test(id)))
      throw new UsageError('--ids must be numbers such as 92443,90366');
    const areaType = required(call.values, 'area-type', '501');
    return fetching(
      call,
      'fingertips',
      async (from) => [
        await fetchFingertips(from, {
          indicatorIds: ids,
          areaType,
          parentAreaType: given(call, 'parent-type'),
          parentArea: given(call, 'parent'),
        }),
      ],
      takeOne(call, 'fetch fingertips', 'fingertips'),
    );
  },
};

const nomis: Command = {
  name: 'fetch nomis',
  summary: 'Fetch figures of a data set from Nomis, and import them',
  usage:
    '--dataset NM_1_1 --query "geography=…&date=latest&measures=20100" --indicator SLUG [--mapping NAME] [--geography SLUG] [--own-place CODE] [--apply] [--again] [--json]',
  help: `The query is Nomis’s own, as its query builder writes it after the question mark. ${AFTER}`,
  options: { ...figureOptions, ...SHARED, ...strings('dataset', 'query') },
  run(call) {
    const dataset = required(call.values, 'dataset', 'NM_1_1');
    if (!/^NM_\d+_\d+$/i.test(dataset)) throw new UsageError('--dataset must be such as NM_1_1');
    const query = Object.fromEntries(
      new URLSearchParams(
        required(call.values, 'query', '"geography=1811939363&date=latest&measures=20100"'),
      ),
    );
    return fetching(
      call,
      'nomis',
      async (from) => [await fetchNomis(from, { dataset: dataset.toUpperCase(), query })],
      takeOne(call, 'fetch nomis', 'nomis'),
    );
  },
};

const boundaries: Command = {
  name: 'fetch boundaries',
  summary: 'Fetch boundaries from ONS Open Geography, and import them',
  usage:
    '--service NAME --geography ward-2025 --code PROPERTY --name PROPERTY [--where CONDITION] [--apply] [--again] [--json]',
  help: `NAME is that of a feature service, such as Wards_May_2025_Boundaries_UK_BSC; --where says which of its features, such as "LAD25CD = 'E07000193'". ${AFTER}`,
  options: { ...SHARED, ...strings('service', 'geography', 'code', 'name', 'where') },
  run(call) {
    const service = required(call.values, 'service', 'Wards_May_2025_Boundaries_UK_BSC');
    const geography = required(call.values, 'geography', 'ward-2025');
    const [code, name] = [required(call.values, 'code', 'WD25CD'), required(call.values, 'name', 'WD25NM')];
    return fetching(
      call,
      'geography',
      async (from) => [await fetchBoundaries(from, { service, code, name, where: given(call, 'where') })],
      async ([one]) => {
        if (!one) return 1;
        const write = call.values.apply === true;
        const content = readFileSync(one.file, 'utf8');
        const file = path.basename(one.file);
        const source = `ONS Open Geography, ${service}`;
        const result = await asOperator(call, 'fetch boundaries', async (tx, actor, { services }) => {
          const imported = await importBoundaries(tx, actor, content, {
            write,
            geography,
            code,
            name,
            source,
          });
          if (isRefusal(imported)) return imported;
          const reported = reportOf(imported);
          await recordTaken(tx, actor, reported, {
            importer: 'boundaries',
            file,
            content,
            source,
            licence: OGL,
            address: one.address,
            retrievedOn: one.retrievedOn,
          });
          if (reported.written) await announceAtOnce(tx, actor, services.offers.search);
          return reported;
        });
        if (isRefusal(result)) return sayRefusal(call, result);
        if (call.values.json) call.print(JSON.stringify({ file, dryRun: !write, ...result }, null, 2));
        else sayImport(call, file, result, !write);
        return result.refused > 0 ? 1 : 0;
      },
    );
  },
};

export const fetchCommands: readonly Command[] = [police, fingertips, nomis, boundaries];
