import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { readFields } from '../../../platform/http/form.ts';
import { did, importer } from '../../../platform/import-rows.ts';
import { findAgency } from '../queries.ts';
import { findService, type Service } from './queries.ts';
import { addService, changeService, type ServiceFields, serviceFields } from './service.ts';

export const SERVICE_COLUMNS = [
  { name: 'slug', says: 'Short address, such as safe-and-well; it tells which service a row is about' },
  { name: 'agency', says: 'Short address of the agency that provides it' },
  { name: 'name, offers', says: 'What it is called and what it offers' },
  { name: 'accepts', says: 'referrals, or signpost when it is only pointed to' },
  { name: 'normal_days, urgent_days', says: 'Working days in which it answers a referral' },
  { name: 'indicators', says: 'Signs of vulnerability that lead to it, such as fire-risk, cold-home' },
  { name: 'for_whom, minimum_age, maximum_age, area, fees', says: 'To whom and where; may be left out' },
  { name: 'reach, telephone, email, website, address, inbox', says: 'How to reach it; may be left out' },
  { name: 'hours, hours_note', says: 'Such as Mon-Fri 09:00-17:00; Sat 10:00-12:00' },
  { name: 'languages, access_notes', says: 'May be left out' },
  { name: 'open_from, open_until, assured_on', says: 'Days as YYYY-MM-DD; may be left out' },
  { name: 'published', says: 'yes when the public may see it; no unless given' },
  { name: 'source', says: 'Where it is known from; may be left out' },
] as const;

const OPTIONAL = [
  'for_whom',
  'minimum_age',
  'maximum_age',
  'area',
  'fees',
  'reach',
  'telephone',
  'email',
  'website',
  'address',
  'inbox',
  'hours',
  'hours_note',
  'languages',
  'access_notes',
  'normal_days',
  'urgent_days',
  'indicators',
  'open_from',
  'open_until',
  'assured_on',
  'published',
  'source',
] as const;

const camel = (name: string): string =>
  name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const differs = (service: Service, fields: ServiceFields): boolean =>
  Object.entries(fields).some(
    ([key, value]) => JSON.stringify(service[key as keyof Service] || null) !== JSON.stringify(value || null),
  );

/** Imports services.csv; see `SERVICE_COLUMNS`. Rows are known by their slug. */
export const importServices = importer({
  required: ['slug', 'agency', 'name', 'offers', 'accepts'],
  optional: OPTIONAL,
  what: (row) => row.name || row.slug,
  async row(tx, actor, row) {
    const given = Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), value]));
    const fields = readFields(serviceFields, { ...given, published: row.published || 'no' });
    if (isRefusal(fields)) return fields;
    if (!row.slug) return refused('slug-missing', 'Give the service a short address (slug).');
    const agency = await findAgency(tx, row.agency);
    if (!agency) return refused('agency-unknown', `There is no agency "${row.agency}". Import it first.`);
    const present = await findService(tx, actor, row.slug);
    if (!present) {
      const added = await addService(tx, actor, agency, { ...fields, slug: row.slug });
      return did('added', added);
    }
    if (present.agencyId !== agency.id)
      return refused(
        'service-at-another-agency',
        `This service is provided by ${present.agency}. Close it there and add another.`,
      );
    if (!differs(present, fields)) return 'unchanged';
    const changed = await changeService(tx, actor, present.slug, present.revision, fields);
    return did('changed', changed);
  },
});
