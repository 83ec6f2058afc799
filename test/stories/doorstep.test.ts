/**
 * January to March 2013: a health visitor sees several needs at one door. Two services answer, the police know the same
 * person under another spelling, a pattern is found, the hub decides, a case is kept and closed, and the health visitor
 * hears what the visit led to. Everybody in it is made up; each step is a page of a post of the example.
 */
import { beforeAll, expect, test } from 'vitest';
import { authentication } from '../../src/modules/access/index.ts';
import { testApp } from '../support/app.ts';
import { day, type Post, Story } from './doorstep-ground.ts';

const concord = testApp({ example: true, authentication });
let story: Story;
let visitor: Post;
let fire: Post;
let council: Post;
let constable: Post;
let sergeant: Post;
let champion: Post;

/** What the pages of one step gave to the next. */
const made = { fire: '', council: '', person: '', flag: '', hub: '', item: '', caseFile: '', placement: '' };
const NAME = 'Ottilie Fernsby-Rook';
const SPELT = 'Otilie Fernsby Rook';

const agencyOf = async (slug: string): Promise<string> =>
  (
    await concord().db.ownerPool.query<{ id: string }>('select id from partners.agency where slug = $1', [
      slug,
    ])
  ).rows[0]?.id ?? '';

beforeAll(async () => {
  story = new Story(concord());
  [visitor, fire, council, constable, sergeant, champion] = [
    await story.post('Senior Health Visitor'),
    await story.post('Home Safety Officer'),
    await story.post('Community Safety Practitioner'),
    await story.post('Police Community Support Officer'),
    await story.post('Neighbourhood Sergeant'),
    await story.post('Vulnerable People.{1,8}s Champion'),
  ];
  await visitor.reads('making-a-referral');
  await fire.reads('making-a-referral');
  await council.reads('making-a-referral');
  await constable.reads('crime-and-disorder');
  await sergeant.reads('crime-and-disorder');
  await champion.reads('victim-support');
});

test('at a doorstep one visit makes two referrals and a signpost, one question after another', async () => {
  let path = await visitor.fills('/casework/refer', {});
  for (const answers of [
    { kind: 'person' },
    { needs: ['fire-risk', 'anti-social-behaviour', 'smoking'] },
    { givenNames: 'Ottilie', surname: 'Fernsby-Rook', ...day('born', '1939-06-03') },
    { address: '8 Invented Court\nHeath Hayes', postcode: 'WS12 3ZZ' },
    { telephone: '01543 900777', contact: 'Knock; the bell is broken' },
    { seen: 'Smokes in bed, no alarm. Stones at the window again last night.', urgent: 'no' },
    { agreed: 'yes', consent: 'spoken', told: ['who-receives', 'why'], mayPassOn: 'yes' },
    { to: ['referral home-fire-risk-check', 'referral anti-social-behaviour-team', 'signpost stop-smoking'] },
  ])
    path = await visitor.fills(path, answers);
  expect((await visitor.opens(path)).text).toContain(NAME);
  const sent = await visitor.send(path.replace('/check', '/sending'), {});
  const result = await visitor.opens(sent.to);
  expect(result.text).toContain('Stop smoking');
  const references = [...new Set(result.text.match(/R-[0-9A-Z]{7}/g))];
  expect(references).toHaveLength(2);
  const queue = (await fire.opens('/casework/referrals')).text;
  made.fire = references.find((reference) => queue.includes(reference)) ?? '';
  made.council = references.find((reference) => reference !== made.fire) ?? '';
});

test('each service receives its own and accepts it; who reads for another purpose sees neither', async () => {
  expect((await fire.opens('/casework/referrals')).text).toContain(made.fire);
  const opened = await fire.opens(`/casework/referrals/${made.fire}`);
  expect(opened.text).toContain('the bell is broken');
  for (const step of ['receipt', 'acceptance'])
    await fire.fills(`/casework/referrals/${made.fire}`, {}, `/casework/referrals/${made.fire}/${step}`);
  await council.fills(
    `/casework/referrals/${made.council}`,
    {},
    `/casework/referrals/${made.council}/acceptance`,
  );
  // The scheme's agreement says that somebody is known; what a referral says goes to the service that it is made to.
  expect((await council.opens('/casework/referrals')).text).not.toContain(made.fire);
  expect((await council.opens(`/casework/referrals/${made.fire}`)).status).toBe(404);
  expect((await fire.opens(`/casework/referrals/${made.council}`)).status).toBe(404);
  for (const reference of [made.fire, made.council])
    expect((await champion.opens(`/casework/referrals/${reference}`)).status).toBe(404);
  expect((await visitor.opens('/casework/referrals/mine')).text).toMatch(/Accepted.*Accepted/);
});

