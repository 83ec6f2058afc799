import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { formatUnknown } from '../cells.ts';
import { type Lookup, loadLookup } from '../lookup.ts';
import { writePlan } from '../plan-cells.ts';
import { formatPlanPeriod, parsePlanPeriod } from '../plan-period.ts';
import type { GapSubject } from '../project-plan.ts';
import { loadProjects, type StoredProject } from '../stored.ts';
import { type Cells, emptyCells } from './columns.ts';
import { FIELD_COLUMN } from './fields.ts';
import { writeCsv, writeXlsx } from './write-file.ts';

export interface ExportWanted {
  /** `2013`, `2012/13`, `January 2013-December 2013`: plans whose time overlaps it. */
  readonly period?: string;
  /** Slug of one plan. */
  readonly plan?: string;
  readonly format: 'xlsx' | 'csv';
}

/**
 * Delivery plans as a spreadsheet that imports unchanged. Without period and plan: everything, projects outside plans
 * included. Refused: period-unreadable, nothing-to-export.
 */
export async function exportDeliveryPlan(
  tx: Tx,
  _actor: Actor,
  wanted: ExportWanted,
): Promise<Buffer | Refusal> {
  const rows = await gatherRows(tx, wanted);
  if ('refused' in rows) return rows;
  return wanted.format === 'csv' ? writeCsv(rows) : writeXlsx(rows);
}

async function gatherRows(tx: Tx, { period, plan }: ExportWanted): Promise<readonly Cells[] | Refusal> {
  const span = period === undefined ? undefined : parsePlanPeriod(period);
  if (period !== undefined && !span)
    return refused(
      'period-unreadable',
      `"${period}" is not a period. Write 2013, 2012/13 or January 2013-December 2013.`,
      {
        field: 'period',
      },
    );
  const plans = await tx
    .selectFrom('delivery.plan_now')
    .selectAll()
    .$if(span !== undefined, (q) =>
      q
        .where('starts_on', '<=', span?.endsOn as PlainDate)
        .where('ends_on', '>=', span?.startsOn as PlainDate),
    )
    .$if(plan !== undefined, (q) => q.where('slug', '=', plan ?? ''))
    .orderBy('starts_on')
    .orderBy('slug')
    .execute();
  const everything = period === undefined && plan === undefined;
  if (plans.length === 0 && !everything)
    return refused('nothing-to-export', 'There is no delivery plan for this. The plans page lists them all.');
  const lookup = await loadLookup(tx);
  const ids = sql<string>`any(${plans.map((one) => one.id)}::uuid[])`;
  const outcomes = await tx
    .selectFrom('delivery.plan_outcome')
    .selectAll()
    .where('plan_id', '=', ids)
    .orderBy('position')
    .execute();
  const lines = await tx
    .selectFrom('delivery.plan_line')
    .selectAll()
    .where('plan_id', '=', ids)
    .orderBy('position')
    .execute();
  const stored = [
    ...(
      await loadProjects(
        tx,
        lookup,
        everything ? undefined : [...new Set(lines.map((line) => line.project_id))],
      )
    ).values(),
  ];
  const projects = new Map(stored.map((one) => [one.id, one]));
  const stages = await stageCells(tx, [...projects.keys()]);
  const unknowns = await outcomeUnknowns(
    tx,
    lookup,
    plans.map((one) => one.id),
  );
  const written = new Set<string>();
  const cellsOf = (project: StoredProject): Partial<Cells> => {
    const isFirst = !written.has(project.id);
    written.add(project.id);
    return {
      record: 'project',
      project: project.slug,
      ...(isFirst ? { ...projectCells(project), stage: stages.get(project.id) ?? 'planned' } : {}),
    };
  };
  const rows: Partial<Cells>[] = await programmeRows(tx, stored, everything);
  for (const one of plans) {
    rows.push({
      record: 'plan',
      plan: one.slug,
      title: one.title,
      period: formatPlanPeriod({ startsOn: one.starts_on, endsOn: one.ends_on }),
      priority: lookup.priorities.slugOfId(one.priority_id),
      status: one.adopted_on === null ? 'draft' : `adopted ${one.adopted_on} by ${one.adopted_by}`,
      owner: lookup.posts.slugOfId(one.owner_post_id),
      note: one.note,
    });
    for (const outcome of outcomes.filter((other) => other.plan_id === one.id)) {
      const slug = lookup.outcomes.slugOfId(outcome.outcome_id);
      rows.push({
        record: 'outcome',
        plan: one.slug,
        outcome: slug,
        baseline: outcome.baseline,
        target: outcome.target,
        unknowns: unknowns.get(`${one.id} ${outcome.outcome_id}`) ?? '',
      });
      for (const line of lines) {
        const project = projects.get(line.project_id);
        if (line.plan_id === one.id && line.outcome_id === outcome.outcome_id && project)
          rows.push({ ...cellsOf(project), plan: one.slug, outcome: slug, objective: line.objective });
      }
    }
  }
  const rest = stored.filter((project) => !written.has(project.id)).sort(byProgramme);
  return [...rows, ...rest.map(cellsOf)].map((cells) => ({ ...emptyCells, ...cells }));
}

