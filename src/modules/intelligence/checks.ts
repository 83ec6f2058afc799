import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Check } from '../../platform/module.ts';
import { noOpenFigureOfFew, nothingIsOpenByMistake } from './open-data/check.ts';
import { businessToday, listStandings } from './queries.ts';
import { sameCountsAreTied } from './tied.ts';

const sentences =
  (query: string) =>
  async (tx: Tx): Promise<string[]> =>
    (await sql<{ sentence: string }>`${sql.raw(query)}`.execute(tx)).rows.map(({ sentence }) => sentence);

const named = `from intelligence.current_observation o
  join intelligence.indicator i on i.partnership_id = o.partnership_id and i.id = o.indicator_id`;

/** What must hold of all figures, whatever wrote them. */
export const checks: readonly Check[] = [
  nothingIsOpenByMistake,
  noOpenFigureOfFew,
  sameCountsAreTied,
  {
    name: 'intelligence.share-within-its-whole',
    says: 'No share has a numerator larger than its denominator',
    find: sentences(
      `select i.title || ', ' || o.period || ': ' || o.numerator || ' of ' || o.denominator as sentence ${named}
       where i.kind = 'percentage' and i.uncertainty in ('sampled', 'counted') and o.numerator > o.denominator`,
    ),
  },
  {
    name: 'intelligence.share-from-0-to-100',
    says: 'No share lies outside 0% to 100%',
    find: sentences(
      `select i.title || ', ' || o.period || ': ' || o.value || '%' as sentence ${named}
       where i.kind = 'percentage' and i.uncertainty in ('sampled', 'counted') and (o.value < 0 or o.value > 100)`,
    ),
  },
  {
    name: 'intelligence.one-current-version',
    says: 'No figure has two current versions',
    find: sentences(
      `select i.title || ', ' || o.period || coalesce(', ' || o.place_slug, '') || ' has ' || count(*) || ' current versions' as sentence ${named}
       group by i.partnership_id, i.id, i.title, o.period, o.place_slug having count(*) > 1`,
    ),
  },
  {
    name: 'intelligence.version-follows-its-own',
    says: 'Every version supersedes one of the same indicator, place and period',
    find: sentences(
      `select i.title || ', ' || o.period || ' supersedes ' || b.period as sentence
       from intelligence.observation o
       join intelligence.observation b on b.partnership_id = o.partnership_id and b.id = o.supersedes
       join intelligence.indicator i on i.partnership_id = o.partnership_id and i.id = o.indicator_id
       where (b.indicator_id, b.period) <> (o.indicator_id, o.period) or b.place_slug is distinct from o.place_slug or b.version <> o.version - 1`,
    ),
  },
  {
    name: 'intelligence.figure-checks-name-their-figure',
    says: 'A figure that is being checked is one of the indicator, place and period that were raised',
    find: sentences(
      `select i.title || ', ' || c.period || ': the figure that is checked is of ' || o.period || coalesce(', ' || o.place_slug, '') as sentence
       from intelligence.figure_check c
       join intelligence.indicator i on i.partnership_id = c.partnership_id and i.id = c.indicator_id
       join intelligence.observation o on o.partnership_id = c.partnership_id and o.id = c.observation_id
       where (o.indicator_id, o.period) <> (c.indicator_id, c.period) or o.place_slug is distinct from c.place_slug`,
    ),
  },
  {
    name: 'intelligence.waves-are-counted-whole',
    says: 'Every wave that is closed was counted with all of its responses, and none came later',
    // Who may not count sees no response at all.
    find: sentences(
      `select w.title || ' was counted with ' || c.responses || ' responses and has ' || n.responses as sentence
       from intelligence.survey_closing c
       join intelligence.survey_wave w on w.partnership_id = c.partnership_id and w.id = c.wave_id
       cross join lateral (
         select count(*) as responses from intelligence.survey_response r where r.partnership_id = c.partnership_id and r.wave_id = c.wave_id) n
       where platform.may('surveys.count') and n.responses <> c.responses`,
    ),
  },
  {
    name: 'intelligence.answers-stand-alone',
    says: 'No response holds an answer that stands alone beside another',
    find: sentences(
      `select w.title || ' has a response to “' || q.wording || '” that cannot be' as sentence
       from intelligence.survey_question q
       join intelligence.survey_fielding f on f.partnership_id = q.partnership_id and f.survey_id = q.survey_id
       join intelligence.survey_wave w on w.partnership_id = f.partnership_id and w.id = f.wave_id
       where jsonb_path_exists(q.choices, '$[*] ? (@.exclusive == true)') and exists (
         select from intelligence.survey_response r
         where r.partnership_id = f.partnership_id and r.wave_id = f.wave_id and jsonb_typeof(r.answers -> q.slug) = 'array'
           and jsonb_array_length(r.answers -> q.slug) > 1
           and exists (select from jsonb_array_elements(q.choices) c
             where c ->> 'exclusive' = 'true' and (r.answers -> q.slug) ? (c ->> 'value')))`,
    ),
  },
  {
    name: 'intelligence.street-uploads-are-imported-whole',
    says: 'Every upload of street files that is finished has each of its files imported',
    find: sentences(
      `select f.name || ' was not imported, and its upload is finished' as sentence
       from intelligence.street_upload_step s
       join intelligence.street_upload_file f on f.partnership_id = s.partnership_id and f.upload_id = s.upload_id
       where s.step = 'finished' and not exists (
         select from intelligence.street_upload_step x
         where x.partnership_id = f.partnership_id and x.upload_id = f.upload_id and x.position = f.position)`,
    ),
  },
  {
    name: 'intelligence.limits-are-of-who-recorded-their-figure',
    says: 'Limits that a source published stand in the name of the agency that recorded their figure',
    find: sentences(
      `select i.title || ', ' || o.period || coalesce(', ' || o.place_slug, '') || ' has limits in the name of another agency' as sentence
       from intelligence.published_limit l
       join intelligence.observation o on o.partnership_id = l.partnership_id and o.id = l.observation_id
       join intelligence.indicator i on i.partnership_id = o.partnership_id and i.id = o.indicator_id
       where l.recorded_for is distinct from o.recorded_for`,
    ),
  },
  {
    name: 'intelligence.judgements-are-current',
    says: 'What is stored of an indicator’s status is what the rules say of its figures',
    find: async (tx) => {
      const asAt = await businessToday(tx);
      const stored = await tx.selectFrom('intelligence.judgement').selectAll().execute();
      const byIndicator = new Map(stored.map((row) => [row.indicator_id, row]));
      return (await listStandings(tx, { asAt })).flatMap(({ indicator, status, track }) => {
        const row = byIndicator.get(indicator.id);
        return row?.status === status && row.track === track.track
          ? []
          : [
              `${indicator.title} is stored as ${row?.status ?? 'nothing'}, ${row?.track ?? 'nothing'} and is ${status}, ${track.track}`,
            ];
      });
    },
  },
];
