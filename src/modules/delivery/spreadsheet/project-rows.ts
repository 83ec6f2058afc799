import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { CellError, dayIn, didYouMean, tidy } from '../cell-text.ts';
import { PLAN_FIELDS, type PlanCells, type PlanField, readPlan, writePlan } from '../plan-cells.ts';
import { addLine } from '../plan-lines.ts';
import { addProject } from '../project.ts';
import { emptyPlan, type ProjectPlan } from '../project-plan.ts';
import { changeProject } from '../save.ts';
import { changeStage, isStage, STAGES, type Stage, stageOf } from '../stages.ts';
import { RefusedCell } from './cell-refusal.ts';
import type { Cells, FileRow } from './columns.ts';
import { FIELD_COLUMN } from './fields.ts';
import type { Applied } from './import.ts';
import { type Importing, slugOfRow } from './importing.ts';
import { planOfRow } from './plan-rows.ts';

/** A project, and its line in a plan where the row names one. */
export async function applyProject(importing: Importing, row: FileRow): Promise<Applied | Refusal> {
  const slug = slugOfRow(row);
  if (slug === '') throw new CellError('Enter the title of the project.');
  const line = lineOf(importing, row.cells);
  const own = await applyOwn(importing, slug, row, line?.outcome);
  if (isRefusal(own)) return own;
  const project = importing.projects.get(slug);
  if (!project)
    throw new CellError(`There is no project "${slug}".${didYouMean(slug, importing.projects.keys())}`);
  if (!line) return own;
  const inPlan = await applyLine(importing, project.id, line);
  if (isRefusal(inPlan)) return inPlan;
  if (inPlan === undefined || own.outcome === 'added') return own;
  return { outcome: 'changed', says: [own.says, inPlan].filter(Boolean).join('; ') };
}

interface LineWanted {
  readonly planId: string;
  readonly planTitle: string;
  readonly outcome: string;
  readonly outcomeId: string;
  readonly objective: string;
}

function lineOf(importing: Importing, cells: Cells): LineWanted | undefined {
  const { outcomes } = importing.lookup;
  if (cells.plan === '') return undefined;
  const plan = planOfRow(importing, cells);
  if (cells.outcome === '') throw new CellError('Say under which outcome of the plan this project stands.');
  const outcome = outcomes.slug(cells.outcome);
  return {
    planId: plan.id,
    planTitle: plan.title,
    outcome,
    outcomeId: outcomes.id(outcome),
    objective: tidy(cells.objective),
  };
}

async function applyLine(
  importing: Importing,
  projectId: string,
  line: LineWanted,
): Promise<string | undefined | Refusal> {
  const { tx, actor } = importing;
  const old = await tx
    .selectFrom('delivery.plan_line')
    .select(['objective', 'position'])
    .where('plan_id', '=', line.planId)
    .where('outcome_id', '=', line.outcomeId)
    .where('project_id', '=', projectId)
    .executeTakeFirst();
  const objective = importing.columns.has('objective') ? line.objective : (old?.objective ?? '');
  if (old?.objective === objective) return undefined;
  const added = await addLine(tx, actor, {
    ...line,
    projectId,
    objective,
    ...(old ? { position: old.position } : {}),
  });
  if (isRefusal(added)) return added;
  await importing.renewProject(projectId);
  return old ? 'Changes objective' : `Adds it to ${line.planTitle}`;
}

/** The project itself: added, changed, or found as it is. A later row of the same project may leave its details out. */
async function applyOwn(
  importing: Importing,
  slug: string,
  row: FileRow,
  lineOutcome: string | undefined,
): Promise<Applied | Refusal> {
  const stored = importing.projects.get(slug);
  const before = importing.describedOn.get(slug);
  const cells = cellsOf(importing, row.cells, stored?.plan);
  if (before !== undefined && PLAN_FIELDS.every((field) => row.cells[FIELD_COLUMN[field]] === ''))
    return { outcome: 'unchanged' };
  const reading = { lookup: importing.lookup, today: importing.today };
  const { plan: read, errors } = readPlan(withTitle(cells, row.cells, stored?.plan), reading);
  const problems = Object.entries(errors).map(
    ([field, message]) => `${FIELD_COLUMN[field as PlanField]}: ${message}`,
  );
  const stage = problem(problems, () => readStage(row.cells.stage, importing.today));
  if (problems.length > 0) throw new RefusedCell(problems.join(' '));
  const plan =
    lineOutcome && !read.outcomes.includes(lineOutcome)
      ? { ...read, outcomes: [...read.outcomes, lineOutcome] }
      : read;
  if (before !== undefined && stored && !same(stored.plan, plan))
    throw new CellError(
      `The project "${slug}" is described otherwise on line ${before}. Leave its details empty here.`,
    );
  importing.describedOn.set(slug, row.line);
  const { tx, actor } = importing;
  if (!stored) {
    const added = await addProject(tx, actor, { slug, plan, stage }, reading);
    if (isRefusal(added)) return added;
    await importing.renewProject(added.id);
    return { outcome: 'added' };
  }
  const changes = await changeProject(tx, actor, stored, plan, reading);
  if (isRefusal(changes)) return changes;
  const columns: string[] = changes.map((change) => FIELD_COLUMN[change.field]);
  if (stage && stage.stage !== (await stageOf(tx, stored.id))) {
    const moved = await changeStage(tx, actor, {
      projectId: stored.id,
      stage: stage.stage,
      on: stage.since,
      reason: 'Imported',
    });
    if (isRefusal(moved)) return moved;
    columns.push('stage');
  }
  if (columns.length === 0) return { outcome: 'unchanged' };
  await importing.renewProject(stored.id);
  return { outcome: 'changed', says: `Changes ${columns.join(', ')}` };
}

const same = (a: ProjectPlan, b: ProjectPlan): boolean =>
  JSON.stringify(writePlan(a)) === JSON.stringify(writePlan(b));

/** What the row says, and for columns that the file does not have, what stands already. */
function cellsOf(importing: Importing, cells: Cells, stored: ProjectPlan | undefined): PlanCells {
  const kept = writePlan(stored ?? emptyPlan);
  return Object.fromEntries(
    PLAN_FIELDS.map((field) => [
      field,
      importing.columns.has(FIELD_COLUMN[field]) ? cells[FIELD_COLUMN[field]] : kept[field],
    ]),
  ) as PlanCells;
}

/** A project is never left without a title: what stands, or its short name. */
const withTitle = (plan: PlanCells, cells: Cells, stored: ProjectPlan | undefined): PlanCells =>
  plan.title === '' ? { ...plan, title: stored?.title || cells.project } : plan;

function problem<T>(problems: string[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CellError)) throw error;
    problems.push(`stage: ${error.message}`);
    return undefined;
  }
}

/** `pilot since 2011-05-01`, or the stage alone, which then counts from today. */
function readStage(text: string, today: PlainDate): { stage: Stage; since: PlainDate } | undefined {
  if (text === '') return undefined;
  const [, word = '', since = ''] = /^(\S+)(?: since (\S+))?$/.exec(text.toLowerCase()) ?? [];
  if (!isStage(word))
    throw new CellError(`"${text}" is not a stage: ${STAGES.join(', ')}.${didYouMean(word || text, STAGES)}`);
  return { stage: word, since: since === '' ? today : dayIn(since, 'the stage') };
}