test('the police are told of stones three times under another spelling; the records are found to be one person', async () => {
  const tell = (who: Post, on: string, words: string) =>
    who.fills(
      '/casework/concerns/new',
      {
        ...{
          type: 'missiles-thrown',
          reportedBy: 'victim',
          address: '8 Invented Court, Heath Hayes',
          postcode: 'WS12 3ZZ',
        },
        ...{
          'affected-given': 'Otilie',
          'affected-surname': 'Fernsby Rook',
          'affected-born': '3/6/1939',
          atHome: 'yes',
        },
        ...{ feelsTargeted: 'yes', narrative: words, ...day('happenedOn', on) },
      },
      '/casework/concerns',
    );
  await tell(constable, '2012-12-22', 'Stones at the window.');
  await tell(constable, '2013-01-05', 'A pane is broken.');
  const told = await tell(constable, '2013-01-16', 'Stones again.');
  expect((await constable.opens(told)).text).not.toContain('Otilie');
  // Who records and does not read finds nobody.
  expect((await constable.opens('/casework/concerns')).status).toBe(403);
  await council.reads('crime-and-disorder');
  await tell(council, '2013-01-17', 'She telephoned: it happened at noon.');
  const { rows } = await concord().db.ownerPool.query<{ cluster_id: string; agencies: number }>(
    `select r.cluster_id, count(distinct r.agency_id)::int as agencies from casework.record r
      join casework.referral f on f.record_id = r.id or f.to_record_id = r.id where f.reference = $1 group by 1`,
    [made.council],
  );
  expect(rows).toHaveLength(1);
  made.person = rows[0]?.cluster_id ?? '';
  const agencies = await concord().db.ownerPool.query<{ slug: string }>(
    `select distinct a.slug from casework.record r join partners.agency a on a.id = r.agency_id where r.cluster_id = $1 order by 1`,
    [made.person],
  );
  expect(agencies.rows.map(({ slug }) => slug)).toEqual([
    'cannock-chase-council',
    'south-staffordshire-pct',
    'staffordshire-fire-and-rescue-service',
    'staffordshire-police',
  ]);
});

test('for the purpose the council sees what the police share and that health knows her; not what health wrote', async () => {
  const page = await council.opens(`/casework/people/${made.person}`);
  expect(page.text).toContain(SPELT);
  expect(page.text).toMatch(/Missiles|Stones|missiles/);
  expect(page.text).toContain('Also known to PCT');
  expect(page.text).not.toContain('Smokes in bed');
  expect(page.body).toMatch(/<title>Person P-/);
  // The fire service reads for its referral, and nothing that the police were told.
  const seen = await fire.opens(`/casework/people/${made.person}`);
  expect(seen.text).not.toMatch(/window|pane/);
  // Who supports victims sees who she is, as the police agreed to tell, and nothing of what happened or who else knows her.
  const support = await champion.opens(`/casework/people/${made.person}`);
  expect(support.text).toContain(SPELT);
  expect(support.text).not.toMatch(/Ottilie|incidents on|issiles|PCT|SFRS|CCDC/);
});

test('four incidents in a month are a pattern: both who were told see it explained, nobody else does', async () => {
  const { body } = await council.opens(`/casework/people/${made.person}`);
  for (const [, path = ''] of body.matchAll(/href="(\/casework\/patterns\/[0-9a-f-]{36})"/g))
    if ((await council.opens(path)).text.includes('4 incidents on one household')) made.flag = path;
  expect(made.flag).not.toBe('');
  for (const who of [council, sergeant]) {
    const page = await who.opens(made.flag);
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/30 days|90 days/);
  }
  expect((await champion.opens(made.flag)).status).toBe(404);
  expect((await visitor.opens(made.flag)).status).toBe(403);
  await fire.reads('crime-and-disorder');
  expect((await council.opens('/casework/patterns')).body).toContain(made.flag);
});

