import { addDays, addMonths, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import { inTransaction, type Tx } from '../../platform/database/transaction.ts';
import type { Services } from '../../platform/services.ts';
import { type BuiltDraft, buildDraft, buildUnwritten, type DraftTools, type Tell } from './draft.ts';
import { findEditionOf } from './edition-queries.ts';
import { findReportAsAt, findTemplate, listDueReports } from './queries.ts';
import type { ReportMeta } from './render.ts';

export interface ReportRequest {
  /** The slug of the template: `cabinet`. */
  readonly template: string;
  readonly asAt: PlainDate;
  /** The first day of the period; else that of the draft, or the one that the cadence gives. */
  readonly periodStart?: PlainDate;
}

export interface BuiltReport extends BuiltDraft {
  readonly meta: ReportMeta;
}

export const toolsOf = ({ offers, settings }: Pick<Services, 'offers' | 'settings'>): DraftTools => ({
  offers,
  origin: settings.publicUrl,
});

/**
 * Builds a report from live data as at a date: the same data and date give the same document. Uses what was written
 * for that date, else the prose of the last edition. Needs `read`. Refused when there is no such template.
 */
export const buildReport = (
  services: Pick<Services, 'pool' | 'offers' | 'settings'>,
  actor: Actor,
  request: ReportRequest,
  tell?: Tell,
): Promise<BuiltReport | Refusal> =>
  inTransaction(services.pool, actor, (tx) => buildReportIn(tx, actor, toolsOf(services), request, tell), {
    readOnly: true,
  });

/** As `buildReport`, within a transaction that is open already. */
export async function buildReportIn(
  tx: Tx,
  actor: Actor,
  tools: DraftTools,
  { template: slug, asAt, periodStart }: ReportRequest,
  tell?: Tell,
): Promise<BuiltReport | Refusal> {
  const template = await findTemplate(tx, actor, slug);
  if (!template) return refused('no-such-template', `There is no report template called “${slug}”.`);
  const report = await findReportAsAt(tx, actor, template.id, asAt);
  if (!report) {
    const start = periodStart ?? (await periodStartFor(tx, actor, slug, asAt));
    const built = await buildUnwritten(tx, actor, tools, template, { periodStart: start, asAt });
    return { ...built, meta: { state: 'draft' } };
  }
  const period = periodStart === undefined ? report : { ...report, periodStart };
  const edition = await findEditionOf(tx, actor, report.id);
  const built = await buildDraft(tx, actor, tools, period, tell === undefined ? {} : { tell });
  return {
    ...built,
    meta: {
      state: report.state,
      ...(edition === undefined ? {} : { edition: { id: edition.id, approvedOn: edition.approvedOn } }),
    },
  };
}

/** Where the period of a report begins by the template's cadence: the day after the end before; else three months back. */
export async function periodStartFor(
  tx: Tx,
  actor: Actor,
  slug: string,
  asAt: PlainDate,
): Promise<PlainDate> {
  const due = (await listDueReports(tx, actor)).find(
    (one) => one.templateSlug === slug && one.periodEnd <= asAt,
  );
  return due?.periodStart ?? addDays(addMonths(asAt, -3), 1);
}
