import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../test/support/app.ts';

const concord = testApp({ example: true });
let manager: SignedInCaller;

beforeAll(async () => {
  manager = await concord().signInAs('plan.edit', 'progress.report', 'observations.record');
});

const PROJECT = '/projects/vulnerable-peoples-champion';

describe('the two-minute update', () => {
  test('beside each figure stands what was known last, and the period after it is filled in', async () => {
    const { body } = await manager.get(`${PROJECT}/update`);
    expect(body).toContain('Last known: 164 victims in 2012');
    expect(/name="period-[^"]*"[^>]*value="([^"]*)"/.exec(body)?.[1]).toBe('2013');
  });

  test('a period that was emptied is not filled in again when the update is refused', async () => {
    const [, name = ''] = /name="(period-[^"]*)"/.exec((await manager.get(`${PROJECT}/update`)).body) ?? [];
    const { statusCode, body } = await manager.form(`${PROJECT}/update`, {
      standing: 'on-track',
      [name]: '',
    });
    expect(statusCode).toBe(422);
    expect(new RegExp(`name="${name}"[^>]*value="2013"`).test(body)).toBe(false);
  });
});

describe('a page of several forms', () => {
  test.each([
    ['stage', { 'on-day': '1', 'on-month': '1', 'on-year': '2013' }, ['stage']],
    ['judgement', { rag: 'red', reason: '' }, ['judgement-reason']],
    ['closure', { 'closed-day': '', 'closed-month': '', 'closed-year': '' }, ['result', 'closed-day']],
  ])(
    'says above its heading what is wrong with the %s, and leads to the fields',
    async (form, sent, fields) => {
      const { statusCode, body } = await manager.form(`${PROJECT}/${form}`, sent);
      expect(statusCode).toBe(422);
      expect(body.match(/There is a problem/g)).toHaveLength(1);
      const aboveTheHeading = body.slice(body.indexOf('<main'), body.indexOf('<h1'));
      const links = [...aboveTheHeading.matchAll(/<a href="#([^"]*)"/g)].map(([, id]) => id);
      expect(links).toEqual(fields);
      for (const id of fields) expect(body.match(new RegExp(` id="${id}"`, 'g'))).toHaveLength(1);
    },
  );
});
