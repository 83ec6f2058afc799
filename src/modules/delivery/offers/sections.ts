import { sql } from 'kysely';
import { formatPence } from '../../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { SectionOffer } from '../../../platform/module.ts';
import { type Block, type Cell, heading, link, paragraph } from '../../../ui/document/index.ts';
import { loadLookup } from '../lookup.ts';
import { periodInWords } from '../plan-period.ts';
import {
  linesOfPlans,
  outcomesOfPlans,
  type PlanLineView,
  type PlanOutcomeView,
  type PlanSummary,
} from '../queries/plans.ts';
import { listProjects, type ProjectSummary } from '../queries/summaries.ts';
import { STAGE_SAYS } from '../stages.ts';
import type { StoredProject } from '../stored.ts';
import { loadProjects } from '../stored.ts';
import { sayResource } from '../words.ts';
import { plansOf, projectsById, yearBefore } from './gathered.ts';

const cell = (text: string): Cell =>
  text.includes('\n') ? { blocks: text.split('\n').map((line) => paragraph(line)) } : text;

/** The current plan of each priority as the table that boards know, under a heading for each priority. */
export const planSection: SectionOffer = {
  name: 'plan',
  title: 'Delivery plans by priority',
  async gather(tx, _actor, request) {
    const { asAt } = request;
    const plans = (await plansOf(tx, request)).filter(
      (plan) => plan.startsOn <= laterYear(asAt) && plan.endsOn >= asAt,
    );
    if (plans.length === 0) return [paragraph('There is no delivery plan for this time.')];
    const planIds = plans.map((plan) => plan.id);
    const outcomes = await outcomesOfPlans(tx, planIds);
    const lines = await linesOfPlans(tx, planIds);
    const ids = [...new Set([...lines.values()].flat().map((line) => line.projectId))];
    const stored = await loadProjects(tx, await loadLookup(tx, ids), ids);
    const projects = {
      stored: new Map([...stored.values()].map((one) => [one.id, one])),
      summaries: await projectsById(tx, request, ids),
    };
    return plans.flatMap((plan) =>
      planBlocks(plan, outcomes.get(plan.id) ?? [], lines.get(plan.id) ?? [], projects),
    );
  },
};

const laterYear = (asAt: PlainDate): PlainDate =>
  `${Number(asAt.slice(0, 4)) + 1}${asAt.slice(4)}` as PlainDate;

interface PlanProjects {
  readonly stored: ReadonlyMap<string, StoredProject>;
  readonly summaries: ReadonlyMap<string, ProjectSummary>;
}

function planBlocks(
  plan: PlanSummary,
  outcomes: readonly PlanOutcomeView[],
  lines: readonly PlanLineView[],
  { stored, summaries }: PlanProjects,
): Block[] {
  const state = plan.adoptedOn
    ? `Adopted by the ${plan.adoptedBy} on ${longDate(plan.adoptedOn)}.`
    : 'A draft: no board has adopted it yet.';
  return [
    heading(2, plan.prioritySlug ?? plan.slug, plan.priority ?? plan.title),
    paragraph([
      link(`/plans/${plan.slug}`, plan.title),
      { kind: 'text', text: `, ${periodInWords(plan)}. ${state}` },
    ]),
    ...outcomes.flatMap((outcome): Block[] => {
      const own = lines.filter((line) => line.outcomeId === outcome.outcomeId);
      return [
        heading(3, `${plan.slug}-${outcome.slug}`, outcome.wording),
        ...(outcome.baseline ? [paragraph(`Baseline: ${outcome.baseline.replaceAll('\n', '; ')}`)] : []),
        ...(outcome.target ? [paragraph(`Target: ${outcome.target.replaceAll('\n', '; ')}`)] : []),
        own.length === 0
          ? paragraph('No project serves this outcome in this plan.')
          : {
              kind: 'table',
              caption: `${outcome.wording}: projects`,
              columns: [
                { header: 'Project', width: 1.4 },
                { header: 'Resources', width: 1.3 },
                { header: 'Lead officers' },
                { header: 'Timescale', width: 1.3 },
                { header: 'Baseline', width: 1.3 },
                { header: 'Target', width: 1.3 },
                { header: 'Sustainability' },
                { header: 'How it stands' },
              ],
              headerColumn: true,
              landscape: true,
              rows: own.flatMap((line) => {
                const project = stored.get(line.projectId);
                const summary = summaries.get(line.projectId);
                return project && summary ? [{ cells: rowOf(project, summary) }] : [];
              }),
            },
      ];
    }),
  ];
}

const rowOf = ({ plan, slug }: StoredProject, summary: ProjectSummary): readonly Cell[] => [
  [link(`/projects/${slug}`, plan.title)],
  cell([...plan.resources.map(sayResource), plan.resourcesSay].filter(Boolean).join('\n') || 'None named'),
  summary.lead || 'Not named yet',
  cell(plan.timescale || 'Not said yet'),
  cell(plan.baseline || 'Not known yet'),
  cell(plan.target || 'Not agreed yet'),
  cell(plan.sustainabilitySays || plan.sustainability || 'Not known yet'),
  summary.sentence,
];

