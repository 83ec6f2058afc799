import { sql } from 'kysely';
import { plural } from '../../../kernel/names.ts';
import { formatPence } from '../../../kernel/pence.ts';
import { addDays, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { FigureOffer, FigureRequest, FigureValue } from '../../../platform/module.ts';
import { listStandings, type Standing, sayTarget, writeValue } from '../../intelligence/index.ts';
import { listPlans } from '../queries/plans.ts';
import { listProjects, type ProjectSummary } from '../queries/summaries.ts';

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

/** A report tells of projects that are open and of those that were closed within the year. */
const yearBefore = (day: PlainDate): PlainDate => addDays(day, -366);

/** Latest value and target of every project's measures, and its cash. */
export const projectFigures: FigureOffer = {
  prefix: 'project',
  source: 'Projects of the delivery plans and the indicators that measure them',
  async gather(tx, _actor, request) {
    const figures = new Map<string, FigureValue>();
    const projects = await listProjects(tx, { asAt: request.asAt, closedSince: yearBefore(request.asAt) });
    const measures = await tx
      .selectFrom('delivery.measure')
      .select(['project_id', 'indicator_id'])
      .where('project_id', '=', sql<string>`any(${projects.map((one) => one.id)}::uuid[])`)
      .orderBy('position')
      .execute();
    const standings = await standingsOf(tx, measures, request);
    const own = Map.groupBy(measures, (measure) => measure.project_id);
    for (const project of projects) {
      const add = (name: string, value: FigureValue): void => {
        const full = `project.${project.slug}.${name}`;
        if (!figures.has(full)) figures.set(full, value);
      };
      add('cash', cashFigure(project, project.cash, 'cash', request));
      add('requested', cashFigure(project, project.requested, 'cash that is requested', request));
      for (const measure of own.get(project.id) ?? []) {
        const standing = standings.get(measure.indicator_id);
        if (standing) addMeasure(add, project, standing, request);
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
  { asAt }: FigureRequest,
): void {
  const { indicator, latest } = standing;
  const name = measureName(project.slug, indicator.slug);
  const bound = {
    unit: indicator.unit,
    asAt,
    query: `listStandings({ asAt: '${asAt}', slugs: ['${indicator.slug}'] })`,
  };
  add(`${name}.latest`, {
    ...bound,
    value: latest?.value ?? null,
    text: latest ? writeValue(indicator, latest.value) : 'not known yet',
    sentence: `${project.title}: ${standing.sentence}`,
    source: latest
      ? `${latest.source || indicator.source}, ${latest.period.label} (${latest.quality})`
      : indicator.source || 'No figure yet',
    rows: standing.points.length,
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
      rows: target.stages.length,
    });
}

const cashFigure = (
  project: ProjectSummary,
  pence: number,
  what: string,
  { asAt }: FigureRequest,
): FigureValue => ({
  value: pence / 100,
  unit: '£',
  text: formatPence(pence),
  sentence: `${project.title}: ${what} of ${formatPence(pence)}, options left out`,
  source: 'Resources in the project plan',
  query: `select sum(pence) from delivery.resource where project_id = '${project.id}' and kind = 'cash' and basis <> 'option'`,
  rows: 1,
  asAt,
});

/** For each plan and for all current ones: number of projects, cash, requests, and how many of each colour. */
export const planFigures: FigureOffer = {
  prefix: 'plan',
  source: 'Delivery plans and their projects',
  async gather(tx, _actor, request) {
    const { asAt } = request;
    const figures = new Map<string, FigureValue>();
    const plans = (await listPlans(tx, { asAt })).filter((plan) => plan.state !== 'superseded');
    const projects = await listProjects(tx, { asAt, closedSince: yearBefore(asAt) });
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
          query: `listProjects({ asAt: '${asAt}'${slug === 'all' ? '' : `, plan: '${slug}'`} })`,
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
