import { sql } from 'kysely';
import { plural } from '../../../kernel/names.ts';
import { formatPence } from '../../../kernel/pence.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { FigureOffer, FigureRequest, FigureValue } from '../../../platform/module.ts';
import {
  type Basis,
  latestBases,
  listStandings,
  type Standing,
  sayTarget,
  targetBasis,
  unitOf,
  writeValue,
} from '../../intelligence/index.ts';
import type { ProjectSummary } from '../queries/summaries.ts';
import { cashSql, projectsSql } from './figure-sql.ts';
import { plansOf, projectsOf, yearBefore } from './gathered.ts';

/** The name of a measure under its project: the indicator's slug without the words that the project's slug says already. */
export function measureName(projectSlug: string, indicatorSlug: string): string {
  const said = new Set(projectSlug.split('-'));
  const words = indicatorSlug.split('-');
  const from = words.findIndex((word) => !said.has(word));
  return from < 0 ? indicatorSlug : words.slice(from).join('-');
}

interface MeasureRow {
  readonly project_id: string;
  readonly indicator_id: string;
}

/** Latest value and target of every project's measures, and its cash. */
export const projectFigures: FigureOffer = {
  prefix: 'project',
  source: 'Projects of the delivery plans and the indicators that measure them',
  async gather(tx, _actor, request) {
    const figures = new Map<string, FigureValue>();
    const projects = await projectsOf(tx, request);
    const measures = await tx
      .selectFrom('delivery.measure')
      .select(['project_id', 'indicator_id'])
      .where('project_id', '=', sql<string>`any(${projects.map((one) => one.id)}::uuid[])`)
      .orderBy('position')
      .execute();
    const standings = await standingsOf(tx, measures, request);
    const basisOf = await latestBases(tx, [...standings.values()], request.asAt);
    const cash = await cashAmounts(tx, projects);
    const own = Map.groupBy(measures, (measure) => measure.project_id);
    for (const project of projects) {
      const add = (name: string, value: FigureValue): void => {
        const full = `project.${project.slug}.${name}`;
        if (!figures.has(full)) figures.set(full, value);
      };
      const amounts = cash.get(project.id);
      add('cash', cashFigure(project, false, amounts ?? NO_AMOUNTS, request));
      add('requested', cashFigure(project, true, amounts ?? NO_AMOUNTS, request));
      for (const measure of own.get(project.id) ?? []) {
        const standing = standings.get(measure.indicator_id);
        if (standing) addMeasure(add, project, standing, basisOf(standing), request);
      }
    }
    return figures;
  },
};

async function standingsOf(tx: Tx, measures: readonly MeasureRow[], { asAt }: FigureRequest) {
  const ids = [...new Set(measures.map((measure) => measure.indicator_id))];
  const standings = ids.length === 0 ? [] : await listStandings(tx, { asAt, ids });
  return new Map<string, Standing>(standings.map((standing) => [standing.indicator.id, standing]));
}

function addMeasure(
  add: (name: string, value: FigureValue) => void,
  project: ProjectSummary,
  standing: Standing,
  basis: Basis,
  { asAt }: FigureRequest,
): void {
  const { indicator, latest } = standing;
  const name = measureName(project.slug, indicator.slug);
  const bound = { unit: unitOf(indicator), asAt };
  add(`${name}.latest`, {
    ...bound,
    value: latest?.value ?? null,
    text: latest ? writeValue(indicator, latest.value) : 'not known yet',
    sentence: `${project.title}: ${standing.sentence}`,
    source: latest
      ? `${latest.source || indicator.source}, ${latest.period.label} (${latest.quality})`
      : indicator.source || 'No figure yet',
    ...basis,
  });
  const targets = standing.targets.map((one) => one.target);
  const target =
    targets.find((one) => one.subject?.id === project.id) ?? targets.find((one) => one.subject === null);
  const last = target?.stages.findLast((stage) => stage.value !== null)?.value ?? null;
  if (target)
    add(`${name}.target`, {
      ...bound,
      value: last,
      text: last === null ? 'to be agreed' : writeValue(indicator, last),
      sentence: `${project.title}: ${sayTarget(indicator, target)}`,
      source: target.source || 'Target recorded for the project',
      ...targetBasis(target),
    });
}

/** How many amounts of cash a project has, options left out: all, requested, and how many of each are not known. */
interface Amounts {
  readonly all: number;
  readonly requested: number;
  readonly unknown: number;
  readonly unknown_requested: number;
}

const NO_AMOUNTS: Amounts = { all: 0, requested: 0, unknown: 0, unknown_requested: 0 };

