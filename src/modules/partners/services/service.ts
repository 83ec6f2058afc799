import { z } from 'zod';
import { type Id, newId } from '../../../kernel/ids.ts';
import { slugOf } from '../../../kernel/names.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenText, optionalDate, optionalText } from '../../../platform/http/form.ts';
import { type Opening, readHours } from './hours.ts';
import { findService } from './queries.ts';

const wholeNumber = (message: string) =>
  optionalText()
    .refine((text) => text === null || /^\d{1,3}$/.test(text), { error: message })
    .transform((text) => (text === null ? null : Number(text)));

const words = () =>
  optionalText().transform((text) => (text ?? '').split(/[,;\n]/).flatMap((word) => word.trim() || []));

/** What a service's form asks. */
export const serviceFields = z.object({
  name: givenText('Give the service the name that people know it by'),
  offers: givenText('Say what it offers, in a sentence or two'),
  forWhom: optionalText(),
  minimumAge: wholeNumber('Give the youngest age as a number'),
  maximumAge: wholeNumber('Give the oldest age as a number'),
  area: optionalText(),
  reach: optionalText(),
  telephone: optionalText(),
  email: optionalText().refine((text) => text === null || /^[^\s@]+@[^\s@]+$/.test(text), {
    error: 'Write an email address such as help@example.org',
  }),
  website: optionalText().refine((text) => text === null || /^https?:\/\/\S+$/.test(text), {
    error: 'Write the website with https:// at its beginning',
  }),
  address: optionalText(),
  fees: optionalText(),
  languages: words(),
  accessNotes: optionalText(),
  hours: optionalText(),
  hoursNote: optionalText(),
  accepts: z.enum(['referrals', 'signpost'], { error: 'Say whether it takes referrals' }),
  inbox: optionalText(),
  normalDays: wholeNumber('Give the working days as a number'),
  urgentDays: wholeNumber('Give the working days as a number'),
  indicators: words(),
  openFrom: optionalDate(),
  openUntil: optionalDate(),
  published: z
    .enum(['yes', 'no'], { error: 'Say whether the public may see it' })
    .transform((is) => is === 'yes'),
  assuredOn: optionalDate(),
  source: optionalText(),
});

export type ServiceFields = z.output<typeof serviceFields>;

const RESERVED = new Set(['new', 'import']);

const columnsOf = ({ hours, ...fields }: ServiceFields) => ({
  name: fields.name,
  offers: fields.offers,
  for_whom: fields.forWhom,
  minimum_age: fields.minimumAge,
  maximum_age: fields.maximumAge,
  area: fields.area,
  reach: fields.reach,
  telephone: fields.telephone,
  email: fields.email,
  website: fields.website,
  address: fields.address,
  fees: fields.fees,
  languages: fields.languages,
  access_notes: fields.accessNotes,
  hours_note: fields.hoursNote,
  accepts: fields.accepts,
  inbox: fields.inbox,
  normal_days: fields.normalDays,
  urgent_days: fields.urgentDays,
  indicators: fields.indicators,
  open_from: fields.openFrom,
  open_until: fields.openUntil,
  published: fields.published,
  assured_on: fields.assuredOn,
  source: fields.source,
});

/** Adds a service of an agency to the directory. Its slug comes from its name unless one is given. */
export async function addService(
  tx: Tx,
  actor: Actor,
  agency: { readonly id: string },
  fields: ServiceFields & { readonly slug?: string },
): Promise<{ id: Id<'service'>; slug: string } | Refusal> {
  if (!mayFor(actor, 'partners.edit', agency.id)) return notAllowed();
  const slug = fields.slug ?? slugOf(fields.name);
  if (slug === '' || RESERVED.has(slug))
    return refused('service-name-is-reserved', 'Choose another name; this one is an address of its own.', {
      field: 'name',
    });
  const openings = readHours(fields.hours ?? '');
  if (isRefusal(openings)) return openings;
  const id = newId<'service'>();
  await tx
    .insertInto('partners.service')
    .values({ partnership_id: actor.partnershipId, id, agency_id: agency.id, slug, ...columnsOf(fields) })
    .execute();
  await setHours(tx, actor, { id, agencyId: agency.id }, openings);
  await recordCommand(tx, actor, {
    action: 'service.add',
    subject: { kind: 'service', id },
    detail: { slug, ...fields },
  });
  return { id, slug };
}

/** Changes what is said of a service; `revision` is the one that was seen. */
export async function changeService(
  tx: Tx,
  actor: Actor,
  slug: string,
  revision: number,
  fields: ServiceFields,
): Promise<undefined | Refusal> {
  const service = await findService(tx, actor, slug);
  if (!service) return notFound('service');
  if (!mayFor(actor, 'partners.edit', service.agencyId)) return notAllowed();
  const openings = readHours(fields.hours ?? '');
  if (isRefusal(openings)) return openings;
  const { numUpdatedRows } = await tx
    .updateTable('partners.service')
    .set({ ...columnsOf(fields), revision: service.revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', service.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('service');
  await setHours(tx, actor, service, openings);
  await recordCommand(tx, actor, {
    action: 'service.change',
    subject: { kind: 'service', id: service.id },
    detail: { ...fields },
  });
  return undefined;
}

async function setHours(
  tx: Tx,
  actor: Actor,
  service: { readonly id: string; readonly agencyId: string },
  openings: readonly Opening[],
): Promise<void> {
  await tx
    .deleteFrom('partners.service_hours')
    .where('partnership_id', '=', actor.partnershipId)
    .where('service_id', '=', service.id)
    .execute();
  if (openings.length === 0) return;
  await tx
    .insertInto('partners.service_hours')
    .values(
      openings.map((opening) => ({
        partnership_id: actor.partnershipId,
        service_id: service.id,
        agency_id: service.agencyId,
        ...opening,
      })),
    )
    .execute();
}