test('the hub sits the next day: the pattern is on its agenda, the decision becomes a task, and others see only that there is more', async () => {
  await concord().itIs('2013-01-18');
  const list = await council.opens('/casework/hub');
  made.hub = /href="(\/casework\/hub\/[0-9a-f-]{36})"/.exec(list.body)?.[1] ?? '';
  await council.fills(made.hub, {}, `${made.hub}/agenda`);
  await council.fills(made.hub, {}, `${made.hub}/open`);
  await council.fills(
    made.hub,
    { present: [await agencyOf('cannock-chase-council'), await agencyOf('staffordshire-police')] },
    `${made.hub}/attendance`,
  );
  const items = await concord().db.ownerPool.query<{ id: string }>(
    'select id from casework.hub_item where subject_id = $1 order by position',
    [made.flag.split('/').at(-1)],
  );
  made.item = `${made.hub}/items/${items.rows[0]?.id}`;
  await council.fills(made.item, {
    ...{ outcome: 'decided', words: 'One case, the council leads. Patrols at noon and at night.' },
    ...{ says: 'Patrol twice a day for a fortnight', ownerAgencyId: await agencyOf('staffordshire-police') },
    ...day('dueOn', '2013-02-01'),
  });
  expect((await sergeant.opens(made.hub)).text).toContain('Patrol twice a day');
  const others = await fire.opens(`${made.hub}/screen`);
  expect(others.text).not.toContain('Patrol twice a day');
  expect(others.body).not.toContain(made.flag);
  await council.fills(made.hub, {}, `${made.hub}/close`);
  await council.fills(made.flag, { answer: 'acted', reason: 'A case was opened' }, `${made.flag}/answers`);
});

test('a case has who it is about, a plan and an assessment; the police take part and work on it', async () => {
  const next = await council.fills(
    `/casework/cases/new?person=${made.person}`,
    {
      ...{
        title: 'Stones at one window',
        kind: 'victim',
        because: 'Decided by the hub',
        restricted: 'no',
        assessment: '',
      },
    },
    '/casework/cases/new',
  );
  made.caseFile = next.split('/people')[0] ?? '';
  const records = await concord().db.ownerPool.query<{ id: string }>(
    `select r.id from casework.record r join partners.agency a on a.id = r.agency_id
      where r.cluster_id = $1 and a.slug = 'cannock-chase-council' order by r.id limit 1`,
    [made.person],
  );
  const act = (name: string, fields: Parameters<Post['fills']>[1], who = council) =>
    who.fills(`${made.caseFile}/${name}`, fields);
  await council.fills(
    next,
    { recordId: records.rows[0]?.id ?? '', role: 'victim' },
    `${made.caseFile}/people`,
  );
  await act('needs', {
    ...{
      says: 'Cannot sleep for fear',
      wanted: 'Sleeps through the night',
      ...day('wantedBy', '2013-03-31'),
    },
  });
  await act('agencies', {
    ...{
      agencyId: await agencyOf('staffordshire-police'),
      history: 'yes',
      controller: 'yes',
      ground: 'agreement',
    },
    ...{ basis: '', assessment: 'DPIA-02', words: 'They patrol' },
  });
  await act('tasks', {
    ...{ says: 'Fit a camera over the door', ownerAgencyId: await agencyOf('cannock-chase-council') },
    ...day('dueOn', '2013-01-25'),
  });
  const page = await council.opens(made.caseFile);
  const assess = /href="([^"]*\/assess\/[^"]*)"[^>]*>\s*ASB risk matrix/.exec(page.body)?.[1] ?? '';
  const questions = [
    ...new Set(
      [...(await council.opens(assess)).body.matchAll(/name="([0-9a-f-]{36})"/g)].map(([, id]) => id ?? ''),
    ),
  ];
  await council.fills(assess, Object.fromEntries(questions.map((id) => [id, '1'])));
  await act(
    'notes',
    {
      ...{
        kind: 'visit',
        heardFrom: 'own-knowledge',
        words: 'Two youngsters were spoken to',
        ...day('on', '2013-01-18'),
      },
      readers: await agencyOf('cannock-chase-council'),
    },
    sergeant,
  );
  expect((await council.opens(made.caseFile)).text).toContain('Two youngsters were spoken to');
  for (const stranger of [fire, champion]) expect((await stranger.opens(made.caseFile)).status).toBe(404);
});