async function cashAmounts(
  tx: Tx,
  projects: readonly ProjectSummary[],
): Promise<ReadonlyMap<string, Amounts>> {
  const rows = await tx
    .selectFrom('delivery.resource')
    .select([
      'project_id',
      sql<number>`count(*)::integer`.as('all'),
      sql<number>`(count(*) filter (where status = 'requested'))::integer`.as('requested'),
      sql<number>`(count(*) filter (where pence is null))::integer`.as('unknown'),
      sql<number>`(count(*) filter (where pence is null and status = 'requested'))::integer`.as(
        'unknown_requested',
      ),
    ])
    .where('project_id', '=', sql<string>`any(${projects.map((one) => one.id)}::uuid[])`)
    .where('kind', '=', 'cash')
    .where('basis', '<>', 'option')
    .groupBy('project_id')
    .execute();
  return new Map(rows.map((row) => [row.project_id, row]));
}

function cashFigure(
  project: ProjectSummary,
  requested: boolean,
  amounts: Amounts,
  { asAt }: FigureRequest,
): FigureValue {
  const pence = requested ? project.requested : project.cash;
  const count = requested ? amounts.requested : amounts.all;
  const unknown = requested ? amounts.unknown_requested : amounts.unknown;
  const known = count === 0 || unknown < count;
  return {
    value: known ? pence / 100 : null,
    unit: '£',
    text: known ? formatPence(pence) : 'not known yet',
    sentence: `${project.title}: ${sayCash(requested, pence, count, unknown)}`,
    source: 'Resources in the project plan',
    query: cashSql(project.slug, requested),
    // Where there is no amount, one row says so.
    rows: Math.max(1, count),
    asAt,
  };
}

function sayCash(requested: boolean, pence: number, count: number, unknown: number): string {
  const what = requested ? 'cash that is requested' : 'cash';
  if (count === 0) return `the project plan names no ${what}`;
  if (unknown === count) return `${what}, of which the amount is not known yet`;
  const more = unknown === 0 ? '' : `; ${plural(unknown, 'amount')} not known yet`;
  return `${what} of ${formatPence(pence)}, options left out${more}`;
}

/** For each plan and for all current ones: number of projects, cash, requests, and how many of each colour. */
export const planFigures: FigureOffer = {
  prefix: 'plan',
  source: 'Delivery plans and their projects',
  async gather(tx, _actor, request) {
    const { asAt } = request;
    const figures = new Map<string, FigureValue>();
    const plans = await plansOf(tx, request);
    const projects = await projectsOf(tx, request);
    const groups: readonly (readonly [string, string, readonly ProjectSummary[]])[] = [
      ...plans.map(
        (plan) =>
          [plan.slug, plan.title, projects.filter((project) => project.plans.includes(plan.slug))] as const,
      ),
      [
        'all',
        'All current and draft plans',
        projects.filter((project) => plans.some((plan) => project.plans.includes(plan.slug))),
      ],
    ];
    for (const [slug, title, own] of groups) {
      const add = (name: string, value: number, text: string, unit: string, says: string): void => {
        figures.set(`plan.${slug}.${name}`, {
          value,
          unit,
          text,
          sentence: `${title}: ${says} as at ${longDate(asAt)}`,
          source: 'Delivery plans as recorded in Concord',
          query: projectsSql(
            slug === 'all' ? plans.map((plan) => plan.slug) : [slug],
            yearBefore(asAt),
            asAt,
          ),
          rows: own.length,
          asAt,
        });
      };
      const sum = (pick: (project: ProjectSummary) => number): number =>
        own.reduce((total, one) => total + pick(one), 0);
      const cash = sum((one) => one.cash);
      const requested = sum((one) => one.requested);
      add('projects', own.length, String(own.length), 'projects', plural(own.length, 'project'));
      add('cash', cash / 100, formatPence(cash), '£', `cash of ${formatPence(cash)}, options left out`);
      add('requested', requested / 100, formatPence(requested), '£', `requests of ${formatPence(requested)}`);
      for (const rag of ['red', 'amber', 'green', 'unknown', 'ended'] as const) {
        const count = own.filter((project) => project.rag === rag).length;
        add(
          rag,
          count,
          String(count),
          'projects',
          `${plural(count, 'project')} ${rag === 'unknown' ? 'of which nothing can be said yet' : rag}`,
        );
      }
      const unknowns = sum((one) => one.unknowns);
      add(
        'unknowns',
        unknowns,
        String(unknowns),
        'unknowns',
        `${plural(unknowns, 'unknown')} in project plans`,
      );
    }
    return figures;
  },
};
