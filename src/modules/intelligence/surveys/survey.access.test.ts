import { expect, test } from 'vitest';
import { isRefusal } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { closeWave } from './close.ts';
import { makeCodes } from './codes.ts';
import { addTheme } from './comments.ts';
import { addQuestion, addWave, defineSurvey, openWave } from './define.ts';
import { feedIndicator, publishWave } from './feed.ts';
import { importResponses } from './import-responses.ts';
import { pairWaves } from './pairs.ts';
import { findWave } from './queries.ts';
import { takeResponse } from './respond.ts';

const db = testDatabase();
const TODAY = '2013-01-17' as never;

test('who only reads defines, opens, answers, counts, codes and publishes nothing', async () => {
  const editor = db().with('read', 'indicators.edit');
  const found = await db().does(editor, async (tx) => {
    const made = await defineSurvey(tx, editor, {
      ...{ slug: 'voices', title: 'Voices', about: '', geography: '', synthetic: false },
    });
    if ('refused' in made) return made;
    const wave = {
      slug: 'voices-1',
      title: 'One',
      firstWave: null,
      lastWave: null,
      sampleSize: null,
      note: '',
    };
    const how = { method: 'paper', weights: 'unweighted' } as const;
    await addWave(tx, editor, { id: made.id, title: 'Voices' } as never, {
      ...wave,
      ...how,
      startsOn: TODAY,
      endsOn: TODAY,
    });
    const there = await findWave(tx, 'voices-1');
    if (!there) throw new Error('The wave is there');
    return there;
  });
  if (isRefusal(found)) throw new Error(found.message);
  const { survey, wave } = found;
  const reader = db().with('read');
  const question = { slug: 'q', kind: 'text', wording: 'Q', hint: '', needed: false, choices: [] } as const;
  const response = { weight: null, place: null, groups: {}, answers: { q: 'a' }, comments: {} };
  const given = { survey, wave, file: 'f.csv', today: TODAY, write: true, leaveOut: false };
  const pair = {
    title: 'P',
    place: 'p',
    beforeWaveId: wave.id,
    afterWaveId: wave.id,
    projectId: null,
    on: TODAY,
  };
  const tried = await db().does(reader, async (tx) => [
    await defineSurvey(tx, reader, { slug: 'x', title: 'X', about: '', geography: '', synthetic: false }),
    await addQuestion(tx, reader, survey, question),
    await openWave(tx, reader, survey, wave, { closesOn: TODAY, welcome: '', codes: false, today: TODAY }),
    await takeResponse(tx, reader, wave, response, { way: 'paper', on: TODAY, code: '' }),
    await importResponses(tx, reader, 'q\na\n', given),
    await makeCodes(tx, reader, wave, 3),
    await closeWave(tx, reader, survey, wave, TODAY),
    await publishWave(tx, reader, survey, wave, TODAY),
    await feedIndicator(tx, reader, survey, { question: 'q', indicator: 'i', places: false }),
    await pairWaves(tx, reader, survey, pair),
    await addTheme(tx, reader, survey, { slug: 't', title: 'T', says: '' }),
  ]);
  expect(tried.map((one) => (one && 'refused' in one ? one.refused : 'done'))).toEqual(
    Array.from({ length: 11 }, () => 'not-allowed'),
  );
});

test('row level security keeps responses, comments and household codes from every role', async () => {
  const everybody = db().with('read', 'indicators.edit', 'observations.record', 'places.edit', 'report.edit');
  const seen = await db().does(everybody, async (tx) => [
    await tx.selectFrom('intelligence.survey_response').select('id').execute(),
    await tx.selectFrom('intelligence.survey_comment').select('id').execute(),
    await tx.selectFrom('intelligence.survey_household').select('wave_id').execute(),
    await tx.selectFrom('intelligence.survey_household_answered').select('wave_id').execute(),
  ]);
  expect(seen).toEqual([[], [], [], []]);
});
