import { z } from 'zod';
import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { allWritten } from '../../platform/import-rows.ts';
import { importServices } from './services/index.ts';
import { addCourse, importAttendances } from './training/index.ts';

const courses = z.array(
  z.object({ slug: z.string(), title: z.string(), says: z.string(), validMonths: z.int().nullable() }),
);

/** Loads the example's services, courses and who attended them; after the people, who come with their accounts. */
export async function loadDirectoryExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  const services = allWritten(await importServices(tx, actor, files('services.csv'), { write: true }));
  if (isRefusal(services)) return services;
  for (const course of courses.parse(JSON.parse(files('courses.json')))) {
    const added = await addCourse(tx, actor, course);
    if (isRefusal(added)) return added;
  }
  const there = allWritten(await importAttendances(tx, actor, files('attendances.csv'), { write: true }));
  return isRefusal(there) ? there : undefined;
}
