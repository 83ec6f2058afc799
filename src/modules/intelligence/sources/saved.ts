import { newId } from '../../../kernel/ids.ts';
import { slugOf } from '../../../kernel/names.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { BUILT_IN, type Mapping, mappingSchema, type NamedMapping } from './mapping.ts';

const saved = (tx: Tx) =>
  tx.selectFrom('intelligence.figure_mapping').select(['id', 'slug', 'title', 'mapping', 'revision']);

/** What stands in the table, read by what a mapping is today. */
const named = (row: {
  readonly slug: string;
  readonly title: string;
  readonly mapping: unknown;
}): NamedMapping => ({
  slug: row.slug,
  title: row.title,
  mapping: mappingSchema.parse(row.mapping),
});

/** The partnership's own mappings by title. */
export const listMappings = async (tx: Tx): Promise<readonly NamedMapping[]> =>
  (await saved(tx).orderBy('title').orderBy('id').execute()).map(named);

/** The mapping of that name: the partnership's own, else what every Concord knows. */
export async function findMapping(tx: Tx, name: string): Promise<NamedMapping | undefined> {
  const slug = slugOf(name);
  const own = await saved(tx).where('slug', '=', slug).executeTakeFirst();
  return own ? named(own) : BUILT_IN.find((one) => one.slug === slug);
}

/** Keeps a mapping by its name; one that has the name already is read so from now on. */
export async function saveMapping(
  tx: Tx,
  actor: Actor,
  title: string,
  mapping: Mapping,
): Promise<NamedMapping | Refusal> {
  if (!may(actor, 'observations.record')) return notAllowed();
  const slug = slugOf(title);
  if (slug === '')
    return refused('name-missing', 'Give the mapping a name of letters and digits.', { field: 'saveAs' });
  const there = await saved(tx).where('slug', '=', slug).executeTakeFirst();
  if (there && JSON.stringify(mappingSchema.parse(there.mapping)) === JSON.stringify(mapping))
    return named(there);
  const id = there?.id ?? newId<'figure-mapping'>();
  if (there)
    await tx
      .updateTable('intelligence.figure_mapping')
      .set({ title, mapping: JSON.stringify(mapping), revision: there.revision + 1 })
      .where('id', '=', there.id)
      .execute();
  else
    await tx
      .insertInto('intelligence.figure_mapping')
      .values({ partnership_id: actor.partnershipId, id, slug, title, mapping: JSON.stringify(mapping) })
      .execute();
  await recordCommand(tx, actor, {
    action: 'figure-mapping.save',
    subject: { kind: 'figure-mapping', id },
    detail: { title, mapping },
  });
  return { slug, title, mapping };
}

/** Forgets a mapping; what was imported by it stays. */
export async function removeMapping(tx: Tx, actor: Actor, slug: string): Promise<undefined | Refusal> {
  if (!may(actor, 'observations.record')) return notAllowed();
  const there = await saved(tx).where('slug', '=', slug).executeTakeFirst();
  if (!there) return notFound('mapping');
  await tx.deleteFrom('intelligence.figure_mapping').where('id', '=', there.id).execute();
  await recordCommand(tx, actor, {
    action: 'figure-mapping.remove',
    subject: { kind: 'figure-mapping', id: there.id },
    detail: { title: there.title },
  });
  return undefined;
}
