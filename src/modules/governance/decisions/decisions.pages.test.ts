import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';

const concord = testApp({ example: true });
let manager: SignedInCaller;
let reader: SignedInCaller;

beforeAll(async () => {
  manager = await concord().signInAs('governance.edit', 'meeting.record', 'papers.exempt', 'project.endorse');
  reader = await concord().signInAs();
});

const day = (name: string, date: string): Record<string, string> => {
  const [year = '', month = '', of = ''] = date.split('-');
  return { [`${name}-day`]: of, [`${name}-month`]: month, [`${name}-year`]: year };
};

const FORM = {
  body: 'executive-board',
  title: 'Apprenticeships in the wood trades',
  words: 'That the Strategic Board endorse the scheme.',
  outcome: 'recommended',
  method: 'recorded-from-minutes',
  quorate: 'unknown',
  ...day('decidedOn', '2012-11-30'),
};

async function subjectNamed(title: string): Promise<string> {
  const { rows } = await concord().db.ownerPool.query(
    "select 'project:' || id as subject from delivery.project where title ilike $1",
    [`%${title}%`],
  );
  return String(rows[0]?.subject);
}

describe('the decisions register', () => {
  test('a decision is recorded from minutes, found by its words and read with its route', async () => {
    const subject = await subjectNamed('champion');
    const saved = await manager.form('/decisions', { ...FORM, subject });
    expect(saved.statusCode).toBe(303);
    const path = String(saved.headers.location);
    expect(path).toMatch(/^\/decisions\/2012-\d{3}$/);
    const { body } = await reader.get(path);
    for (const words of [
      'Recommended.',
      'Route as it stood',
      'Strategic Board decides',
      'It goes to the next body',
    ])
      expect(body).toContain(words);
    expect(body).not.toContain('style=');
    // What was submitted waits for the first body of its route before anything is decided on it.
    expect((await reader.get('/proposals')).body).toContain('LIFE course');
    expect((await reader.get('/decisions?words=wood+trades')).body).toContain(FORM.title);
    expect((await reader.get('/decisions?words=nothing+of+the+kind')).body).not.toContain(FORM.title);
    expect((await reader.get('/decisions.csv?body=executive-board')).body).toContain(FORM.title);
    expect((await reader.get('/proposals')).body).toContain('for the Strategic Board');
  });

  test('what waits leads to the record of the body whose turn it is, with the proposal chosen', async () => {
    const subject = await subjectNamed('champion');
    const link = `/decisions/new?subject=${subject}`;
    expect((await manager.get('/proposals')).body).toContain(`href="${link}"`);
    expect((await reader.get('/proposals')).body).not.toContain('/decisions/new');
    const { body } = await manager.get(link);
    expect(body).toContain('Record a decision of the Strategic Board');
    expect(body).toMatch(new RegExp(`<option[^>]*value="${subject}"[^>]*selected`));
    const unknown = await manager.get('/decisions/new?subject=project:none');
    expect(unknown.body).toContain('Which body decided?');
  });

  test('what is wrong stands beside its field, and nothing is recorded', async () => {
    const wrong = { ...FORM, outcome: 'deferred', reason: '' };
    const { statusCode, body } = await manager.form('/decisions', wrong);
    expect(statusCode).toBe(422);
    expect(body).toContain('Say until which later day it is deferred, and why.');
    expect(body).toContain('href="#untilOn-day"');
  });

  test('a body that recommends is told so where it endorses', async () => {
    const subject = await subjectNamed('champion');
    const wrong = { ...FORM, outcome: 'endorsed', subject };
    const { body } = await manager.form('/decisions', wrong);
    expect(body).toContain('Choose recommended.');
  });

  test('who may not record is shown no form', async () => {
    expect((await reader.get('/decisions/new')).statusCode).toBe(403);
    expect((await reader.get('/decisions')).body).not.toContain('Record a decision');
  });

  test('a dated delegation gives a kind of proposal another route', async () => {
    const { rows } = await concord().db.ownerPool.query(
      "select id from governance.body where slug = 'joint-operations-group'",
    );
    const given = { kind: 'project', decides: String(rows[0]?.id), ...day('startsOn', '2013-01-10') };
    expect((await manager.form('/decisions/routes', { ...given, first: given.decides })).body).toContain(
      'Choose who decides, and each body once only.',
    );
    expect((await manager.form('/decisions/routes', given)).statusCode).toBe(303);
    expect((await reader.get('/decisions/routes')).body).toContain(
      'A project: the Joint Operations Group decides',
    );
    const end = { kind: 'project', startsOn: '2013-01-10' };
    expect((await manager.form('/decisions/routes/end', end)).statusCode).toBe(303);
    expect((await reader.get('/decisions/routes')).body).toContain('to 17 January 2013');
    expect((await reader.get('/decisions/routes/new')).statusCode).toBe(403);
  });

  test('an interest is registered by post, is read by everybody, and ends', async () => {
    const { rows } = await concord().db.ownerPool.query('select id from governance.membership limit 1');
    const given = {
      member: String(rows[0]?.id),
      kind: 'employment',
      says: 'Trustee of a housing charity',
      ...day('startsOn', '2012-06-01'),
    };
    expect((await manager.form('/interests', { ...given, says: '' })).body).toContain(
      'Say what the interest is',
    );
    expect((await manager.form('/interests', given)).statusCode).toBe(303);
    expect((await concord().visitor.get('/published/interests')).body).toContain(given.says);
    const [, id] = /\/interests\/([0-9a-f-]+)\/end/.exec((await manager.get('/interests')).body) ?? [];
    const end = { _revision: '1', ...day('endsOn', '2012-12-31') };
    expect((await manager.form(`/interests/${id}/end`, end)).statusCode).toBe(303);
    expect((await concord().visitor.get('/published/interests')).body).not.toContain(given.says);
    expect((await reader.get('/interests')).body).toContain('1 June 2012 to 31 December 2012');
  });

  test('a condition is met with what shows it', async () => {
    const subject = await subjectNamed('champion');
    const saved = await manager.form('/decisions', {
      ...FORM,
      ...day('decidedOn', '2012-12-14'),
      ...day('conditionOn', '2013-03-31'),
      body: 'strategic-board',
      subject,
      outcome: 'endorsed-on-condition',
      condition: 'The project plan is completed',
      missing: 'Baseline\nLead officer',
    });
    expect(saved.statusCode).toBe(303);
    const path = String(saved.headers.location);
    const shown = (await manager.get(path)).body;
    expect(shown).toContain('Not met yet');
    const condition = /name="condition" value="([^"]+)"/.exec(shown)?.[1] ?? '';
    const met = { condition, evidence: 'Plan received', ...day('metOn', '2013-01-10') };
    expect((await manager.form(`${path}/conditions`, met)).statusCode).toBe(303);
    expect((await reader.get(path)).body).toContain('Met on 10 January 2013: Plan received');
  });
});
