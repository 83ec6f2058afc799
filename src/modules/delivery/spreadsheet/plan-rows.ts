import { newId } from '../../../kernel/ids.ts';
import { slugOf } from '../../../kernel/names.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { CellError, dayIn, didYouMean, each, linesOf, partsOfLine } from '../cell-text.ts';
import { formatUnknown, parseUnknown } from '../cells.ts';
import { draftPlan, editPlan } from '../plan.ts';
import { stateOutcome } from '../plan-lines.ts';
import { formatPlanPeriod, parsePlanPeriod } from '../plan-period.ts';
import type { GapSubject, Unknown } from '../project-plan.ts';
import type { Cells, Column, FileRow } from './columns.ts';
import type { Applied } from './import.ts';
import type { Importing } from './importing.ts';

/** A cell of the file, or what stands already where the file has no such column. */
const orKept = (importing: Importing, cells: Cells, column: Column, kept: string | undefined): string =>
  importing.columns.has(column) ? cells[column] : (kept ?? '');

const changed = (columns: readonly string[]): Applied =>
  columns.length === 0
    ? { outcome: 'unchanged' }
    : { outcome: 'changed', says: `Changes ${columns.join(', ')}` };

/** A programme with what sources say of it. */
export async function applyProgramme(importing: Importing, { cells }: FileRow): Promise<Applied | Refusal> {
  const { tx, actor } = importing;
  const slug = slugOf(cells.programme || cells.title);
  if (slug === '') throw new CellError('Enter the programme: its short name or its title.');
  const own = { partnership_id: actor.partnershipId };
  const old = await tx
    .selectFrom('delivery.programme')
    .selectAll()
    .where('slug', '=', slug)
    .executeTakeFirst();
  const id = old?.id ?? newId<'programme'>();
  const title = cells.title || old?.title || cells.programme;
  const about = orKept(importing, cells, 'activity', old?.about);
  const notes = old
    ? await tx.selectFrom('delivery.programme_note').selectAll().where('programme_id', '=', id).execute()
    : [];
  const had = new Set(notes.map((note) => `${note.noted_on} ${note.source} ${note.says}`));
  const added = linesOf(cells.note)
    .map((line) => {
      const [day = '', source = '', ...says] = partsOfLine(line);
      if (says.length === 0)
        throw new CellError('A note on a programme reads "2012-01-19 | source | what it says".');
      return { noted_on: dayIn(day, 'the note'), source, says: says.join(' / ') };
    })
    .filter((note) => !had.has(`${note.noted_on} ${note.source} ${note.says}`));
  const columns = [
    ...(old && old.title !== title ? ['title'] : []),
    ...(old && old.about !== about ? ['activity'] : []),
    ...(added.length > 0 ? ['note'] : []),
  ];
  if (old && columns.length === 0) return { outcome: 'unchanged' };
  if (old) await tx.updateTable('delivery.programme').set({ title, about }).where('id', '=', id).execute();
  else
    await tx
      .insertInto('delivery.programme')
      .values({ ...own, id, slug, title, about })
      .execute();
  for (const note of added)
    await tx
      .insertInto('delivery.programme_note')
      .values({ ...own, id: newId(), programme_id: id, ...note })
      .execute();
  await recordCommand(tx, actor, {
    action: 'programme.saved',
    subject: { kind: 'programme', id },
    detail: { title },
  });
  await importing.renewLookup();
  return old ? changed(columns) : { outcome: 'added' };
}

