import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { notAllowed } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { importer } from '../../platform/import-rows.ts';
import { findPlace } from '../places/index.ts';
import { findProjectBySlug } from './may.ts';

export const PROJECT_PLACE_COLUMNS = [
  { name: 'project', says: 'Short address of the project, such as love-your-street' },
  { name: 'place', says: 'Slug, code or name of a place where it works' },
] as const;

/** Says that a project works in a place; false where that was said already. */
export async function placeProject(
  tx: Tx,
  actor: Actor,
  projectId: string,
  placeId: string,
): Promise<boolean | Refusal> {
  if (!may(actor, 'plan.edit')) return notAllowed();
  const added = await tx
    .insertInto('delivery.project_place')
    .values({ partnership_id: actor.partnershipId, project_id: projectId, place_id: placeId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('place_id')
    .executeTakeFirst();
  if (!added) return false;
  await recordCommand(tx, actor, {
    action: 'project.place',
    subject: { kind: 'project', id: projectId },
    detail: { place: placeId },
  });
  return true;
}

/** Says that a project does not work in a place any more. */
export async function unplaceProject(
  tx: Tx,
  actor: Actor,
  projectId: string,
  placeId: string,
): Promise<undefined | Refusal> {
  if (!may(actor, 'plan.edit')) return notAllowed();
  const gone = await tx
    .deleteFrom('delivery.project_place')
    .where('project_id', '=', projectId)
    .where('place_id', '=', placeId)
    .returning('place_id')
    .executeTakeFirst();
  if (gone)
    await recordCommand(tx, actor, {
      action: 'project.leave-place',
      subject: { kind: 'project', id: projectId },
      detail: { place: placeId },
    });
  return undefined;
}

/** Where a project works, by name. */
export const listProjectPlaces = (tx: Tx, projectId: string) =>
  tx
    .selectFrom('delivery.project_place as x')
    .innerJoin('places.place as g', (join) =>
      join.onRef('g.partnership_id', '=', 'x.partnership_id').onRef('g.id', '=', 'x.place_id'),
    )
    .where('x.project_id', '=', projectId)
    .select(['g.id', 'g.slug', 'g.name'])
    .orderBy('g.name')
    .execute();

/** Imports project-places.csv; see `PROJECT_PLACE_COLUMNS`. What the file leaves out stays. */
export const importProjectPlaces = importer({
  required: ['project', 'place'],
  optional: [],
  what: ({ project, place }) => `${project} in ${place}`,
  async row(tx, actor, row) {
    const project = await findProjectBySlug(tx, row.project);
    if (!project) return refused('project-unknown', `There is no project “${row.project}”.`);
    const place = await findPlace(tx, row.place);
    if (!place) return refused('place-unknown', `There is no place “${row.place}”.`);
    const done = await placeProject(tx, actor, project.id, place.id);
    return typeof done === 'boolean' ? (done ? 'added' : 'unchanged') : done;
  },
});
