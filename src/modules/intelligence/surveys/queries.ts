import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';
import { listPlaces } from '../../places/index.ts';
import type { Cap, Choice, Group, Question, Survey, SurveyWave, WholeSurvey } from './types.ts';

const SURVEY = ['id', 'slug', 'title', 'about', 'geography', 'synthetic', 'revision'] as const;

/** All surveys by title. */
export const listSurveys = (tx: Tx): Promise<readonly Survey[]> =>
  tx.selectFrom('intelligence.survey').select(SURVEY).orderBy('title').orderBy('slug').execute();

interface WaveRow extends Omit<SurveyWave, 'opened' | 'closed' | 'published'> {
  readonly opened_on: SurveyWave['startsOn'] | null;
  readonly closes_on: SurveyWave['startsOn'];
  readonly welcome: string;
  readonly codes: boolean;
  readonly cap: Cap | null;
  readonly closed_on: SurveyWave['startsOn'] | null;
  readonly responses: number;
  readonly published_on: SurveyWave['startsOn'] | null;
  readonly figures: number;
}

const waveOf = (row: WaveRow): SurveyWave => {
  const { opened_on, closes_on, welcome, codes, cap, closed_on, responses, published_on, figures, ...wave } =
    row;
  return {
    ...wave,
    opened: opened_on === null ? null : { on: opened_on, closesOn: closes_on, welcome, codes, cap },
    closed: closed_on === null ? null : { on: closed_on, responses },
    published: published_on === null ? null : { on: published_on, figures },
  };
};

/** Waves of surveys, the newest first. What was published is known to members alone. */
export async function listSurveyWaves(
  tx: Tx,
  wanted: { readonly surveyId?: string; readonly slug?: string } = {},
): Promise<readonly SurveyWave[]> {
  const { rows } = await sql<WaveRow>`
    select w.id, f.survey_id as "surveyId", w.slug, w.title, w.first_wave as "firstWave", w.last_wave as "lastWave",
      w.starts_on as "startsOn", w.ends_on as "endsOn", w.sample_size as "sampleSize", w.note, f.method, f.weights,
      o.opened_on, o.closes_on, o.welcome, o.codes, case when k.wave_id is not null then json_build_object(
        'mostADay', k.most_a_day, 'mostFromOne', k.most_from_one, 'otherwise', k.otherwise, 'day', k.day, 'taken', k.taken, 'revision', k.revision) end as cap, c.closed_on, c.responses, p.published_on, p.figures
    from intelligence.survey_fielding f
    join intelligence.survey_wave w on w.partnership_id = f.partnership_id and w.id = f.wave_id
    left join intelligence.survey_opening o on o.partnership_id = f.partnership_id and o.wave_id = f.wave_id
    left join intelligence.survey_cap k on k.partnership_id = o.partnership_id and k.wave_id = o.capped_wave_id
    left join intelligence.survey_closing c on c.partnership_id = f.partnership_id and c.wave_id = f.wave_id
    left join intelligence.survey_publication p on p.partnership_id = f.partnership_id and p.wave_id = f.wave_id
    where (${wanted.surveyId ?? null}::uuid is null or f.survey_id = ${wanted.surveyId ?? null})
      and (${wanted.slug ?? null}::text is null or w.slug = ${wanted.slug ?? null})
    order by w.ends_on desc, w.id desc`.execute(tx);
  return rows.map(waveOf);
}

/** What a survey asks, in order; withdrawn questions too. */
async function listQuestions(tx: Tx, surveyId: string): Promise<readonly Question[]> {
  const rows = await tx
    .selectFrom('intelligence.survey_question')
    .select([
      'slug',
      'kind',
      'wording',
      'hint',
      'needed',
      'choices',
      'lowest',
      'highest',
      'withdrawn_on as withdrawnOn',
    ])
    .where('survey_id', '=', surveyId)
    .orderBy('position')
    .orderBy('slug')
    .execute();
  return rows.map(({ choices, ...row }) => ({ ...row, choices: choices as readonly Choice[] }) as Question);
}

async function listGroups(tx: Tx, surveyId: string): Promise<readonly Group[]> {
  const rows = await tx
    .selectFrom('intelligence.survey_group')
    .select(['slug', 'title', 'choices'])
    .where('survey_id', '=', surveyId)
    .orderBy('position')
    .orderBy('slug')
    .execute();
  return rows.map(({ choices, ...row }) => ({ ...row, choices: choices as readonly Choice[] }));
}

const whole = async (tx: Tx, survey: Survey): Promise<WholeSurvey> => ({
  ...survey,
  questions: await listQuestions(tx, survey.id),
  groups: await listGroups(tx, survey.id),
  waves: await listSurveyWaves(tx, { surveyId: survey.id }),
});

/** The survey of a slug with questions, groups and waves; undefined when there is none. */
export async function findSurvey(tx: Tx, slug: string): Promise<WholeSurvey | undefined> {
  const survey = await tx
    .selectFrom('intelligence.survey')
    .select(SURVEY)
    .where('slug', '=', slug)
    .executeTakeFirst();
  return survey && whole(tx, survey);
}

/** A wave by its short name with its survey; undefined when there is none. */
export async function findWave(
  tx: Tx,
  slug: string,
): Promise<{ survey: WholeSurvey; wave: SurveyWave } | undefined> {
  const [wave] = await listSurveyWaves(tx, { slug });
  if (!wave) return undefined;
  const survey = await tx
    .selectFrom('intelligence.survey')
    .select(SURVEY)
    .where('id', '=', wave.surveyId)
    .executeTakeFirst();
  return survey && { survey: await whole(tx, survey), wave };
}

/** The places that answers can be of, by short name: all, or those of one geography. */
export async function placeNames(tx: Tx, geography?: string): Promise<ReadonlyMap<string, string>> {
  if (geography === '') return new Map();
  return new Map((await listPlaces(tx, { geography })).map(({ slug, name }) => [slug, name]));
}
