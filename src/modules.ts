import { access } from './modules/access/module.ts';
import { home } from './modules/home/module.ts';
import { intelligence } from './modules/intelligence/module.ts';
import { partners } from './modules/partners/module.ts';
import { reporting } from './modules/reporting/module.ts';
import type { ModuleManifest } from './platform/module.ts';

/** Every module of Concord, in the order of the import table; the only file that knows them all. */
export const modules: readonly ModuleManifest[] = [home, partners, access, intelligence, reporting];

/** The job queues that must exist before anything is enqueued. */
export const queueNames: readonly string[] = modules.flatMap(
  (module) => module.jobs?.map((job) => job.name) ?? [],
);
