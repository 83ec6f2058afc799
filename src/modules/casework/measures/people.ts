import type { Measure } from '../../../platform/module.ts';

/** Referrals of agencies that had somebody trained on the day of the visit, by that agency. */
const BY_TRAINED_AGENCY = `case when grouping(a.slug) = 1 then '' else a.slug end as group_key,
        case when grouping(a.slug) = 1 then '' else min(a.short_name) end as group_says, '' as place, count(*) as value, count(*) as people
      from (select r.partnership_id, r.id, r.agency_id, r.sent_on from casework.referral r left join casework.referral_setting s on s.partnership_id = r.partnership_id
        where exists (select from partners.attendance t join partners.course c on c.partnership_id = t.partnership_id and c.id = t.course_id
          where t.partnership_id = r.partnership_id and t.agency_id = r.agency_id and t.attended_on <= r.made_on
            and (t.expires_on is null or t.expires_on > r.made_on) and c.slug = coalesce(s.training_course, 'spotting-vulnerability'))) r
      join partners.agency a on a.partnership_id = r.partnership_id and a.id = r.agency_id`;

/** People, cases and what training brings. */
export const peopleMeasures: readonly Measure[] = [
  {
    name: 'cases-closed-by-outcome',
    title: 'Cases closed, by outcome',
    says: 'Cases that were closed in the period, by how they ended.',
    of: 'people',
    kind: 'count',
    unit: 'cases',
    groups: 'outcome',
    adds: true,
    sql: `select case when grouping(c.outcome) = 1 then '' else c.outcome end as group_key,
        case when grouping(c.outcome) = 1 then '' else initcap(substr(c.outcome, 1, 1)) || replace(substr(c.outcome, 2), '-', ' ') end as group_says,
        '' as place, count(*) as value, count(*) as people
      from casework.case_file c where c.closed_on between $1 and $2
      group by grouping sets ((), (c.outcome))`,
  },
  {
    name: 'repeat-victims',
    title: 'Repeat victims',
    says: 'People affected by two or more incidents in the period, whichever agencies were told. One incident told to three agencies counts once.',
    of: 'people',
    kind: 'count',
    unit: 'people',
    groups: '',
    adds: false,
    sql: `select '' as group_key, '' as group_says, '' as place, count(*) as value, count(*) as people
      from (select r.cluster_id from casework.concern c
        join casework.concern_person p on p.partnership_id = c.partnership_id and p.concern_id = c.id and p.role = 'affected'
        join casework.record r on r.partnership_id = p.partnership_id and r.id = p.record_id
        where c.on_day between $1 and $2
        group by r.cluster_id having count(distinct c.incident_id) > 1) repeated`,
  },
  {
    name: 'managed-offenders-red',
    title: 'Managed offenders rated red',
    says: 'People in a cohort of integrated offender management on the last day of the period whose latest rating by then was red.',
    of: 'people',
    kind: 'count',
    unit: 'people',
    groups: '',
    adds: false,
    sql: `select '' as group_key, '' as group_says, '' as place, count(*) as value, count(*) as people
      from (select (select x.colour from casework.cohort_rating x where x.partnership_id = m.partnership_id and x.member_id = m.id
          and x.rated_on <= $2 order by x.rated_on desc, x.id desc limit 1) as colour
        from casework.cohort_member m
        join casework.cohort c on c.partnership_id = m.partnership_id and c.id = m.cohort_id and c.kind = 'integrated-offender-management'
        where m.from_on <= $2 and (m.until_on is null or m.until_on > $2) and $1 <= $2) standing
      where standing.colour = 'red'`,
  },
  {
    name: 'referrals-after-training',
    title: 'Referrals by trained agencies',
    says: 'Referrals sent in the period whose maker’s agency had somebody trained to spot vulnerability by then, by that agency: between people trained and referrals that training brought.',
    of: 'people',
    kind: 'count',
    unit: 'referrals',
    groups: 'agency that refers',
    adds: true,
    sql: `select ${BY_TRAINED_AGENCY} where r.sent_on between $1 and $2 group by grouping sets ((), (a.slug))`,
  },
  {
    name: 'training-yield',
    title: 'Referrals that training brought',
    says: 'Referrals accepted in the period whose maker’s agency had somebody trained to spot vulnerability by then, by that agency.',
    of: 'people',
    kind: 'count',
    unit: 'referrals',
    groups: 'agency that refers',
    adds: true,
    after: ['people-trained', 'referrals-after-training'],
    sql: `select ${BY_TRAINED_AGENCY}
      where exists (select from casework.referral_event e where e.partnership_id = r.partnership_id and e.referral_id = r.id
          and e.to_state = 'accepted' and e.on_day between $1 and $2)
      group by grouping sets ((), (a.slug))`,
  },
  {
    name: 'people-trained',
    title: 'People trained to spot vulnerability',
    says: 'People who attended the course that the right to refer asks for, in the period, by their agency.',
    of: 'activity',
    kind: 'count',
    unit: 'people',
    groups: 'agency',
    adds: false,
    sql: `select case when grouping(a.slug) = 1 then '' else a.slug end as group_key,
        case when grouping(a.slug) = 1 then '' else min(a.short_name) end as group_says, '' as place,
        count(distinct t.person_id) as value, count(distinct t.person_id) as people
      from partners.attendance t
      join partners.agency a on a.partnership_id = t.partnership_id and a.id = t.agency_id
      join partners.course c on c.partnership_id = t.partnership_id and c.id = t.course_id
      left join casework.referral_setting s on s.partnership_id = t.partnership_id
      where t.attended_on between $1 and $2 and c.slug = coalesce(s.training_course, 'spotting-vulnerability')
      group by grouping sets ((), (a.slug))`,
  },
];
