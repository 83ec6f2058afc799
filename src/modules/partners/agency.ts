import { z } from 'zod';
import { type Id, newId } from '../../kernel/ids.ts';
import { slugOf } from '../../kernel/names.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, may, mayFor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { givenText, optionalDate, optionalText } from '../../platform/http/form.ts';
import { type Agency, findAgency } from './queries.ts';
import { SECTORS, type Sector } from './sectors.ts';

const sectors = Object.keys(SECTORS) as [Sector, ...Sector[]];

/** What an agency's form asks. */
export const agencyFields = z.object({
  name: givenText('Give the agency its full name'),
  shortName: givenText('Give a short name, such as SFRS'),
  sector: z.enum(sectors, { error: 'Choose the sector' }),
  statutory: z
    .enum(['yes', 'no'], { error: 'Say whether the agency has a statutory duty in the partnership' })
    .transform((answer) => answer === 'yes'),
  joinedOn: optionalDate(),
  website: optionalText().refine((text) => text === null || /^https?:\/\/\S+$/.test(text), {
    error: 'Write the website with https:// at its beginning',
  }),
  email: optionalText().refine((text) => text === null || /^[^\s@]+@[^\s@]+$/.test(text), {
    error: 'Write an email address such as office@example.org',
  }),
  telephone: optionalText(),
  address: optionalText(),
  note: optionalText(),
});

export type AgencyFields = z.output<typeof agencyFields>;

/** Words that stand in addresses under /agencies and so cannot be an agency's short address. */
const RESERVED = new Set(['new', 'posts', 'import']);

const columnsOf = (fields: AgencyFields) => ({
  name: fields.name,
  short_name: fields.shortName,
  sector: fields.sector,
  statutory: fields.statutory,
  joined_on: fields.joinedOn,
  website: fields.website,
  email: fields.email,
  telephone: fields.telephone,
  address: fields.address,
  note: fields.note,
});

/** Adds an agency. Its slug comes from its name unless one is given. */
export async function addAgency(
  tx: Tx,
  actor: Actor,
  fields: AgencyFields & { readonly slug?: string },
): Promise<{ id: Id<'agency'>; slug: string } | Refusal> {
  if (!may(actor, 'partners.edit')) return notAllowed();
  const slug = fields.slug ?? slugOf(fields.name);
  if (slug === '' || RESERVED.has(slug))
    return refused('agency-name-is-reserved', 'Choose another name; this one is an address of its own.', {
      field: 'name',
    });
  const id = newId<'agency'>();
  await tx
    .insertInto('partners.agency')
    .values({ partnership_id: actor.partnershipId, id, slug, ...columnsOf(fields) })
    .execute();
  await recordCommand(tx, actor, {
    action: 'agency.add',
    subject: { kind: 'agency', id },
    detail: { slug, ...fields },
  });
  return { id, slug };
}

/** Changes what is said of an agency; `revision` is the one that was seen. */
export async function changeAgency(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  fields: AgencyFields,
): Promise<Agency | Refusal> {
  const agency = await findAgency(tx, slug);
  if (!agency) return notFound('agency');
  return save(tx, actor, agency, revision, columnsOf(fields), 'agency.change');
}

/** Records that an agency left the partnership or ceased to be; it stays in the directory, with its history. */
export async function endAgency(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  { leftOn, note }: { readonly leftOn: PlainDate; readonly note: string | null },
): Promise<Agency | Refusal> {
  const agency = await findAgency(tx, slug);
  if (!agency) return notFound('agency');
  return save(tx, actor, agency, revision, { left_on: leftOn, note: note ?? agency.note }, 'agency.end');
}

async function save(
  tx: Tx,
  actor: Actor,
  agency: Agency,
  revision: number,
  columns: Partial<ReturnType<typeof columnsOf>> & { left_on?: PlainDate },
  action: string,
): Promise<Agency | Refusal> {
  if (!mayFor(actor, 'partners.edit', agency.id)) return notAllowed();
  const { numUpdatedRows } = await tx
    .updateTable('partners.agency')
    .set({ ...columns, revision: agency.revision + 1 })
    .where('id', '=', agency.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('agency');
  await recordCommand(tx, actor, {
    action,
    subject: { kind: 'agency', id: agency.id },
    detail: { ...columns },
  });
  return { ...agency, revision: agency.revision + 1 };
}
