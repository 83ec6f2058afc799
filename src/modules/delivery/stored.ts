import { sql } from 'kysely';
import { pence } from '../../kernel/pence.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Lookup } from './lookup.ts';
import { projectTargets } from './measure-targets.ts';
import type { GapSubject, Lead, Milestone, Precision, ProjectPlan } from './project-plan.ts';

/** A project as it stands, with its whole plan. */
export interface StoredProject {
  readonly id: string;
  readonly slug: string;
  readonly revision: number;
  readonly agencyId: string | null;
  readonly plan: ProjectPlan;
}

/**
 * Project plans by slug, of some projects or of all: one query for each kind of list, whatever the number of projects.
 */
export async function loadProjects(
  tx: Tx,
  lookup: Lookup,
  ids?: readonly string[],
): Promise<ReadonlyMap<string, StoredProject>> {
  if (ids?.length === 0) return new Map();
  const some = <T extends { project_id: string }>(rows: readonly T[]) =>
    Map.groupBy(rows, (row) => row.project_id);
  const wanted = ids ? sql<boolean>`project_id = any(${[...ids]}::uuid[])` : sql<boolean>`true`;
  const projects = await tx
    .selectFrom('delivery.project')
    .selectAll()
    .$if(ids !== undefined, (q) => q.where('id', 'in', [...(ids ?? [])]))
    .orderBy('slug')
    .execute();
  const resources = some(
    await tx.selectFrom('delivery.resource').selectAll().where(wanted).orderBy('position').execute(),
  );
  const people = some(
    await tx.selectFrom('delivery.human_resource').selectAll().where(wanted).orderBy('position').execute(),
  );
  const leads = some(
    await tx.selectFrom('delivery.lead').selectAll().where(wanted).orderBy('position').execute(),
  );
  const milestones = some(
    await tx
      .selectFrom('delivery.milestone_now')
      .selectAll()
      .where(wanted)
      .orderBy('position')
      .orderBy('id')
      .execute(),
  );
  const measures = some(
    await tx.selectFrom('delivery.measure').selectAll().where(wanted).orderBy('position').execute(),
  );
  const outcomes = some(
    await tx.selectFrom('delivery.project_outcome').selectAll().where(wanted).orderBy('position').execute(),
  );
  const gaps = await tx
    .selectFrom('delivery.gap_now')
    .selectAll()
    .where(wanted)
    .where('filled_on', 'is', null)
    .orderBy('id')
    .execute();
  const unknowns = Map.groupBy(gaps, (gap) => gap.project_id);
  const targets = await projectTargets(tx, ids);
  return new Map(
    projects.map((row) => {
      const lead = (leads.get(row.id) ?? []).map((one): Lead => {
        if (one.post_id) return { post: lookup.posts.slugOfId(one.post_id) };
        return one.agency_id ? { agency: lookup.agencies.slugOfId(one.agency_id) } : { says: one.says };
      });
      const plan: ProjectPlan = {
        title: row.title,
        reference: row.reference ?? '',
        programme: lookup.programmes.slugOfId(row.programme_id),
        activity: row.activity,
        resources: (resources.get(row.id) ?? []).map((one) => ({
          kind: one.kind,
          pence: one.pence === null ? null : pence(one.pence),
          basis: one.basis,
          status: one.status,
          says: one.says,
        })),
        resourcesSay: row.cash_says,
        people: (people.get(row.id) ?? []).map((one) => ({
          agency: lookup.agencies.slugOfId(one.agency_id),
          hours: one.hours,
          penceAnHour: one.pence_an_hour === null ? null : pence(one.pence_an_hour),
          says: one.says,
        })),
        peopleSay: row.people_says,
        leads: lead,
        timescale: row.timescale,
        milestones: (milestones.get(row.id) ?? []).map(milestoneOf),
        baseline: row.baseline,
        target: row.target,
        measures: (measures.get(row.id) ?? []).map((one) => {
          const target = targets.get(`${row.id} ${one.indicator_id}`);
          return {
            indicator: lookup.indicators.slugOfId(one.indicator_id),
            perYear: one.per_year,
            ...(target ? { target } : {}),
          };
        }),
        intendedOutcomes: row.intended_outcomes,
        communications: row.communications,
        sustainability: row.sustainability,
        sustainabilitySays: row.sustainability_says,
        sustainabilityPence: row.sustainability_pence === null ? null : pence(row.sustainability_pence),
        sustainabilityFrom: row.sustainability_from,
        outcomes: (outcomes.get(row.id) ?? []).map((one) => lookup.outcomes.slugOfId(one.outcome_id)),
        startsOn: row.starts_on,
        endsOn: row.ends_on,
        updateEveryDays: row.update_every_days,
        unknowns: (unknowns.get(row.id) ?? []).map((gap) => ({
          about: gap.about as GapSubject,
          says: gap.says,
          owner: lookup.posts.slugOfId(gap.owner_post_id),
          since: gap.since,
          dueOn: gap.due_on,
        })),
        note: row.note,
      };
      return [
        row.slug,
        { id: row.id, slug: row.slug, revision: row.revision, agencyId: row.agency_id, plan },
      ];
    }),
  );
}

interface MilestoneRow {
  readonly title: string;
  readonly original_on: Milestone['originalOn'];
  readonly due_on: Milestone['originalOn'];
  readonly precision: string;
  readonly slip_reason: string | null;
  readonly met_on: Milestone['originalOn'];
}

const milestoneOf = (row: MilestoneRow): Milestone => ({
  title: row.title,
  originalOn: row.original_on,
  precision: row.precision as Precision,
  ...(row.slip_reason !== null && row.due_on ? { moved: { to: row.due_on, reason: row.slip_reason } } : {}),
  ...(row.met_on ? { metOn: row.met_on } : {}),
});
