import type { Measure } from '../../../platform/module.ts';

/** Where the visit was, as a place of the partnership. */
const AT_PLACE = `
  join casework.visit v on v.partnership_id = r.partnership_id and v.id = r.visit_id
  left join casework.address d on d.partnership_id = v.partnership_id and d.id = v.address_id
  left join places.place l on l.partnership_id = d.partnership_id and l.id = d.place_id`;

const GROUP = `
  case when grouping(a.slug) = 1 then '' else a.slug end as group_key,
  case when grouping(a.slug) = 1 then '' else min(a.short_name) end as group_says`;
const PLACE = `case when grouping(coalesce(l.slug, 'elsewhere')) = 1 then '' else coalesce(l.slug, 'elsewhere') end as place`;
const BY_BOTH = `group by grouping sets ((), (a.slug), (coalesce(l.slug, 'elsewhere')))`;
const agency = (column: string): string =>
  `join partners.agency a on a.partnership_id = r.partnership_id and a.id = r.${column}`;

/** Referrals from their making to what became of them. Each is counted in the period in which it happened. */
export const referralMeasures: readonly Measure[] = [
  {
    name: 'referrals-by-source',
    title: 'Referrals by the agency that refers',
    says: 'Referrals that were sent in the period, by the agency whose worker made them and by the place of the visit.',
    of: 'people',
    kind: 'count',
    unit: 'referrals',
    groups: 'agency that refers',
    adds: true,
    sql: `select ${GROUP}, ${PLACE}, count(*) as value, count(*) as people
      from casework.referral r ${agency('agency_id')} ${AT_PLACE}
      where r.sent_on between $1 and $2 ${BY_BOTH}`,
  },
  {
    name: 'referrals-accepted',
    title: 'Referrals accepted',
    says: 'Referrals that a service accepted in the period, by the agency that receives.',
    of: 'people',
    kind: 'count',
    unit: 'referrals',
    groups: 'agency that receives',
    adds: true,
    sql: `select ${GROUP}, '' as place, count(*) as value, count(*) as people
      from casework.referral r ${agency('to_agency_id')}
      where exists (select from casework.referral_event e where e.partnership_id = r.partnership_id and e.referral_id = r.id
        and e.to_state = 'accepted' and e.on_day between $1 and $2)
      group by grouping sets ((), (a.slug))`,
  },
  {
    name: 'referrals-acceptance',
    title: 'Referrals accepted out of those answered',
    says: 'Of the referrals answered in the period, the share that was accepted, by the agency that receives.',
    of: 'people',
    kind: 'percentage',
    unit: '',
    groups: 'agency that receives',
    adds: false,
    sql: `select ${GROUP}, '' as place, round(100.0 * count(*) filter (where x.accepted) / count(*), 1) as value,
        least(nullif(count(*) filter (where x.accepted), 0), nullif(count(*) filter (where not x.accepted), 0), count(*)) as people
      from casework.referral r ${agency('to_agency_id')}
      join lateral (select bool_or(e.to_state = 'accepted') as accepted from casework.referral_event e
        where e.partnership_id = r.partnership_id and e.referral_id = r.id and e.to_state in ('accepted', 'declined')
          and e.on_day between $1 and $2 having count(*) > 0) x on true
      group by grouping sets ((), (a.slug)) having count(*) > 0`,
  },
  {
    name: 'referrals-days-to-first-contact',
    title: 'Days from referral to first contact',
    says: 'Days from the sending of a referral to the first day of work with the person, on average over those that began in the period.',
    of: 'people',
    kind: 'average',
    unit: 'days',
    groups: 'agency that receives',
    adds: false,
    sql: `select ${GROUP}, '' as place, round(avg(r.begun_on - r.sent_on), 1) as value, count(*) as people
      from casework.referral r ${agency('to_agency_id')}
      where r.begun_on between $1 and $2 and r.sent_on is not null
      group by grouping sets ((), (a.slug)) having count(*) > 0`,
  },
  {
    name: 'referrals-completed',
    title: 'Referrals completed',
    says: 'Referrals that ended with an outcome in the period, by the agency that refers.',
    of: 'people',
    kind: 'count',
    unit: 'referrals',
    groups: 'agency that refers',
    adds: true,
    sql: `select ${GROUP}, ${PLACE}, count(*) as value, count(*) as people
      from casework.referral r ${agency('agency_id')} ${AT_PLACE}
      where r.state = 'completed' and r.state_on between $1 and $2 ${BY_BOTH}`,
  },
];
