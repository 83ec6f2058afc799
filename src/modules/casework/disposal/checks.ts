import { sql } from 'kysely';
import type { Check } from '../../../platform/module.ts';

/** What must hold of disposals in production. */
export const disposalChecks: readonly Check[] = [
  {
    name: 'casework.disposals-are-finished',
    says: 'Keys and files of a disposal are destroyed within a day; the job casework.finish-disposals runs each hour.',
    find: async (tx) => {
      const { rows } = await sql<{ says: string }>`
        select 'The keys of certificate ' || c.id || ' still wait to be destroyed' as says
        from casework.disposal_unfinished u
        join casework.disposal_certificate c on c.partnership_id = u.partnership_id and c.id = u.certificate_id
        where u.partnership_id = platform.partnership() and c.at < now() - interval '1 day'
        union all
        select 'Certificate ' || c.id || ' says that its keys are destroyed, and they still wait'
        from casework.disposal_certificate c
        join casework.disposal_unfinished u on u.partnership_id = c.partnership_id and u.certificate_id = c.id
        where c.partnership_id = platform.partnership() and c.finished_at is not null`.execute(tx);
      return rows.map(({ says }) => says);
    },
  },
  {
    name: 'casework.holds-hold-something',
    says: 'Each legal hold that stands keeps at least one record or case from being deleted.',
    find: async (tx) => {
      const { rows } = await sql<{ says: string }>`
        select 'Legal hold ' || h.id || ' holds nothing' as says from casework.legal_hold h
        where h.partnership_id = platform.partnership()
          and not exists (select from casework.legal_hold_release r where r.partnership_id = h.partnership_id and r.hold_id = h.id)
          and not exists (select from casework.held d where d.partnership_id = h.partnership_id and d.hold_id = h.id)
          and (h.until_on is null or h.until_on >= (select partners.business_date(p) from partners.partnership p where p.partnership_id = h.partnership_id))`.execute(
        tx,
      );
      return rows.map(({ says }) => says);
    },
  },
];
