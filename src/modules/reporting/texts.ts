import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { FigureValue } from '../../platform/module.ts';
import { seenIn } from './draft.ts';
import type { Recommendation, SeenFigure, WrittenText } from './model.ts';
import { businessToday, listTexts, type ReportRow, templateVersion } from './queries.ts';
import { openReport } from './reports.ts';
import { placesOf } from './template.ts';
import { changedMeanwhile } from './template-commands.ts';

export interface TextChange {
  readonly reportId: string;
  readonly place: string;
  readonly standing: WrittenText['standing'];
  readonly words: string;
  /** The revision that was seen; 0 when nothing was written yet. */
  readonly revision: number;
}

/** A place of a report and what stands there; nothing was written yet where there is no text. */
export interface PlaceOfReport {
  readonly place: string;
  readonly text: WrittenText | undefined;
}

/** Every place of a report where prose may stand, in the order of its template. */
export async function listPlacesOf(
  tx: Tx,
  actor: Actor,
  report: ReportRow,
): Promise<readonly PlaceOfReport[]> {
  const template = await templateVersion(tx, actor, report.templateId, report.templateVersion);
  const texts = new Map((await listTexts(tx, actor, report.id)).map((text) => [text.place, text]));
  return placesOf(template).map((place) => ({ place, text: texts.get(place) }));
}

const LONGEST = 50_000;

/** Writes prose at a place of a draft, and remembers the figures it refers to as they stand now. */
export async function writeText(
  tx: Tx,
  actor: Actor,
  figures: ReadonlyMap<string, FigureValue>,
  change: TextChange,
): Promise<undefined | Refusal> {
  const report = await openReport(tx, actor, change.reportId);
  if (isRefusal(report)) return report;
  if (
    !placesOf(await templateVersion(tx, actor, report.templateId, report.templateVersion)).includes(
      change.place,
    )
  )
    return refused('not-found', 'There is no such place in this report.');
  if (change.words.length > LONGEST)
    return refused('too-long', `Write at most ${LONGEST.toLocaleString('en-GB')} characters.`, {
      field: 'words',
    });
  return keep(tx, actor, change, 'new', seenNow(change.words, figures));
}

/** Says that copied words still hold: they count as looked at, with the figures as they stand now. */
export async function confirmText(
  tx: Tx,
  actor: Actor,
  figures: ReadonlyMap<string, FigureValue>,
  seen: Pick<TextChange, 'reportId' | 'place' | 'revision'>,
): Promise<undefined | Refusal> {
  const report = await openReport(tx, actor, seen.reportId);
  if (isRefusal(report)) return report;
  const text = await tx
    .selectFrom('reporting.text')
    .select(['words', 'standing'])
    .where('partnership_id', '=', actor.partnershipId)
    .where('report_id', '=', seen.reportId)
    .where('place', '=', seen.place)
    .executeTakeFirst();
  if (!text) return refused('nothing-to-confirm', 'There is nothing written here yet.');
  return keep(tx, actor, { ...seen, ...text }, 'confirmed', seenNow(text.words, figures));
}

function seenNow(words: string, figures: ReadonlyMap<string, FigureValue>): Record<string, SeenFigure> {
  const all = Object.fromEntries(
    [...figures].map(([name, { text, value, asAt }]) => [name, { text, value, asAt }]),
  );
  return seenIn(words, all);
}

async function keep(
  tx: Tx,
  actor: Actor,
  change: TextChange,
  origin: WrittenText['origin'],
  seen: Record<string, SeenFigure>,
): Promise<undefined | Refusal> {
  const row = {
    standing: change.standing,
    origin,
    words: change.words.trim(),
    figures_seen: JSON.stringify(seen),
    written_on: await businessToday(tx, actor),
    by_account: accountOf(actor) ?? null,
    by_person: actor.kind === 'member' ? actor.personId : null,
    revision: change.revision + 1,
  };
  const key = { partnership_id: actor.partnershipId, report_id: change.reportId, place: change.place };
  const kept =
    change.revision === 0
      ? (
          await tx
            .insertInto('reporting.text')
            .values({ ...key, ...row })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst()
        ).numInsertedOrUpdatedRows
      : (
          await tx
            .updateTable('reporting.text')
            .set(row)
            .where('partnership_id', '=', key.partnership_id)
            .where('report_id', '=', key.report_id)
            .where('place', '=', key.place)
            .where('revision', '=', change.revision)
            .executeTakeFirst()
        ).numUpdatedRows;
  if (kept !== 1n) return changedMeanwhile();
  await recordCommand(tx, actor, {
    action: origin === 'confirmed' ? 'report-text.confirm' : 'report-text.write',
    subject: { kind: 'report', id: change.reportId },
    detail: { place: change.place, standing: change.standing, words: row.words },
  });
  return undefined;
}

/** Replaces the recommendations of a draft. `revision` is the report's own. */
export async function writeRecommendations(
  tx: Tx,
  actor: Actor,
  change: {
    readonly reportId: string;
    readonly revision: number;
    readonly recommendations: readonly Recommendation[];
  },
): Promise<undefined | Refusal> {
  const report = await openReport(tx, actor, change.reportId);
  if (isRefusal(report)) return report;
  const renewed = await tx
    .updateTable('reporting.report')
    .set({ revision: change.revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', change.reportId)
    .where('revision', '=', change.revision)
    .executeTakeFirst();
  if (renewed.numUpdatedRows !== 1n) return changedMeanwhile();
  await tx
    .deleteFrom('reporting.recommendation')
    .where('partnership_id', '=', actor.partnershipId)
    .where('report_id', '=', change.reportId)
    .execute();
  const rows = change.recommendations
    .filter((one) => one.words.trim() !== '')
    .map((one, index) => ({
      partnership_id: actor.partnershipId,
      report_id: change.reportId,
      position: index + 1,
      words: one.words.trim(),
      reason: one.reason.trim(),
    }));
  if (rows.length > 0) await tx.insertInto('reporting.recommendation').values(rows).execute();
  await recordCommand(tx, actor, {
    action: 'report.recommend',
    subject: { kind: 'report', id: change.reportId },
    detail: { recommendations: rows.map(({ words, reason }) => ({ words, reason })) },
  });
  return undefined;
}
