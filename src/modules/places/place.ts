import { z } from 'zod';
import { type Id, newId } from '../../kernel/ids.ts';
import { slugOf } from '../../kernel/names.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { givenDate, givenText, optionalDate, optionalText } from '../../platform/http/form.ts';
import {
  findPopulation,
  listGeographies,
  listPlaces,
  type Place,
  type Population,
  type PopulationQuality,
} from './queries.ts';

/** What the form of a place asks. */
export const placeFields = z.object({
  name: givenText('Give the place a name'),
  geography: givenText('Say what kind of place it is, such as Ward'),
  vintage: optionalText(),
  code: optionalText(),
  validFrom: optionalDate(),
  validTo: optionalDate(),
  note: optionalText(),
});

export type PlaceFields = z.output<typeof placeFields>;

/** What may be corrected of a population: all but the day and the ages it is about. */
export const correctionFields = z.object({
  persons: z.coerce.number({ error: 'Write how many people, as a whole number' }).int().min(0),
  quality: z.enum(['final', 'provisional', 'estimated'], { error: 'Say final, provisional or estimated' }),
  source: givenText('Say where the number comes from'),
  note: optionalText(),
});

/** What the form of a population asks. */
export const populationFields = correctionFields.extend({
  asOn: givenDate('Say for which day the population was counted or estimated'),
  ageBand: optionalText(),
});

/** Adds a geography unless it is there already. */
async function geographyOf(tx: Tx, actor: Actor, name: string, vintage: string): Promise<Id<'geography'>> {
  const known = (await listGeographies(tx)).find((one) => one.name === name && one.vintage === vintage);
  if (known) return known.id;
  const id = newId<'geography'>();
  await tx
    .insertInto('places.geography')
    .values({ partnership_id: actor.partnershipId, id, slug: slugOf(`${name} ${vintage}`), name, vintage })
    .execute();
  await recordCommand(tx, actor, {
    action: 'geography.add',
    subject: { kind: 'geography', id },
    detail: { name, vintage },
  });
  return id;
}

const columnsOf = (fields: PlaceFields, withinId: Id<'place'> | null) => ({
  within_id: withinId,
  code: fields.code,
  name: fields.name,
  valid_from: fields.validFrom,
  valid_to: fields.validTo,
  note: fields.note,
});

/** Adds a place, and its geography where that is new. Its slug comes from its name unless one is given. */
export async function addPlace(
  tx: Tx,
  actor: Actor,
  fields: PlaceFields & { readonly slug?: string },
  withinId: Id<'place'> | null = null,
): Promise<{ id: Id<'place'>; slug: string } | Refusal> {
  if (!may(actor, 'places.edit')) return notAllowed();
  const geographyId = await geographyOf(tx, actor, fields.geography, fields.vintage ?? '');
  const id = newId<'place'>();
  const slug = fields.slug ?? slugOf(fields.name);
  await tx
    .insertInto('places.place')
    .values({
      partnership_id: actor.partnershipId,
      id,
      geography_id: geographyId,
      slug,
      ...columnsOf(fields, withinId),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'place.add',
    subject: { kind: 'place', id },
    detail: { slug, ...fields },
  });
  return { id, slug };
}

/** Changes what is said of a place; `revision` is the one that was seen. Refused: changed-meanwhile, place-lies-in-itself. */
export async function changePlace(
  tx: Tx,
  actor: Actor,
  place: Place,
  revision: number,
  fields: PlaceFields,
  withinId: Id<'place'> | null,
): Promise<undefined | Refusal> {
  if (!may(actor, 'places.edit')) return notAllowed();
  if (place.revision !== revision) return changedMeanwhile('place');
  if (withinId !== null && (await liesIn(tx, withinId, place.id)))
    return refused('place-lies-in-itself', `Choose a place that does not itself lie in ${place.name}.`, {
      field: 'within',
    });
  const geographyId = await geographyOf(tx, actor, fields.geography, fields.vintage ?? '');
  // What comes into another geography stands on the grid of the one before no more.
  if (geographyId !== place.geographyId)
    await tx.deleteFrom('places.tile').where('place_id', '=', place.id).execute();
  const { numUpdatedRows } = await tx
    .updateTable('places.place')
    .set({ geography_id: geographyId, ...columnsOf(fields, withinId), revision: place.revision + 1 })
    .where('id', '=', place.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('place');
  await recordCommand(tx, actor, {
    action: 'place.change',
    subject: { kind: 'place', id: place.id },
    detail: { ...fields },
  });
  return undefined;
}

/** Whether a place is another or lies somewhere inside it. */
async function liesIn(tx: Tx, placeId: string, otherId: string): Promise<boolean> {
  const withinOf = new Map((await listPlaces(tx)).map(({ id, withinId }) => [String(id), withinId]));
  for (let at: string | null = placeId; at !== null; at = withinOf.get(at) ?? null)
    if (at === otherId) return true;
  return false;
}

/** Corrects a population that was seen: a later version of it, unless somebody else corrected it meanwhile. */
export async function correctPopulation(
  tx: Tx,
  actor: Actor,
  seen: Population,
  corrected: z.output<typeof correctionFields>,
): Promise<Id<'population'> | Refusal> {
  const { placeId, asOn, ageBand, version } = seen;
  const latest = await findPopulation(tx, placeId, asOn, ageBand);
  if (latest?.version !== version) return changedMeanwhile('population');
  return recordPopulation(tx, actor, { id: placeId }, { ...corrected, asOn, ageBand });
}

/** Records how many people live in a place; what was recorded before for that day stays as an earlier version. */
export async function recordPopulation(
  tx: Tx,
  actor: Actor,
  place: Pick<Place, 'id'>,
  input: {
    readonly asOn: PlainDate;
    readonly ageBand: string | null;
    readonly persons: number;
    readonly quality: PopulationQuality;
    readonly source: string;
    readonly note: string | null;
  },
): Promise<Id<'population'> | Refusal> {
  if (!may(actor, 'places.edit')) return notAllowed();
  const { asOn, ageBand, persons, quality, source, note } = input;
  const former = await findPopulation(tx, place.id, asOn, ageBand);
  const id = newId<'population'>();
  await tx
    .insertInto('places.population')
    .values({
      partnership_id: actor.partnershipId,
      id,
      place_id: place.id,
      as_on: asOn,
      age_band: ageBand,
      version: (former?.version ?? 0) + 1,
      persons,
      quality,
      source,
      note,
      recorded_at: new Date(),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'place.record-population',
    subject: { kind: 'place', id: place.id },
    detail: { ...input },
  });
  return id;
}
