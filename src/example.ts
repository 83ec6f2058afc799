/** Loads the example partnership: data files through the same importers that anybody uses. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Concord, ROOT } from './app.ts';
import { newId } from './kernel/ids.ts';
import { orThrow } from './kernel/refusal.ts';
import { loadAccessExample } from './modules/access/index.ts';
import { loadCaseworkExample } from './modules/casework/index.ts';
import { loadDeliveryExample } from './modules/delivery/index.ts';
import { loadFundExample } from './modules/fund/index.ts';
import {
  loadDecisionsExample,
  loadGovernanceExample,
  loadHandoversExample,
  loadMeetingsExample,
} from './modules/governance/index.ts';
import {
  loadComparisonExample,
  loadDashboardsExample,
  loadEvidenceExample,
  loadIntelligenceExample,
  loadMeasuresExample,
  loadOpenDataExample,
  loadSurveysExample,
  loadTensionExample,
} from './modules/intelligence/index.ts';
import { foundPartnership, loadDirectoryExample, loadPartnersExample } from './modules/partners/index.ts';
import { loadPlacesExample } from './modules/places/index.ts';
import { loadReportingExample } from './modules/reporting/index.ts';
import { loadExerciseExample, loadStrategyExample } from './modules/strategy/index.ts';
import { modules } from './modules.ts';
import type { Actor } from './platform/actor.ts';
import { system } from './platform/actor.ts';
import { collect } from './platform/collect.ts';
import { type Tx, transact } from './platform/database/transaction.ts';
import { reindex } from './platform/search.ts';
import type { Services } from './platform/services.ts';

/** Reads a data file of the example by name. */
export type ExampleFiles = (name: string) => string;

type Loader = (
  tx: Tx,
  actor: Actor,
  files: ExampleFiles,
  services: Pick<Services, 'files' | 'offers' | 'settings' | 'subjects'>,
) => Promise<unknown>;

/** In the order in which they build on each other. */
export const LOADERS: readonly Loader[] = [
  loadPartnersExample,
  loadPlacesExample,
  loadGovernanceExample,
  loadAccessExample,
  loadDirectoryExample,
  loadIntelligenceExample,
  loadTensionExample,
  loadStrategyExample,
  loadExerciseExample,
  loadDeliveryExample,
  loadEvidenceExample,
  (tx, actor, files) => loadDecisionsExample(tx, actor, files, collect(modules)),
  loadFundExample,
  (tx, actor, files) => loadHandoversExample(tx, actor, files, collect(modules)),
  loadReportingExample,
  loadMeetingsExample,
  loadCaseworkExample,
  loadMeasuresExample,
  loadComparisonExample,
  loadOpenDataExample,
  loadSurveysExample,
  (tx, actor, files) => loadDashboardsExample(tx, actor, files, collect(modules)),
];

/** Founds the example partnership and loads all of it in one transaction: it is there whole or not at all. */
export async function loadExample(concord: Concord, name: 'cannock-chase'): Promise<void> {
  const { services } = concord;
  const partnershipId = newId<'partnership'>();
  const actor = system('concord load example', partnershipId, [
    ...services.offers.permissions.keys(),
    'partnership.found',
  ]);
  const files: ExampleFiles = (file) => readFileSync(path.join(ROOT, 'examples', name, file), 'utf8');
  await transact(services.pool, actor, async (tx) => {
    orThrow(await foundPartnership(tx, actor, JSON.parse(files('partnership.json'))));
    for (const load of LOADERS) orThrow(await load(tx, actor, files, services));
    for (const offer of services.offers.search.values()) await reindex(tx, actor, offer);
  });
  concord.directory.forget();
}
