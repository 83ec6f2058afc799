import { access } from './modules/access/module.ts';
import { api } from './modules/api/module.ts';
import { casework } from './modules/casework/module.ts';
import { delivery } from './modules/delivery/module.ts';
import { fund } from './modules/fund/module.ts';
import { governance } from './modules/governance/module.ts';
import { home } from './modules/home/module.ts';
import { intelligence } from './modules/intelligence/module.ts';
import { partners } from './modules/partners/module.ts';
import { places } from './modules/places/module.ts';
import { reporting } from './modules/reporting/module.ts';
import { strategy } from './modules/strategy/module.ts';
import type { Job, ModuleManifest } from './platform/module.ts';

/** Every module of Concord, in the order of the import table; the only file that knows them all. */
export const modules: readonly ModuleManifest[] = [
  home,
  partners,
  access,
  places,
  governance,
  intelligence,
  strategy,
  delivery,
  fund,
  casework,
  reporting,
  api,
];

/** The jobs whose queues must exist before anything is enqueued. */
export const queued: readonly Job[] = modules.flatMap((module) => module.jobs ?? []);