/** The head of a plan; one that the file says is adopted is adopted once its lines are there. */
export async function applyPlan(importing: Importing, { cells, line }: FileRow): Promise<Applied | Refusal> {
  const { tx, actor, lookup } = importing;
  const slug = slugOf(cells.plan || cells.title);
  if (slug === '') throw new CellError('Enter the plan: its short name or its title.');
  const old = await tx
    .selectFrom('delivery.plan_now')
    .selectAll()
    .where('slug', '=', slug)
    .executeTakeFirst();
  const before = {
    title: old?.title ?? '',
    period: old ? formatPlanPeriod({ startsOn: old.starts_on, endsOn: old.ends_on }) : '',
    priority: lookup.priorities.slugOfId(old?.priority_id ?? null),
    owner: lookup.posts.slugOfId(old?.owner_post_id ?? null),
    note: old?.note ?? '',
  };
  const periodText = orKept(importing, cells, 'period', before.period);
  const period = parsePlanPeriod(periodText);
  if (!period)
    throw new CellError(
      `"${periodText}" is not a period. Write 2013, 2012/13 or January 2013-December 2013.`,
    );
  const priority = orKept(importing, cells, 'priority', before.priority);
  const owner = orKept(importing, cells, 'owner', before.owner);
  const after = {
    title: cells.title || before.title || cells.plan,
    period: formatPlanPeriod(period),
    priority: priority === '' ? '' : lookup.priorities.slug(priority),
    owner: owner === '' ? '' : lookup.posts.slug(owner),
    note: orKept(importing, cells, 'note', before.note),
  };
  const input = {
    slug,
    title: after.title,
    priorityId: after.priority === '' ? null : lookup.priorities.id(after.priority),
    ownerPostId: after.owner === '' ? null : lookup.posts.id(after.owner),
    note: after.note,
    ...period,
  };
  const columns = Object.keys(after).filter(
    (key) => after[key as keyof typeof after] !== before[key as keyof typeof before],
  );
  const saved: { slug: string; id?: string } | Refusal = !old
    ? await draftPlan(tx, actor, input)
    : columns.length > 0
      ? await editPlan(tx, actor, old.id, old.revision, input)
      : { slug };
  if (isRefusal(saved)) return saved;
  const id = old?.id ?? saved.id ?? '';
  importing.plans.set(slug, { id, slug, title: after.title });
  const status = orKept(importing, cells, 'status', statusOf(old));
  const adoption = readStatus(status);
  if (old && status !== '' && status !== statusOf(old) && old.adopted_on !== null)
    throw new CellError(
      `This plan was adopted on ${old.adopted_on} by ${old.adopted_by}; a file cannot change that.`,
    );
  if (!adoption || old?.adopted_on) return old ? changed(columns) : { outcome: 'added' };
  importing.adoptions.push({ line, planId: id, ...adoption });
  return old ? changed([...columns, 'status']) : { outcome: 'added' };
}

const statusOf = (plan: { adopted_on: PlainDate | null; adopted_by: string | null } | undefined): string =>
  plan?.adopted_on ? `adopted ${plan.adopted_on} by ${plan.adopted_by}` : 'draft';

function readStatus(text: string): { on: PlainDate; by: string } | undefined {
  if (text === '' || text.toLowerCase() === 'draft') return undefined;
  const [, on = '', by = ''] = /^adopted (\S+) by (.+)$/i.exec(text) ?? [];
  if (by === '')
    throw new CellError(
      `"${text}" is not a status. Write draft, or "adopted 2012-12-14 by Strategic Board".${didYouMean(text, ['draft'])}`,
    );
  return { on: dayIn(on, 'the adoption'), by };
}

/** An outcome as a plan states it. */
export async function applyOutcome(importing: Importing, { cells }: FileRow): Promise<Applied | Refusal> {
  const { tx, actor, lookup, today } = importing;
  const plan = planOfRow(importing, cells);
  const outcome = lookup.outcomes.slug(cells.outcome);
  const outcomeId = lookup.outcomes.id(outcome);
  const old = await tx
    .selectFrom('delivery.plan_outcome')
    .selectAll()
    .where('plan_id', '=', plan.id)
    .where('outcome_id', '=', outcomeId)
    .executeTakeFirst();
  const gaps = await tx
    .selectFrom('delivery.gap_now')
    .selectAll()
    .where('plan_id', '=', plan.id)
    .where('outcome_id', '=', outcomeId)
    .where('filled_on', 'is', null)
    .execute();
  const had: readonly Unknown[] = gaps.map((gap) => ({
    about: gap.about as GapSubject,
    says: gap.says,
    owner: lookup.posts.slugOfId(gap.owner_post_id),
    since: gap.since,
    dueOn: gap.due_on,
  }));
  const unknowns = importing.columns.has('unknowns')
    ? each(cells.unknowns, (line) => parseUnknown(line, { lookup, today }))
    : had;
  const baseline = orKept(importing, cells, 'baseline', old?.baseline);
  const target = orKept(importing, cells, 'target', old?.target);
  const says = (list: readonly Unknown[]): string => list.map(formatUnknown).sort().join('\n');
  const columns = [
    ...(old?.baseline !== baseline ? ['baseline'] : []),
    ...(old?.target !== target ? ['target'] : []),
    ...(says(had) !== says(unknowns) ? ['unknowns'] : []),
  ];
  if (old && columns.length === 0) return { outcome: 'unchanged' };
  const stated = await stateOutcome(
    tx,
    actor,
    { planId: plan.id, outcomeId, baseline, target, unknowns },
    { lookup, today },
  );
  if (isRefusal(stated)) return stated;
  return old ? changed(columns) : { outcome: 'added' };
}

/** The plan that a row belongs to; refused by name, with the nearest one. */
export function planOfRow(importing: Importing, cells: Cells) {
  const plan = importing.findPlan(cells.plan);
  if (!plan)
    throw new CellError(
      cells.plan === ''
        ? 'Say which plan this belongs to.'
        : `There is no plan "${cells.plan}".${didYouMean(cells.plan, importing.plans.keys()) || ' Add a row with the record "plan" for it.'}`,
    );
  return plan;
}
