import type { Measure } from '../../../platform/module.ts';

const BY_PROGRAMME = `
  case when grouping(g.slug) = 1 then '' else g.slug end as group_key,
  case when grouping(g.slug) = 1 then '' else min(g.title) end as group_says, '' as place, count(*) as value, count(*) as people
  from casework.placement p
  join casework.programme g on g.partnership_id = p.partnership_id and g.id = p.programme_id`;
const BY_SOURCE = `
  case when grouping(a.slug) = 1 then '' else a.slug end as group_key,
  case when grouping(a.slug) = 1 then '' else min(a.short_name) end as group_says, '' as place, count(*) as value, count(*) as people
  from casework.placement p
  join partners.agency a on a.partnership_id = p.partnership_id and a.id = p.from_agency_id`;

/** Courses and schemes: who was referred, and who completed. */
export const programmeMeasures: readonly Measure[] = [
  {
    name: 'programme-referrals',
    title: 'Referrals to programmes',
    says: 'People who were referred to a course or scheme in the period, by programme. An indicator of one programme follows its group, such as life-course.',
    of: 'people',
    kind: 'count',
    unit: 'people',
    groups: 'programme',
    adds: true,
    sql: `select ${BY_PROGRAMME} where p.referred_on between $1 and $2 group by grouping sets ((), (g.slug))`,
  },
  {
    name: 'programme-referrals-by-source',
    title: 'Referrals to programmes by the agency that refers',
    says: 'People who were referred to a course or scheme in the period, by the agency that referred them.',
    of: 'people',
    kind: 'count',
    unit: 'people',
    groups: 'agency that refers',
    adds: true,
    sql: `select ${BY_SOURCE} where p.referred_on between $1 and $2 group by grouping sets ((), (a.slug))`,
  },
  {
    name: 'programme-completions',
    title: 'Completions of programmes',
    says: 'People who completed a course or scheme in the period, by programme.',
    of: 'people',
    kind: 'count',
    unit: 'people',
    groups: 'programme',
    adds: true,
    sql: `select ${BY_PROGRAMME} where p.completed_on between $1 and $2 group by grouping sets ((), (g.slug))`,
  },
];