test('a place on a programme is offered, taken up and completed', async () => {
  const programme = await council.fills('/casework/programmes/new', {
    ...{
      title: 'Company at the door',
      kind: 'peer-support',
      eligibility: 'Anybody who is afraid at home',
      triggers: '',
    },
    ...{
      minimumAge: '',
      maximumAge: '',
      places: '5',
      cost: '',
      taster: 'no',
      says: '',
      ...day('startsOn', '2013-01-01'),
    },
  });
  expect(programme).toContain('/casework/programmes/');
  made.placement = await council.fills(`/casework/programmes/refer?person=${made.person}`, {
    ...{
      programme: 'company-at-the-door',
      trigger: '',
      because: 'Alone at night',
      ground: 'agreement',
      basis: '',
    },
  });
  await concord().itIs('2013-01-28');
  const step = (to: string, fields: Record<string, string>) =>
    council.fills(`${made.placement}/move?to=${to}`, { words: 'So', ...fields });
  await step('accepted', { ...day('on', '2013-01-28'), ...day('startsOn', '2013-01-30') });
  await concord().itIs('2013-03-01');
  await council.fills(`${made.placement}/supporter`, {
    name: 'Somebody Trained',
    ...day('on', '2013-01-29'),
  });
  await step('started', day('on', '2013-01-30'));
  await step('completed', { ...day('on', '2013-02-27') });
  expect((await fire.opens(made.placement)).status).toBe(404);
});

test('both services say what came of it, and the health visitor hears it; of the case she hears nothing', async () => {
  await fire.reads('making-a-referral');
  for (const [who, reference, outcome, words] of [
    [fire, made.fire, 'home-made-safer', 'Two alarms fitted, fire-proof bedding given.'],
    [council, made.council, 'support-goes-on', 'Agencies work on it together.'],
  ] as const) {
    const path = `/casework/referrals/${reference}`;
    await who.fills(path, {}, `${path}/beginning`);
    await who.fills(`${path}/outcome`, { outcome, words });
  }
  expect((await visitor.opens(`/casework/referrals/${made.fire}`)).text).toContain(
    'Your visit led to a safer home',
  );
  const heard = await visitor.opens('/casework/referrals/mine');
  expect(heard.text).toMatch(/Your visits led to .*a safer home/);
  const about = await visitor.opens(`/casework/referrals/${made.council}`);
  expect(about.text).toContain('Agencies work on it together.');
  expect(about.text).not.toMatch(/youngsters|Stones at one window|Patrol/);
  for (const path of [made.caseFile, `/casework/people/${made.person}`, made.hub, made.flag])
    expect([403, 404]).toContain((await visitor.opens(path)).status);
});

test('the case closes when its task has ended and its outcome is judged, and says what was achieved', async () => {
  await concord().itIs('2013-03-15');
  const early = await council.send(`${made.caseFile}/close`, {
    outcome: 'resolved',
    words: 'Quiet',
    _revision: '4',
  });
  expect(early.text).toContain('Say of each desired outcome');
  const { body } = await council.opens(made.caseFile);
  const judge = /href="([^"]*\/needs\/[^"]*\/judge)"/.exec(body)?.[1] ?? '';
  const ends = /href="([^"]*\/tasks\/[^"]*\/end)"/.exec(body)?.[1] ?? '';
  await council.fills(judge, { achieved: 'achieved' });
  await council.fills(ends, { done: 'yes', answer: 'Fitted on 22 January' });
  await council.fills(`${made.caseFile}/close`, {
    outcome: 'resolved',
    words: 'Eight quiet weeks; she sleeps.',
  });
  const closed = await sergeant.opens(made.caseFile);
  expect(closed.text).toContain('Closed on 15 March 2013: resolved.');
  expect(closed.text).toContain('Achieved');
  expect(closed.text).toContain('Eight quiet weeks');
});

test('every reading of the story is in the audit trail with its purpose, and the ledger says what left whom', async () => {
  const { done, held } = await story.reading();
  expect(done.length).toBeGreaterThan(50);
  expect(held).toEqual(done);
  const { rows } = await concord().db.ownerPool.query<{ line: string }>(
    `select distinct f.slug || ' to ' || t.slug || ': ' || d.item_kind as line from casework.disclosure d
      join partners.agency f on f.id = d.from_agency_id join partners.agency t on t.id = d.to_agency_id
      join casework.person_now p on p.cluster_id = d.cluster_id where p.person_id = $1 order by 1`,
    [made.person],
  );
  expect(rows.map(({ line }) => line)).toMatchInlineSnapshot(`
    [
      "cannock-chase-council to staffordshire-police: case",
      "cannock-chase-council to staffordshire-police: pattern",
      "south-staffordshire-pct to cannock-chase-council: referral",
      "south-staffordshire-pct to staffordshire-fire-and-rescue-service: referral",
      "staffordshire-police to cannock-chase-council: pattern",
    ]
  `);
  const words = await concord().db.ownerPool.query(
    `select count(*)::int as times from platform.audit_detail where detail::text ~* 'fernsby|ottilie|otilie|invented court'`,
  );
  expect(words.rows).toEqual([{ times: 0 }]);
});