/** What lead officers reported in the period, project by project. */
export const updatesSection: SectionOffer = {
  name: 'project-updates',
  title: 'Project updates in the period',
  async gather(tx, _actor, { asAt, periodStart }) {
    const { rows } = await sql<{
      title: string;
      slug: string;
      says: string;
      standing: string;
      on: PlainDate;
      figures: string;
      help: string;
    }>`
      select p.title, p.slug, u.says, u.standing, u.reported_on as "on", u.figures, u.help
      from delivery.progress_update u join delivery.project p on p.partnership_id = u.partnership_id and p.id = u.project_id
      where u.reported_on >= ${periodStart}::date and u.reported_on <= ${asAt}::date
      order by p.title, u.reported_on, u.id`.execute(tx);
    if (rows.length === 0) return [paragraph('No lead officer reported in this period.')];
    return rows.flatMap((row) => [
      paragraph([
        link(`/projects/${row.slug}`, row.title),
        { kind: 'text', text: ` (${row.standing.replace('-', ' ')}, ${longDate(row.on)}): ${row.says}` },
      ]),
      ...(row.figures ? [paragraph(row.figures.replaceAll('\n', '; '))] : []),
      ...(row.help ? [paragraph(`Help needed: ${row.help}`)] : []),
    ]);
  },
};

/**
 * Pilots, programmes and other work beside the plan's table. Rule: a report tells of a programme that has an open project,
 * or of which something was noted within the year.
 */
export const initiativesSection: SectionOffer = {
  name: 'initiatives',
  title: 'Initiatives and programmes',
  async gather(tx, _actor, { asAt }) {
    const pilots = await listProjects(tx, { asAt, stage: 'pilot', closedSince: asAt });
    const programmes = await tx
      .selectFrom('delivery.programme as g')
      .selectAll()
      .where(
        sql<boolean>`(exists (select from delivery.project p where p.partnership_id = g.partnership_id
            and p.programme_id = g.id and (p.closed_on is null or p.closed_on > ${asAt}::date))
          or exists (select from delivery.programme_note n where n.partnership_id = g.partnership_id
            and n.programme_id = g.id and n.noted_on > ${yearBefore(asAt)}::date and n.noted_on <= ${asAt}::date))`,
      )
      .orderBy('title')
      .execute();
    const notes = await tx
      .selectFrom('delivery.programme_note')
      .selectAll()
      .where('programme_id', '=', sql<string>`any(${programmes.map(({ id }) => id)}::uuid[])`)
      .where('noted_on', '<=', asAt)
      .orderBy('noted_on')
      .execute();
    const ids = pilots.map((one) => one.id);
    const stored = await loadProjects(tx, await loadLookup(tx, ids), ids);
    return [
      ...pilots.flatMap((pilot): Block[] => [
        heading(3, `initiative-${pilot.slug}`, pilot.title),
        ...(stored.get(pilot.slug)?.plan.activity ?? '')
          .split('\n')
          .filter(Boolean)
          .map((line) => paragraph(line)),
        paragraph(
          `${STAGE_SAYS[pilot.stage]}${pilot.cash > 0 ? `, ${formatPence(pilot.cash)}` : ''}. ${pilot.sentence}`,
        ),
      ]),
      ...programmes.flatMap((programme): Block[] => [
        heading(3, `programme-${programme.slug}`, programme.title),
        paragraph(programme.about),
        ...notes
          .filter((note) => note.programme_id === programme.id)
          .map((note) => paragraph(`${note.says} (${note.source}; ${longDate(note.noted_on)})`)),
      ]),
    ];
  },
};

/**
 * Case studies that were signed off, word for word. Rule: a report tells a story once, in the period in which it was
 * both told and signed off.
 */
export const caseStudiesSection: SectionOffer = {
  name: 'case-studies',
  title: 'Case studies',
  async gather(tx, _actor, { asAt, periodStart }) {
    const { rows } = await sql<{ title: string; body: string; source: string; project: string }>`
      select c.title, c.body, c.source, p.title as project from delivery.case_study c
      join delivery.case_study_sign_off s on s.partnership_id = c.partnership_id and s.case_study_id = c.id and s.signed_on <= ${asAt}::date
      join delivery.project p on p.partnership_id = c.partnership_id and p.id = c.project_id
      where c.told_on <= ${asAt}::date and greatest(c.told_on, s.signed_on) >= ${periodStart}::date
      order by c.told_on, c.id`.execute(tx);
    return rows.map((row) => ({
      kind: 'caseStudy' as const,
      title: row.title,
      blocks: row.body
        .split('\n')
        .filter(Boolean)
        .map((line) => paragraph(line)),
      attribution: row.source || row.project,
    }));
  },
};
