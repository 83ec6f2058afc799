import type { ModuleManifest } from './platform/module.ts';

/** Every module of Concord, in the order of the import table; the only file that knows them all. */
export const modules: readonly ModuleManifest[] = [];

/** The job queues that must exist before anything is enqueued. */
export const queueNames: readonly string[] = modules.flatMap(
  (module) => module.jobs?.map((job) => job.name) ?? [],
);
