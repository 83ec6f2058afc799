import type { Measure } from '../../../platform/module.ts';

const BY_KIND = `
  case when grouping(m.kind) = 1 then '' else m.kind end as group_key,
  case when grouping(m.kind) = 1 then '' else case m.kind when 'conference' then 'Conferences' when 'panel' then 'Neighbourhood Resolution Panels'
    when 'mediation' then 'Face-to-face mediation' else 'Community resolutions' end end as group_says, '' as place`;

/** Support for victims, and restorative justice. */
export const harmMeasures: readonly Measure[] = [
  {
    name: 'victims-supported',
    title: 'Victims supported',
    says: 'People whom an agency supports as victims and reached at least once in the period, by that agency. Somebody who is supported by two agencies counts once in all. A year is not the sum of its quarters.',
    of: 'people',
    kind: 'count',
    unit: 'victims',
    groups: 'agency that supports',
    adds: false,
    sql: `select case when grouping(a.slug) = 1 then '' else a.slug end as group_key,
        case when grouping(a.slug) = 1 then '' else min(a.short_name) end as group_says, '' as place,
        count(distinct r.cluster_id) as value, count(distinct r.cluster_id) as people
      from casework.victim_support s
      join casework.record r on r.partnership_id = s.partnership_id and r.id = s.record_id
      join partners.agency a on a.partnership_id = s.partnership_id and a.id = s.agency_id
      where exists (select from casework.victim_contact c where c.partnership_id = s.partnership_id and c.support_id = s.id
        and c.reached and c.on_day between $1 and $2)
      group by grouping sets ((), (a.slug))`,
  },
  {
    name: 'restorative-justice',
    title: 'Restorative justice, by kind',
    says: 'Restorative meetings held and community resolutions made in the period: conferences, Neighbourhood Resolution Panels, face-to-face mediation, community resolutions. What was not taken up does not count.',
    of: 'people',
    kind: 'count',
    unit: 'cases',
    groups: 'kind',
    adds: true,
    sql: `select ${BY_KIND}, count(*) as value, count(*) as people
      from casework.restorative_matter m where m.held_on between $1 and $2 group by grouping sets ((), (m.kind))`,
  },
  {
    name: 'restorative-satisfaction',
    title: 'Harmed people satisfied with restorative justice',
    says: 'Of the people who were harmed, took part and answered in the period, the share that was satisfied or very satisfied.',
    of: 'people',
    kind: 'percentage',
    unit: '',
    groups: '',
    adds: false,
    sql: `select '' as group_key, '' as group_says, '' as place,
        round(100.0 * count(*) filter (where p.satisfied in ('satisfied', 'very-satisfied')) / count(*), 1) as value,
        least(nullif(count(*) filter (where p.satisfied in ('satisfied', 'very-satisfied')), 0),
          nullif(count(*) filter (where p.satisfied not in ('satisfied', 'very-satisfied')), 0), count(*)) as people
      from casework.restorative_person p
      where p.role = 'harmed' and p.satisfied_on between $1 and $2 and p.satisfied <> 'not-reached' having count(*) > 0`,
  },
  {
    name: 'restorative-agreements-kept',
    title: 'Restorative agreements kept',
    says: 'Of what was agreed in restorative matters and checked in the period, the share that was kept.',
    of: 'people',
    kind: 'percentage',
    unit: '',
    groups: '',
    adds: false,
    sql: `select '' as group_key, '' as group_says, '' as place,
        round(100.0 * count(*) filter (where i.kept = 'kept') / count(*), 1) as value,
        least(nullif(count(*) filter (where i.kept = 'kept'), 0), nullif(count(*) filter (where i.kept <> 'kept'), 0), count(*)) as people
      from casework.restorative_item i where i.kept_on between $1 and $2 having count(*) > 0`,
  },
];
