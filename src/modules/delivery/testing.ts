/** A small partnership for the tests of delivery: agencies, posts, a strategy with outcomes, and the example's indicators. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { newId } from '../../kernel/ids.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { orThrow } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { TestDatabase } from '../../platform/database/testing.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { loadIntelligenceExample } from '../intelligence/index.ts';
import { loadPartnersExample } from '../partners/index.ts';
import { loadPlacesExample } from '../places/index.ts';
import { loadLookup } from './lookup.ts';
import { addProject } from './project.ts';
import { emptyPlan, type ProjectPlan } from './project-plan.ts';
import type { Stage } from './stages.ts';

export const TODAY = plainDate('2013-01-17');

export const exampleFile = (name: string): string =>
  readFileSync(path.resolve('examples/cannock-chase', name), 'utf8');

/** Everything that these tests may need; the application's roles hold less. */
export const EVERYTHING = [
  'read',
  'partners.edit',
  'places.edit',
  'strategy.edit',
  'strategy.adopt',
  'indicators.edit',
  'observations.record',
  'plan.edit',
  'plan.adopt',
  'project.endorse',
  'progress.report',
  'platform.work',
  'partnership.edit',
] as const;

const PRIORITIES = {
  'improved-health': ['helping-people-to-live-healthier-lifestyle-and-make-healthier-choices'],
  'increased-economic-opportunity': [
    'reduced-youth-unemployment',
    'increased-number-of-businesses-that-start-survive-and-grow',
  ],
  'community-safety': [
    'increased-assurance-in-the-community',
    'improved-living-environments',
    'reduced-offending',
  ],
} as const;

const titled = (slug: string): string => slug.charAt(0).toUpperCase() + slug.slice(1).replaceAll('-', ' ');

/** Agencies and posts of the example, an adopted strategy with its outcomes, and the example's indicators. */
export async function loadGround(tx: Tx, actor: Actor): Promise<void> {
  orThrow(await loadPartnersExample(tx, actor, exampleFile));
  orThrow(await loadPlacesExample(tx, actor, exampleFile));
  const own = { partnership_id: actor.partnershipId };
  const version_id = newId<'version'>();
  await tx
    .insertInto('strategy.version')
    .values({ ...own, id: version_id, number: 1, title: 'Strategy' })
    .execute();
  await tx
    .insertInto('strategy.adoption')
    .values({ ...own, version_id, adopted_on: plainDate('2012-01-01'), precision: 'day' })
    .execute();
  for (const [at, [slug, outcomes]] of Object.entries(PRIORITIES).entries()) {
    const priority_id = newId<'priority'>();
    await tx
      .insertInto('strategy.priority')
      .values({ ...own, id: priority_id, slug })
      .execute();
    await tx
      .insertInto('strategy.version_priority')
      .values({ ...own, version_id, priority_id, position: at, title: titled(slug) })
      .execute();
    for (const [position, outcome] of outcomes.entries()) {
      const outcome_id = newId<'outcome'>();
      await tx
        .insertInto('strategy.outcome')
        .values({ ...own, id: outcome_id, slug: outcome })
        .execute();
      await tx
        .insertInto('strategy.version_outcome')
        .values({ ...own, version_id, outcome_id, priority_id, position })
        .execute();
      await tx
        .insertInto('strategy.outcome_wording')
        .values({ ...own, id: newId(), outcome_id, version_id, wording: titled(outcome) })
        .execute();
    }
  }
  orThrow(await loadIntelligenceExample(tx, actor, exampleFile));
}

/** The ground, laid for a whole test file. */
export const prepare = (db: TestDatabase): Promise<void> =>
  db.does(db.with(...EVERYTHING), async (tx) => {
    await loadGround(tx, db.with(...EVERYTHING));
  });

/** A project with the given parts of a plan. */
export async function aProject(
  tx: Tx,
  actor: Actor,
  title: string,
  plan: Partial<ProjectPlan> = {},
  stage?: { stage: Stage; since: string },
): Promise<{ id: string; slug: string }> {
  const saving = { lookup: await loadLookup(tx), today: TODAY };
  return orThrow(
    await addProject(
      tx,
      actor,
      {
        plan: { ...emptyPlan, title, ...plan },
        stage: stage && { stage: stage.stage, since: plainDate(stage.since) },
      },
      saving,
    ),
  );
}
