import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { answerPublicly } from './testing.ts';

const concord = testApp();
const WAVE = '/surveys/doorstep/waves/doorstep-1';
const says = (fields: Record<string, string | string[]>) => answerPublicly(concord(), 'doorstep-1', fields);
const day = (name: string, year: string, month: string, of: string) => ({
  [`${name}-day`]: of,
  [`${name}-month`]: month,
  [`${name}-year`]: year,
});
let editor: SignedInCaller;

beforeAll(async () => {
  editor = await concord().signInAs('indicators.edit', 'observations.record');
  await editor.post('/surveys', { title: 'Doorstep', slug: 'doorstep' });
  const ask = (fields: Record<string, string>) => editor.post('/surveys/doorstep/questions', fields);
  await ask({
    wording: 'What bothers you?',
    slug: 'bothers',
    kind: 'multiple',
    choices: 'Litter\nNoise\n! None of these',
  });
  await ask({ wording: 'Anything else?', slug: 'else', kind: 'text' });
  await editor.post('/surveys/doorstep/waves', {
    ...{ title: 'Winter', slug: 'doorstep-1', method: 'mixed', weights: 'unweighted' },
    ...day('startsOn', '2012', '12', '1'),
    ...day('endsOn', '2099', '1', '31'),
  });
  const opened = await editor.post(`${WAVE}/opening`, {
    ...day('closesOn', '2099', '1', '31'),
    mostADay: '2',
    otherwise: 'paper forms lie in the library, or telephone 01543 000000.',
  });
  expect(opened.statusCode).toBe(303);
});

const setCap = (mostADay: string, revision: string) =>
  editor.form(`${WAVE}/cap`, { mostADay, otherwise: 'paper forms lie in the library', _revision: revision });

describe('an answer that stands alone', () => {
  test('is said to beside it, and given beside others it is refused with what was ticked kept', async () => {
    const form = (await concord().visitor.get('/have-your-say/doorstep-1')).body;
    expect(form).toContain('Tick this alone');
    expect(form).toContain('data-behaviour="exclusive"');
    const both = await says({ bothers: ['noise', 'none-of-these'], else: 'Typed with care' });
    expect(both.statusCode).toBe(422);
    expect(both.body).toContain('“None of these” is ticked alone: untick it, or untick the others');
    for (const kept of ['Typed with care', 'value="noise" checked', 'value="none-of-these" checked'])
      expect(both.body).toContain(kept);
    const paper = await editor.form(`${WAVE}/responses`, { bothers: '2 3', entered: '0' });
    expect([paper.statusCode, paper.body.includes('is ticked alone')]).toEqual([422, true]);
  });

  test('there is none where only one answer can be given', async () => {
    const single = await editor.form('/surveys/doorstep/questions', {
      ...{ wording: 'How safe?', slug: 'safe', kind: 'single', choices: 'Safe\n! Neither' },
    });
    expect(single.statusCode).toBe(422);
    expect(single.body).toContain('Only where several answers can be ticked can one of them stand alone');
  });
});

