import { expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { EARLIER } from '../../partners/testing.ts';

const concord = testApp();

test('a body gets terms, members, a chair and another name by HTTP alone, with the refusals of the pages', async () => {
  const program = await concord().token('governance.edit', 'terms.adopt', 'partners.edit', 'action.report');
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await program.send('POST', `/api/v1${path}`, body, headers);
    return { status: answer.statusCode, body: answer.json(), etag: String(answer.headers.etag) };
  };
  const get = async (path: string) => (await program.get(`/api/v1${path}`)).json();
  for (const [name, kind] of [
    ['Strategic Board', 'strategic'],
    ['Commissioning Partnership', 'commissioning'],
  ])
    await post('/bodies', { name, kind });
  const own = '/bodies/commissioning-partnership';

  const drafted = await post(`${own}/terms`, {
    quorum: { rule: 'number', number: 1 },
    sittingsAYear: 6,
    seats: [{ title: 'Police', standing: 'core' }],
  });
  expect([drafted.status, drafted.body.version]).toEqual([201, 1]);
  expect(await post(`${own}/terms`, {})).toMatchObject({ body: { name: 'terms-drafted-already' } });
  const terms = `/terms/${drafted.body.id}`;
  expect(
    await post(`${terms}/adoptions`, {
      on: '2012-12-14',
      by: 'Strategic Board',
      ...EARLIER.earlier,
    }),
  ).toMatchObject({
    status: 201,
    body: { adoptedOn: '2012-12-14', inForceFrom: '2012-12-14' },
  });
  const { body: again } = await post(`${terms}/adoptions`, {
    on: '2012-12-15',
    by: 'Strategic Board',
    ...EARLIER.earlier,
  });
  expect(again).toMatchObject({ status: 422, name: 'terms-adopted-already' });
  const { clauses } = await get(`${terms}/words`);
  expect(clauses[0]).toEqual({
    topic: 'Quorum',
    says: 'One core organisation must be there for key decisions.',
  });

  expect(await post(`${own}/members`, { standing: 'core', seatTitle: 'Police' })).toMatchObject({
    status: 422,
    body: { name: 'membership-core-is-of-an-organisation' },
  });
  const member = await post(`${own}/members`, {
    standing: 'ordinary',
    seatTitle: 'Youth',
    startsOn: '2012-12-14',
  });
  const election = { membershipId: member.body.id, office: 'chair', startsOn: '2012-12-20' };
  expect((await post(`${own}/elections`, election)).body).toMatchObject({ office: 'chair' });
  expect((await post(`${own}/elections`, election)).body).toMatchObject({ name: 'office-held-already' });
  expect((await get(`${own}/members?on=2012-12-19`)).items).toMatchObject([{ office: null }]);

  const clock = (await get('/compliance?body=commissioning-partnership')).items;
  expect(clock.filter(({ kind }: { kind: string }) => kind === 'sitting')).toHaveLength(6);

  expect((await post(`${own}/relations`, { to: 'strategic-board', kind: 'reports-to' })).status).toBe(201);
  expect(
    (await post('/bodies/strategic-board/relations', { to: 'commissioning-partnership', kind: 'reports-to' }))
      .body,
  ).toMatchObject({ name: 'bodies-answer-in-a-circle' });
  const renamed = { kind: 'renamed', changedOn: '2013-01-01', name: 'Health Partnership', reason: 'Shorter' };
  expect((await post(`${own}/changes`, renamed)).body).toMatchObject({
    nameBefore: 'Commissioning Partnership',
  });
  expect((await get('/structure?on=2012-12-31')).bodies[0].name).toBe('Commissioning Partnership');
  expect((await get('/structure')).bodies[0].name).toBe('Health Partnership');

  const proposal = await post('/structure/proposals', { title: 'One board', effectiveOn: '2013-04-01' });
  const at = `/structure/proposals/${proposal.body.id}`;
  const step = { kind: 'establish', name: 'Care Board', bodyKind: 'thematic' };
  expect((await post(`${at}/steps`, step)).status).toBe(428);
  const added = await post(`${at}/steps`, step, { 'if-match': proposal.etag });
  expect(added.body).toMatchObject({ changes: ['The Care Board is established'] });
  expect((await post(`${at}/steps`, step, { 'if-match': proposal.etag })).status).toBe(412);
  const adoption = { by: 'Strategic Board', ...EARLIER.earlier };
  expect((await post(`${at}/adoptions`, { on: '2013-01-17', ...adoption })).body).toMatchObject({
    name: 'goes-through-a-decision',
  });
  expect((await post(`${at}/adoptions`, { on: '2013-01-16', ...adoption })).body).toMatchObject({
    adoptedBy: 'Strategic Board',
  });
  expect((await get('/bodies/care-board')).startsOn).toBe('2013-04-01');

  const unknown = { body: 'strategic-board', agency: 'nobody', asked: 'Why?', answerBy: '2013-02-01' };
  expect((await post('/questions', unknown)).status).toBe(404);
});
