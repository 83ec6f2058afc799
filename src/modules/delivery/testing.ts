/** A partnership for the tests of delivery: the example's agencies, posts, strategy and indicators, without projects. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { plainDate } from '../../kernel/plain-date.ts';
import { orThrow } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import { groundTemplate } from '../../platform/database/testing.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { loadGovernanceExample } from '../governance/index.ts';
import { loadIntelligenceExample } from '../intelligence/index.ts';
import { loadPartnersExample } from '../partners/index.ts';
import { loadPlacesExample } from '../places/index.ts';
import { loadStrategyExample } from '../strategy/index.ts';
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
  'governance.edit',
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

/** Agencies, posts, places, boards, indicators and the adopted strategy of the example. */
export async function loadGround(tx: Tx, actor: Actor): Promise<void> {
  orThrow(await loadPartnersExample(tx, actor, exampleFile));
  orThrow(await loadPlacesExample(tx, actor, exampleFile));
  orThrow(await loadGovernanceExample(tx, actor, exampleFile));
  orThrow(await loadIntelligenceExample(tx, actor, exampleFile));
  orThrow(await loadStrategyExample(tx, actor, exampleFile));
}

/** For `testDatabase` and `openTestDatabase`: a partnership that has the ground. */
export const onGround = (): Promise<string> =>
  groundTemplate('concord_ground', (db) => {
    const actor = db.with(...EVERYTHING);
    return db.does(actor, (tx) => loadGround(tx, actor));
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