const byProgramme = (a: StoredProject, b: StoredProject): number =>
  a.plan.programme.localeCompare(b.plan.programme, 'en') ||
  a.plan.reference.length - b.plan.reference.length ||
  a.plan.reference.localeCompare(b.plan.reference, 'en') ||
  a.slug.localeCompare(b.slug, 'en');

const projectCells = (project: StoredProject): Partial<Cells> =>
  Object.fromEntries(
    Object.entries(writePlan(project.plan)).map(([field, text]) => [
      FIELD_COLUMN[field as keyof typeof FIELD_COLUMN],
      text,
    ]),
  );

async function stageCells(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ project_id: string; stage: string; changed_on: string }>`
    select distinct on (project_id) project_id, stage, changed_on from delivery.stage_change
    where project_id = any(${[...ids]}::uuid[]) order by project_id, changed_on desc, id desc`.execute(tx);
  return new Map(rows.map((row) => [row.project_id, `${row.stage} since ${row.changed_on}`]));
}

async function outcomeUnknowns(
  tx: Tx,
  lookup: Lookup,
  planIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const gaps = await tx
    .selectFrom('delivery.gap_now')
    .selectAll()
    .where('plan_id', '=', sql<string>`any(${[...planIds]}::uuid[])`)
    .where('filled_on', 'is', null)
    .execute();
  const says = Map.groupBy(gaps, (gap) => `${gap.plan_id} ${gap.outcome_id}`);
  return new Map(
    [...says].map(([key, own]) => [
      key,
      own
        .map((gap) =>
          formatUnknown({
            about: gap.about as GapSubject,
            says: gap.says,
            owner: lookup.posts.slugOfId(gap.owner_post_id),
            since: gap.since,
            dueOn: gap.due_on,
          }),
        )
        .sort()
        .join('\n'),
    ]),
  );
}

async function programmeRows(
  tx: Tx,
  projects: readonly StoredProject[],
  everything: boolean,
): Promise<Partial<Cells>[]> {
  const used = new Set(projects.map((project) => project.plan.programme));
  const programmes = await tx.selectFrom('delivery.programme').selectAll().orderBy('slug').execute();
  const notes = await tx
    .selectFrom('delivery.programme_note')
    .selectAll()
    .orderBy('noted_on')
    .orderBy('id')
    .execute();
  return programmes
    .filter((programme) => everything || used.has(programme.slug))
    .map((programme) => ({
      record: 'programme',
      programme: programme.slug,
      title: programme.title,
      activity: programme.about,
      note: notes
        .filter((note) => note.programme_id === programme.id)
        .map((note) => `${note.noted_on} | ${note.source} | ${note.says}`)
        .join('\n'),
    }));
}
