import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { newId } from '../../../kernel/ids.ts';
import { listInWords, plural } from '../../../kernel/names.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import { refuseCut } from '../../../platform/cut-rows.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { ImportedRow, ImportResult } from '../../../platform/import-rows.ts';
import { type ImportedFile, recordImportedFile } from '../../../platform/imported-files.ts';
import { Accounting } from '../sources/account.ts';
import { SURVEY_RESPONSES } from '../sources/imported.ts';
import { asCount } from './actors.ts';
import { readResponse } from './answers.ts';
import { placeNames } from './queries.ts';
import { holdOpen, writeResponses } from './respond.ts';
import type { Response, SurveyWave, WholeSurvey } from './types.ts';

/** What became of a file that was written: every row that was not used, with its line and reason. */
export interface ResponseAccount {
  readonly file: string;
  readonly read: number;
  readonly added: number;
  readonly unchanged: number;
  readonly leftOut: readonly { readonly line: number; readonly reason: string }[];
}

export interface ResponseImport {
  readonly survey: WholeSurvey;
  readonly wave: SurveyWave;
  readonly file: string;
  readonly today: PlainDate;
  readonly write: boolean;
  /** Writes the rows that can be used; the others stand in the account. Otherwise all are written, or none. */
  readonly leaveOut: boolean;
}

/** The column names that files of a survey may have. */
export const columnsOf = ({ questions, groups }: WholeSurvey): readonly string[] => [
  'response',
  'place',
  'weight',
  ...groups.map(({ slug }) => slug),
  ...questions.map(({ slug }) => slug),
];

interface Row {
  readonly line: number;
  readonly key: string;
  readonly response: Response;
  readonly wrong: readonly string[];
}

/**
 * Brings responses of a wave from CSV: one row for each respondent, columns by short name, several answers parted by
 * semicolons. A file brought again changes nothing. Refused: not-allowed, wave-closed, file-unreadable, columns-unknown.
 */
