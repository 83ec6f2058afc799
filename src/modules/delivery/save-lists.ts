import { newId } from '../../kernel/ids.ts';
import { type Actor, accountOf } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { formatUnknown } from './cells.ts';
import type { Lookup } from './lookup.ts';
import type { GapSubject, ProjectPlan, Unknown } from './project-plan.ts';
import type { Saving } from './save.ts';

/** Replaces the lists of a project plan that hold no history of their own. */
export async function replaceLists(
  tx: Tx,
  actor: Actor,
  projectId: string,
  plan: ProjectPlan,
  lookup: Lookup,
): Promise<void> {
  const own = (position: number) => ({
    partnership_id: actor.partnershipId,
    id: newId<'row'>(),
    project_id: projectId,
    position,
  });
  for (const table of [
    'delivery.resource',
    'delivery.human_resource',
    'delivery.lead',
    'delivery.measure',
    'delivery.project_outcome',
  ] as const)
    await tx.deleteFrom(table).where('project_id', '=', projectId).execute();
  const resources = plan.resources.map((one, at) => ({ ...own(at), ...one }));
  if (resources.length > 0) await tx.insertInto('delivery.resource').values(resources).execute();
  const people = plan.people.map((one, at) => ({
    ...own(at),
    agency_id: one.agency === '' ? null : lookup.agencies.id(one.agency),
    hours: one.hours,
    pence_an_hour: one.penceAnHour,
    says: one.says,
  }));
  if (people.length > 0) await tx.insertInto('delivery.human_resource').values(people).execute();
  const leads = plan.leads.map((one, at) => ({
    ...own(at),
    post_id: 'post' in one ? lookup.posts.id(one.post) : null,
    agency_id: 'agency' in one ? lookup.agencies.id(one.agency) : null,
    says: 'says' in one ? one.says : '',
  }));
  if (leads.length > 0) await tx.insertInto('delivery.lead').values(leads).execute();
  const measures = plan.measures.map((one, at) => ({
    partnership_id: actor.partnershipId,
    project_id: projectId,
    indicator_id: lookup.indicators.id(one.indicator),
    position: at,
    per_year: one.perYear,
  }));
  if (measures.length > 0) await tx.insertInto('delivery.measure').values(measures).execute();
  const outcomes = plan.outcomes.map((slug, at) => ({
    partnership_id: actor.partnershipId,
    project_id: projectId,
    outcome_id: lookup.outcomes.id(slug),
    position: at,
  }));
  if (outcomes.length > 0) await tx.insertInto('delivery.project_outcome').values(outcomes).execute();
}

/** Keeps unknowns as facts: a new one is added, one that is no longer listed was filled today. */
export async function mergeUnknowns(
  tx: Tx,
  actor: Actor,
  projectId: string,
  before: readonly Unknown[],
  after: readonly Unknown[],
  { lookup, today }: Saving,
): Promise<void> {
  const kept = new Set(after.map(formatUnknown));
  const had = new Set(before.map(formatUnknown));
  const gone = before.filter((unknown) => !kept.has(formatUnknown(unknown)));
  const added = after.filter((unknown) => !had.has(formatUnknown(unknown)));
  if (gone.length > 0) {
    const open = await tx
      .selectFrom('delivery.gap_now')
      .selectAll()
      .where('project_id', '=', projectId)
      .where('filled_on', 'is', null)
      .execute();
    for (const gap of open) {
      const owner = lookup.posts.slugOfId(gap.owner_post_id);
      const says = formatUnknown({
        about: gap.about as GapSubject,
        says: gap.says,
        owner,
        since: gap.since,
        dueOn: gap.due_on,
      });
      if (kept.has(says)) continue;
      await tx
        .insertInto('delivery.gap_filled')
        .values({
          partnership_id: actor.partnershipId,
          gap_id: gap.id,
          filled_on: today,
          account_id: accountOf(actor) ?? null,
        })
        .execute();
    }
  }
  if (added.length > 0)
    await tx
      .insertInto('delivery.gap')
      .values(
        added.map((unknown) => ({
          partnership_id: actor.partnershipId,
          id: newId<'gap'>(),
          project_id: projectId,
          about: unknown.about,
          says: unknown.says,
          owner_post_id: unknown.owner === '' ? null : lookup.posts.id(unknown.owner),
          since: unknown.since,
          due_on: unknown.dueOn,
        })),
      )
      .execute();
}