describe('a public form without codes takes so many answers a day', () => {
  test('the next one is told of other ways to answer, and loses nothing that was typed', async () => {
    for (const one of ['litter', 'none-of-these'])
      expect((await says({ bothers: one })).headers.location).toBe('/have-your-say/doorstep-1/thanks');
    const refused = await says({ bothers: 'noise', else: 'Typed with care' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('as many answers as it takes in one day');
    expect(refused.body).toContain('another way: paper forms lie in the library, or telephone 01543 000000.');
    expect(refused.body).toContain('Typed with care');
    expect(refused.body).toContain('value="noise" checked');
    expect((await concord().visitor.get('/have-your-say/doorstep-1')).body).toContain(
      'paper forms lie in the library',
    );
    expect((await editor.get(WAVE)).body).toContain('At most 2 answers a day; 2 so far today');
    // The sheet that somebody keys in is no made-up answer.
    expect((await editor.form(`${WAVE}/responses`, { bothers: '1', entered: '0' })).statusCode).toBe(303);
  });

  test('whoever runs the wave changes the number, not below what was taken today, nor over another change', async () => {
    expect((await setCap('1', '1')).body).toContain('The form took more answers than this today');
    expect((await setCap('0', '1')).body).toContain('Enter a number from 1 to 100,000');
    expect((await setCap('3', '1')).headers.location).toBe(WAVE);
    expect((await setCap('9', '1')).statusCode).toBe(409);
    expect((await says({ bothers: 'noise' })).statusCode).toBe(303);
    expect((await says({ bothers: 'noise' })).statusCode).toBe(422);
    const reader = await concord().signInAs();
    expect((await reader.get(`${WAVE}/cap`)).statusCode).toBe(403);
  });

  test('on another day it begins anew', async () => {
    await concord().db.ownerPool.query(
      'update intelligence.survey_cap set day = day - 1 where most_a_day = 3',
    );
    expect((await says({ bothers: 'litter' })).statusCode).toBe(303);
    const { rows } = await concord().db.ownerPool.query('select taken from intelligence.survey_cap');
    expect(rows).toEqual([{ taken: 1 }]);
  });

  test('of several that come at once no more are taken than the number', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => says({ bothers: 'litter' })));
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(2);
  });

  test('checks find a response that came past the form: an answer that cannot be, one after the counting', async () => {
    const { db } = concord();
    const counting = db.with('read', 'surveys.count');
    const found = () =>
      db.does(counting, async (tx) =>
        (
          await Promise.all(
            ['answers-stand-alone', 'waves-are-counted-whole'].map((name) =>
              concord().services.offers.checks.get(`intelligence.${name}`)?.find(tx),
            ),
          )
        ).flat(),
      );
    expect(await found()).toEqual([]);
    const slip = () =>
      db.ownerPool.query(
        `insert into intelligence.survey_response (partnership_id, id, wave_id, way, groups, answers, received_on)
         select partnership_id, gen_random_uuid(), wave_id, 'form', '{}', '{"bothers": ["litter", "none-of-these"]}', '2013-01-17' from intelligence.survey_fielding`,
      );
    await slip();
    expect(await found()).toEqual(['Winter has a response to “What bothers you?” that cannot be']);
    expect((await editor.form(`${WAVE}/closing`, {})).statusCode).toBe(303);
    expect(await found()).toHaveLength(1);
    await slip();
    expect(await found()).toEqual([
      'Winter has a response to “What bothers you?” that cannot be',
      expect.stringMatching(/^Winter was counted with \d+ responses and has \d+$/),
    ]);
  });

  test('a wave is not opened without codes and without a number', async () => {
    await expect(concord().db.ownerPool.query('delete from intelligence.survey_cap')).rejects.toThrow(
      'survey_opening_without_codes_has_a_cap',
    );
  });

  test('a wave that is closed is neither opened again nor for the first time', async () => {
    const { db } = concord();
    const opening = `insert into intelligence.survey_opening (partnership_id, wave_id, opened_on, closes_on, codes)
      select partnership_id, wave_id, '2013-01-17', '2013-01-31', true from intelligence.survey_fielding`;
    await db.ownerPool.query('delete from intelligence.survey_opening');
    await expect(db.ownerPool.query(opening)).rejects.toThrow('survey_opening_of_a_wave_that_goes_on');
    await expect(
      db.ownerPool.query("update intelligence.survey_fielding set state = 'open'"),
    ).rejects.toThrow('survey_closing_closes_the_wave');
    const alone = db.with('read', 'indicators.edit');
    const pretended = opening.replace('codes)', 'codes, state)').replace('true from', "true, 'closed' from");
    expect(await db.as(alone, async (tx) => void (await sql.raw(pretended).execute(tx)))).toMatchObject({
      refused: 'not-allowed',
    });
    expect(await db.as(alone, async (tx) => void (await sql.raw(opening).execute(tx)))).toMatchObject({
      message: 'This wave is closed and counted.',
    });
  });
});