export async function importResponses(
  tx: Tx,
  actor: Actor,
  text: string,
  asked: ResponseImport,
): Promise<ImportResult | Refusal> {
  if (!may(actor, 'observations.record')) return notAllowed();
  const held = await holdOpen(tx, asked.wave.id);
  if (isRefusal(held)) return held;
  const read = await readRows(tx, text, asked);
  if (isRefusal(read)) return read;
  const known = await asCount(tx, actor, async () => {
    const rows = await tx
      .selectFrom('intelligence.survey_response')
      .select('source_key')
      .where('wave_id', '=', asked.wave.id)
      .where('source_key', 'is not', null)
      .execute();
    return new Set(rows.map(({ source_key }) => source_key));
  });
  const seen = new Map<string, number>();
  const rows = read.map((row): ImportedRow & { readonly row: Row } => {
    const twice = seen.get(row.key);
    seen.set(row.key, twice ?? row.line);
    const outcome =
      row.wrong.length > 0 || twice !== undefined ? 'refused' : known.has(row.key) ? 'unchanged' : 'added';
    const says =
      row.wrong.length > 0
        ? row.wrong.join('. ')
        : twice === undefined
          ? null
          : `This respondent stands in line ${twice} already`;
    return { line: row.line, what: `Respondent in line ${row.line}`, outcome, says, row };
  });
  const counts = { added: 0, changed: 0, unchanged: 0, refused: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  const written = asked.write && (asked.leaveOut || counts.refused === 0);
  const added = rows.filter(({ outcome }) => outcome === 'added');
  if (written && added.length > 0) {
    await write(tx, actor, asked, rows, added);
    await recordImportedFile(tx, actor, leftBy(asked, rows));
  }
  return { rows: rows.map(({ row: _, ...told }) => told), counts, written };
}

/** What the file leaves among all that were brought in: no hash and no size, by which few answers could be guessed. */
function leftBy(
  { survey, wave, file }: ResponseImport,
  rows: readonly (ImportedRow & { readonly row: Row })[],
): ImportedFile {
  const accounting = new Accounting();
  const count = (wanted: ImportedRow['outcome']): number =>
    rows.filter(({ outcome }) => outcome === wanted).length;
  for (const { outcome, line, row } of rows)
    if (outcome !== 'refused') accounting.used();
    else
      accounting.notUsed(row.wrong.join('. ') || 'This respondent stands in an earlier line already', line);
  return {
    importer: SURVEY_RESPONSES,
    file,
    sha256: null,
    bytes: null,
    source: `${survey.title}, ${wave.title}`,
    read: rows.length,
    added: count('added'),
    changed: 0,
    unchanged: count('unchanged'),
    notUsed: count('refused'),
    account: { ...accounting.account },
  };
}

async function write(
  tx: Tx,
  actor: Actor,
  { wave, file, today }: ResponseImport,
  rows: readonly ImportedRow[],
  added: readonly { readonly row: Row }[],
): Promise<void> {
  const leftOut = rows.flatMap(({ outcome, line, says }) =>
    outcome === 'refused' ? [{ line, reason: says ?? '' }] : [],
  );
  const unchanged = rows.filter(({ outcome }) => outcome === 'unchanged').length;
  const account: ResponseAccount = { file, read: rows.length, added: added.length, unchanged, leftOut };
  const keys = added.map(({ row }) => row.key);
  await writeResponses(
    tx,
    actor,
    wave.id,
    added.map(({ row }) => row.response),
    {
      way: 'file',
      on: today,
      keys,
    },
  );
  await tx
    .insertInto('intelligence.survey_import')
    .values({
      partnership_id: actor.partnershipId,
      id: newId<'survey-import'>(),
      wave_id: wave.id,
      file,
      account: JSON.stringify(account),
      imported_by: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'survey-wave.responses-imported',
    subject: { kind: 'survey-wave', id: wave.id },
    detail: { file, added: added.length, leftOut: leftOut.length },
  });
}

type Record = { readonly info: { readonly lines: number }; readonly record: readonly string[] };

async function readRows(
  tx: Tx,
  text: string,
  { survey, wave }: ResponseImport,
): Promise<readonly Row[] | Refusal> {
  let table: readonly Record[];
  try {
    const options = { bom: true, info: true, trim: true, skip_empty_lines: true, relax_column_count: true };
    table = parse(text, options) as unknown as readonly Record[];
  } catch {
    return refused('file-unreadable', 'This is not a CSV file that can be read. Save it as CSV (UTF-8).');
  }
  const header = table[0]?.record.map((name) => name.toLowerCase().replaceAll(/[ _]/g, '-')) ?? [];
  const known = columnsOf(survey);
  const unknown = header.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    return refused(
      'columns-unknown',
      `Take out ${plural(unknown.length, 'column')} that the survey does not know: ${listInWords(unknown)}. Names, addresses and e-mails have no place here. It knows ${listInWords(known)}.`,
    );
  if (!survey.questions.some(({ slug }) => header.includes(slug)))
    return refused('columns-missing', 'The first line must name at least one question by its short name.');
  const cut = refuseCut(
    header,
    table.slice(1).map(({ info, record }) => ({ line: info.lines, cells: record })),
  );
  if (cut) return cut;
  const places = new Set((await placeNames(tx)).keys());
  const alike = new Map<string, number>();
  return table.slice(1).map(({ info, record }) => {
    const cell = (name: string): string => record[header.indexOf(name)] ?? '';
    const several = new Set(survey.questions.flatMap((one) => (one.kind === 'multiple' ? [one.slug] : [])));
    const texts = (name: string) => (several.has(name) ? cell(name).split(';') : [cell(name)]);
    const { response, wrong } = readResponse(survey, {
      texts,
      places,
      strict: false,
      questions: survey.questions,
    });
    const all = Object.entries(wrong).map(([column, says]) => `${column}: ${says}`);
    if (wave.weights === 'weighted' && response.weight === null && !wrong.weight)
      all.push('weight: This wave is weighted: give each row its weight');
    if (record.length > header.length) all.push('It has more cells than the first line names');
    if (
      Object.keys(response.answers).length + Object.keys(response.comments).length === 0 &&
      all.length === 0
    )
      all.push('It answers no question');
    const same = JSON.stringify([...header].sort().map((name) => [name, cell(name)]));
    const before = alike.get(same) ?? 0;
    alike.set(same, before + 1);
    const key = cell('response') === '' ? `${same}${before}` : `respondent ${cell('response')}`;
    return { line: info.lines, key: keyOf(wave.id, key), response, wrong: all };
  });
}

const keyOf = (waveId: string, key: string): string =>
  createHash('sha256').update(`${waveId} ${key}`).digest('hex');

/** The accounts of files that were brought into a wave, the newest first. */
export async function listResponseAccounts(tx: Tx, waveId: string): Promise<readonly ResponseAccount[]> {
  const rows = await tx
    .selectFrom('intelligence.survey_import')
    .select('account')
    .where('wave_id', '=', waveId)
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
  return rows.map(({ account }) => account as ResponseAccount);
}
