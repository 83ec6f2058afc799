import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import { dayInLondon, type PlainDate } from '../../kernel/plain-date.ts';
import type { Actor } from '../../platform/actor.ts';
import { type Part, partOf } from '../../platform/database/keyset.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type {
  EditionContents,
  Interest,
  PreviousEdition,
  Recommendation,
  SeenFigure,
  WrittenText,
} from './model.ts';
import type { ReportState } from './report-states.ts';
import { type Template, templateSchema } from './template.ts';

/** Today by the partnership's business date. */
export async function businessToday(tx: Tx, actor: Actor): Promise<PlainDate> {
  const row = await tx
    .selectFrom('partners.partnership')
    .select('business_date')
    .where('partnership_id', '=', actor.partnershipId)
    .executeTakeFirst();
  return row?.business_date ?? dayInLondon(new Date());
}

export interface TemplateRow {
  readonly id: Id<'report-template'>;
  readonly slug: string;
  readonly version: number;
  readonly revision: number;
  readonly bodyName: string | null;
  readonly template: Template;
}

const templateRows = (tx: Tx, actor: Actor) =>
  tx.selectFrom('reporting.template_now').selectAll().where('partnership_id', '=', actor.partnershipId);

type StoredTemplate = Awaited<ReturnType<ReturnType<typeof templateRows>['executeTakeFirstOrThrow']>>;

const asTemplate = (row: StoredTemplate): TemplateRow => ({
  id: row.id as Id<'report-template'>,
  slug: row.slug,
  version: row.version,
  revision: row.revision,
  bodyName: row.body_name,
  template: templateSchema.parse(row.definition),
});

export const listTemplates = async (tx: Tx, actor: Actor): Promise<readonly TemplateRow[]> =>
  (await templateRows(tx, actor).orderBy('title').orderBy('slug').execute()).map(asTemplate);

export async function findTemplate(tx: Tx, actor: Actor, slug: string): Promise<TemplateRow | undefined> {
  const row = await templateRows(tx, actor).where('slug', '=', slug).executeTakeFirst();
  return row === undefined ? undefined : asTemplate(row);
}

