import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import { listInWords, slugOf } from '../../../kernel/names.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { findPlace } from '../../places/index.ts';

/** A dated list of places that are like ours. */
export interface Family {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly startsOn: PlainDate;
  readonly source: string;
  readonly note: string;
  readonly places: readonly { readonly id: string; readonly slug: string; readonly name: string }[];
}

/** The families of similar places, by title and the newest list of each first; those in force on a day, or all that ever were. */
export async function listFamilies(tx: Tx, inForceOn?: PlainDate): Promise<readonly Family[]> {
  const inForce =
    inForceOn === undefined
      ? sql`true`
      : sql`f.starts_on <= ${inForceOn}::date and not exists (
          select from intelligence.comparator_family n where n.partnership_id = f.partnership_id and n.slug = f.slug
            and n.starts_on > f.starts_on and n.starts_on <= ${inForceOn}::date)`;
  const { rows } = await sql<Family>`
    select f.id, f.slug, f.title, f.starts_on as "startsOn", f.source, f.note,
      (select jsonb_agg(jsonb_build_object('id', p.id, 'slug', p.slug, 'name', p.name) order by p.name, p.id)
        from intelligence.comparator_place c join places.place p on p.partnership_id = c.partnership_id and p.id = c.place_id
        where c.partnership_id = f.partnership_id and c.family_id = f.id) as places
    from intelligence.comparator_family f where ${inForce}
    order by f.title, f.starts_on desc, f.id`.execute(tx);
  return rows.map((row) => ({ ...row, places: row.places ?? [] }));
}

export interface FamilyInput {
  readonly title: string;
  readonly startsOn: PlainDate;
  readonly source: string;
  readonly note: string;
  /** Slugs, codes or names of places. */
  readonly places: readonly string[];
}

/**
 * Records which places are like ours from a day on; a list of the same name counts from its own day instead of the one
 * before. Refused: not-allowed, places-unknown, family-without-places, comparator-family-unique.
 */
export async function recordFamily(
  tx: Tx,
  actor: Actor,
  { title, startsOn, source, note, places }: FamilyInput,
): Promise<{ readonly id: string } | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  const found = new Map<string, string>();
  const unknown: string[] = [];
  for (const text of places) {
    const place = await findPlace(tx, text);
    if (place) found.set(place.id, place.slug);
    else unknown.push(`“${text}”`);
  }
  if (unknown.length > 0)
    return refused(
      'places-unknown',
      `There is no place ${listInWords(unknown, 'or')}. Add it to the places first.`,
      {
        field: 'places',
      },
    );
  if (found.size === 0)
    return refused('family-without-places', 'Name at least one place, one on each line.', {
      field: 'places',
    });
  const id = newId<'comparator-family'>();
  await tx
    .insertInto('intelligence.comparator_family')
    .values({
      partnership_id: actor.partnershipId,
      id,
      slug: slugOf(title),
      title: title.trim(),
      starts_on: startsOn,
      source,
      note,
      recorded_by: accountOf(actor) ?? null,
    })
    .execute();
  await tx
    .insertInto('intelligence.comparator_place')
    .values(
      [...found.keys()].map((place) => ({
        partnership_id: actor.partnershipId,
        family_id: id,
        place_id: place,
      })),
    )
    .execute();
  await recordCommand(tx, actor, {
    action: 'comparator-family.record',
    subject: { kind: 'comparator-family', id },
    detail: { title, startsOn, source, places: [...found.values()] },
  });
  return { id };
}
