import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, maySomewhere } from '../../../platform/actor.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { rowsAreDone, savepoint } from '../../../platform/import-rows.ts';
import { fingerprint, type Provenance, recordImportedFile } from '../../../platform/imported-files.ts';
import { readSpreadsheet } from '../../../platform/spreadsheet.ts';
import { type ImportRow, type JudgedLine, judgeLines, rowOf } from '../import/preview.ts';
import type { Figure } from '../import/read-line.ts';
import { currentVersions, observationKey, recordObservations } from '../observations.ts';
import type { Account } from './account.ts';
import { applyMapping, type MappedLine } from './apply.ts';
import { tableOf } from './heading.ts';
import { loadKnown } from './known.ts';
import { keepLimits, limitsOf, type PublishedLimits } from './limits.ts';
import { incomplete, type Mapping } from './mapping.ts';

/** What became of a file of somebody else's figures. */
export interface FiguresReport {
  readonly account: Account;
  /** One for each figure that was found. */
  readonly rows: readonly ImportRow[];
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly written: boolean;
  /** The account as it is kept; null for a preview and where nothing was new. */
  readonly importId: string | null;
}

export interface FiguresFile {
  readonly bytes: Buffer;
  readonly fileName: string;
}

const AT_A_TIME = 500;
const MOST_ROWS = 200_000;
const MOST_FIGURES = 50_000;

/** A figure with the limits that were published with it. */
interface Limited {
  readonly figure: Figure;
  readonly limits: PublishedLimits | null;
}

/**
 * Imports figures from a CSV file or workbook of any shape by a mapping. Every row is used, or counted with its reason;
 * a figure that is wrong is refused, and then nothing is written. Importing the same file again changes nothing.
 * Refused: not-allowed, file-unreadable, file-too-long, columns-missing, column-twice, no-periods, mapping-incomplete.
 */
export async function importFigures(
  tx: Tx,
  actor: Actor,
  file: FiguresFile,
  mapping: Mapping,
  { write, ...provenance }: Provenance & { readonly write: boolean },
): Promise<FiguresReport | Refusal> {
  if (!maySomewhere(actor, 'observations.record')) return notAllowed();
  const lacks = incomplete(mapping);
  if (lacks) return refused('mapping-incomplete', lacks.message, { field: lacks.field });
  const sheet = await readSpreadsheet(file.bytes);
  if (isRefusal(sheet)) return sheet;
  if (sheet.length > MOST_ROWS) return tooLong(MOST_ROWS, 'rows');
  const known = await loadKnown(tx, mapping.geography);
  const table = tableOf(sheet, mapping, known.waves);
  if (isRefusal(table)) return table;
  const { lines, account } = applyMapping(table, mapping, known);
  if (lines.length > MOST_FIGURES) return tooLong(MOST_FIGURES, 'figures');
  const judged = await withLimits(tx, lines, await judgeLines(tx, actor, lines, known));
  const rows = judged.map(rowOf);
  const count = (outcome: ImportRow['outcome']): number =>
    rows.filter((row) => row.outcome === outcome).length;
  const report = {
    account,
    rows,
    added: count('added'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused: count('refused'),
  };
  const fresh = judged.flatMap(({ outcome, figure, limits }) =>
    figure && (outcome === 'added' || outcome === 'changed') ? [{ figure, limits }] : [],
  );
  if (!write || report.refused > 0 || fresh.length === 0)
    return { ...report, written: false, importId: null };
  const takeBack = await savepoint(tx, 'whole_import');
  const recorded = await record(tx, actor, fresh);
  if (isRefusal(recorded)) {
    await takeBack();
    return recorded;
  }
  const importId = await recordImportedFile(tx, actor, {
    importer: 'figures',
    file: file.fileName,
    ...fingerprint(file.bytes),
    source: provenance.source || mapping.source,
    licence: provenance.licence || mapping.licence,
    address: provenance.address,
    retrievedOn: provenance.retrievedOn,
    read: account.rows,
    added: report.added,
    changed: report.changed,
    unchanged: report.unchanged,
    notUsed: account.rows - account.rowsUsed,
    account: { ...account },
  });
  return { ...report, written: true, importId };
}

const tooLong = (most: number, what: string): Refusal =>
  refused('file-too-long', `The file has more than ${most.toLocaleString('en-GB')} ${what}. Split it.`, {
    field: 'file',
  });

type Judged = JudgedLine & { readonly limits: PublishedLimits | null };

/** A figure whose value is the same but whose published limits are not is changed. */
async function withLimits(
  tx: Tx,
  lines: readonly MappedLine[],
  judged: readonly JudgedLine[],
): Promise<readonly Judged[]> {
  const there = await limitsOf(
    tx,
    judged.flatMap(({ before }) => before?.id ?? []),
  );
  return judged.map((one, at): Judged => {
    const limits = lines[at]?.limits ?? null;
    const before = one.before && there.get(one.before.id);
    if (one.outcome !== 'unchanged' || limits === null) return { ...one, limits };
    if (before?.lower === limits.lower && before.upper === limits.upper) return { ...one, limits };
    const was = before ? `${before.lower} to ${before.upper}` : 'nothing';
    return {
      ...one,
      limits,
      outcome: 'changed',
      reason: `limits from ${was} to ${limits.lower} to ${limits.upper}.`,
    };
  });
}

async function record(tx: Tx, actor: Actor, fresh: readonly Limited[]): Promise<undefined | Refusal> {
  for (let from = 0; from < fresh.length; from += AT_A_TIME) {
    const part = fresh.slice(from, from + AT_A_TIME);
    const recorded = await recordObservations(
      tx,
      actor,
      part.map(({ figure: { indicator, ...figure } }) => ({ indicatorId: indicator.id, ...figure })),
    );
    if (isRefusal(recorded)) return recorded;
    await rowsAreDone(tx, from + part.length, fresh.length);
  }
  const limited = fresh.filter(({ limits }) => limits !== null);
  if (limited.length === 0) return undefined;
  const now = await currentVersions(
    tx,
    limited.map(({ figure }) => figure.indicator.id),
    limited.map(({ figure }) => figure.period.text),
  );
  await keepLimits(
    tx,
    actor,
    limited.flatMap(({ figure: { indicator, place, period }, limits }) => {
      const observation = now.get(observationKey(indicator.id, place, period.text));
      return observation && limits
        ? [{ ...limits, observationId: observation.id, ownerAgencyId: indicator.ownerAgencyId }]
        : [];
    }),
  );
  return undefined;
}