/** The template as it stood when a report was begun from it. */
export async function templateVersion(
  tx: Tx,
  actor: Actor,
  templateId: string,
  version: number,
): Promise<Template> {
  const row = await tx
    .selectFrom('reporting.template_version')
    .select('definition')
    .where('partnership_id', '=', actor.partnershipId)
    .where('template_id', '=', templateId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return templateSchema.parse(row.definition);
}

export interface ReportRow {
  readonly id: Id<'report'>;
  readonly templateId: Id<'report-template'>;
  readonly templateSlug: string;
  readonly templateVersion: number;
  readonly title: string;
  readonly periodStart: PlainDate;
  readonly asAt: PlainDate;
  readonly state: ReportState;
  readonly stateSince: PlainDate;
  readonly revision: number;
  readonly position: number;
}

const reportRows = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('reporting.report_now')
    .select([
      'id',
      'template_id as templateId',
      'template_slug as templateSlug',
      'template_version as templateVersion',
      'title',
      'period_start as periodStart',
      'as_at as asAt',
      'state',
      'state_since as stateSince',
      'revision',
      'position',
    ])
    .where('partnership_id', '=', actor.partnershipId);

export const listReports = async (tx: Tx, actor: Actor): Promise<readonly ReportRow[]> =>
  (await reportRows(tx, actor).orderBy('as_at', 'desc').orderBy('title').execute()) as unknown as ReportRow[];

/** Reports by date and id, the earliest first, all or a part. */
export const listReportsByDate = async (tx: Tx, actor: Actor, part: Part): Promise<readonly ReportRow[]> =>
  (await partOf(reportRows(tx, actor), ['as_at', 'id'], part).execute()) as unknown as ReportRow[];

export const findReport = async (tx: Tx, actor: Actor, id: string): Promise<ReportRow | undefined> =>
  (await reportRows(tx, actor).where('id', '=', id).executeTakeFirst()) as unknown as ReportRow | undefined;

export const findReportAsAt = async (
  tx: Tx,
  actor: Actor,
  templateId: string,
  asAt: PlainDate,
): Promise<ReportRow | undefined> =>
  (await reportRows(tx, actor)
    .where('template_id', '=', templateId)
    .where('as_at', '=', asAt)
    .executeTakeFirst()) as unknown as ReportRow | undefined;

export async function listTexts(tx: Tx, actor: Actor, reportId: string): Promise<readonly WrittenText[]> {
  const rows = await tx
    .selectFrom('reporting.text')
    .select(['place', 'standing', 'origin', 'words', 'figures_seen', 'revision'])
    .where('partnership_id', '=', actor.partnershipId)
    .where('report_id', '=', reportId)
    .orderBy('place')
    .execute();
  return rows.map(({ figures_seen, ...row }) => ({
    ...row,
    seen: figures_seen as Record<string, SeenFigure>,
  }));
}

export const listRecommendations = (
  tx: Tx,
  actor: Actor,
  reportId: string,
): Promise<readonly Recommendation[]> =>
  tx
    .selectFrom('reporting.recommendation')
    .select(['words', 'reason'])
    .where('partnership_id', '=', actor.partnershipId)
    .where('report_id', '=', reportId)
    .orderBy('position')
    .execute();

/** The last edition of a template before a day. */
export async function previousEdition(
  tx: Tx,
  actor: Actor,
  templateId: string,
  before: PlainDate,
): Promise<PreviousEdition | undefined> {
  const row = await tx
    .selectFrom('reporting.edition')
    .select(['id', 'title', 'as_at', 'contents'])
    .where('partnership_id', '=', actor.partnershipId)
    .where('template_id', '=', templateId)
    .where('as_at', '<', before)
    .orderBy('as_at', 'desc')
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : {
        id: row.id as Id<'edition'>,
        title: row.title,
        asAt: row.as_at,
        contents: row.contents as EditionContents,
      };
}

/**
 * The requests that a report of that day has to answer: asked by then, and not answered or declined in an edition
 * before it. With the report's own answers, where there is a report.
 */
export async function interestsFor(
  tx: Tx,
  actor: Actor,
  templateId: string,
  asAt: PlainDate,
  reportId: string | undefined,
): Promise<readonly Interest[]> {
  const { rows } = await sql<
    Omit<Interest, 'answer'> & { sectionKey: string | null; reason: string | null; revision: number | null }
  >`
    select i.id, i.asked_by as "askedBy", i.asked_on as "askedOn", i.words, i.source,
      a.section_key as "sectionKey", a.reason, a.revision
    from reporting.interest i
    left join reporting.interest_answer a on a.partnership_id = i.partnership_id and a.interest_id = i.id
      and a.report_id = ${reportId ?? null}::uuid
    where i.partnership_id = ${actor.partnershipId} and i.template_id = ${templateId} and i.asked_on <= ${asAt}
      and not exists (
        select from reporting.interest_answer o
        join reporting.edition e on e.partnership_id = o.partnership_id and e.report_id = o.report_id
        where o.partnership_id = i.partnership_id and o.interest_id = i.id and e.as_at < ${asAt})
    order by i.asked_on, i.id`.execute(tx);
  return rows.map(({ sectionKey, reason, revision, ...interest }) => ({
    ...interest,
    answer: revision === null ? undefined : { sectionKey, reason, revision },
  }));
}

export async function releasedCaseStudies(tx: Tx, actor: Actor): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('reporting.case_study_release')
    .select('content_hash')
    .where('partnership_id', '=', actor.partnershipId)
    .execute();
  return new Set(rows.map((row) => row.content_hash));
}

export interface DueReport {
  readonly templateSlug: string;
  readonly title: string;
  readonly periodStart: PlainDate;
  readonly periodEnd: PlainDate;
  readonly dueOn: PlainDate;
  readonly metOn: PlainDate | null;
  readonly reportId: Id<'report'> | null;
}

/** What each template's cadence calls for, the latest first. */
export const listDueReports = async (tx: Tx, actor: Actor): Promise<readonly DueReport[]> =>
  (await tx
    .selectFrom('reporting.due_report')
    .select([
      'slug as templateSlug',
      'title',
      'period_start as periodStart',
      'period_end as periodEnd',
      'due_on as dueOn',
      'met_on as metOn',
      'report_id as reportId',
    ])
    .where('partnership_id', '=', actor.partnershipId)
    .orderBy('due_on', 'desc')
    .orderBy('slug')
    .execute()) as unknown as DueReport[];
