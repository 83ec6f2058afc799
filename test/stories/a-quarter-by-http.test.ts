/**
 * October 2012 to January 2013, driven by HTTP alone: boards are founded and sit, quorum is lost and regained, money is
 * asked for, recommended, endorsed on condition, deferred, refused by its restriction, drawn, returned and offered again.
 */
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../support/app.ts';
import {
  agenciesJoin,
  boardIsFounded,
  COMPLETE,
  moneyIsAskedFor,
  moneyIsReceived,
  projectIsPlanned,
  strategyIsAdopted,
} from './quarter-founding.ts';
import { done, Offices, type Recorded, Sitting } from './quarter-ground.ts';

const concord = testApp();
let offices: Offices;
let executive: Sitting;
let strategic: Sitting;

beforeAll(async () => {
  offices = await Offices.open(concord());
});

test('six agencies found two boards, with terms of reference that want four core organisations for key decisions', async () => {
  await offices.on('2012-10-01');
  await agenciesJoin(offices);
  await boardIsFounded(offices, 'executive', '2012-10-01');
  await boardIsFounded(offices, 'strategic', '2012-10-01');
  for (const board of ['executive-board', 'strategic-board']) {
    const members = await offices.list<{ standing: string; office: string }>(`bodies/${board}/members`);
    expect(members.filter(({ standing }) => standing === 'core')).toHaveLength(5);
    expect(members.filter(({ office }) => office === 'chair')).toHaveLength(1);
    const [terms] = await offices.list<{ id: string }>(`bodies/${board}/terms`);
    const { clauses } = await offices.read<{ clauses: { topic: string; says: string }[] }>(
      `terms/${terms?.id}/words`,
    );
    offices.note(`  ${board}: ${clauses.find(({ topic }) => topic === 'Quorum')?.says}`);
  }
  expect(offices.minutes()).toMatchInlineSnapshot(`
    "1 October 2012.
      executive-board: Four core organisations must be there for key decisions.
      strategic-board: Four core organisations must be there for key decisions."
  `);
});

test('a restricted grant is received, and three projects ask for it; who reads is told what it may not pay, and what would help', async () => {
  await offices.on('2012-10-08');
  await strategyIsAdopted(offices, '2012-10-08');
  await moneyIsReceived(offices, '2012-10-08');
  await projectIsPlanned(offices, 'Youth work', 'less-crime', {});
  await projectIsPlanned(offices, 'LIFE course', 'less-crime', COMPLETE);
  await projectIsPlanned(offices, 'Cooking for health', 'healthier-lives', COMPLETE);
  await moneyIsAskedFor(offices, 'Youth work', 50_000_00);
  await moneyIsAskedFor(offices, 'LIFE course', 6_500_00);
  await moneyIsAskedFor(offices, 'Cooking for health', 4_000_00);
  for (const { slug } of await offices.list<{ slug: string }>('requests?state=submitted')) {
    const [pays] = await offices.list<{
      verdict: string;
      reasons: { because: string; eligibleIf?: string }[];
    }>(`requests/${slug}/eligibility`);
    const reason = pays?.reasons[0];
    offices.note(`  ${slug}: ${pays?.verdict}. ${reason?.because} ${reason?.eligibleIf ?? ''}`.trimEnd());
  }
  await offices.stands('youth-work');
  expect(offices.minutes()).toMatchInlineSnapshot(`
    "8 October 2012.
      cooking-for-health: refused. The project serves only “Better health”, which this money may not serve. It would be eligible if its project plan addressed “Safer communities”.
      life-course: allowed. The project serves “Safer communities”.
      youth-work: allowed. The project serves “Safer communities”.
      Youth work is submitted; the grant has available £55000, reserved £0, allocated £0, spent £0."
  `);
});

const forDecision = (title: string) => ({
  title,
  type: 'decision',
  keyDecision: true,
  subject: { kind: 'request', id: offices.id(`request ${title}`) },
  proposal: 'To decide the request.',
});
const DISCUSSION = { title: 'Matters arising', type: 'discussion' };
const RATIFICATION = { title: 'Ratification', type: 'decision', keyDecision: true };

const waiting = async (): Promise<string | undefined> =>
  (await offices.list<Recorded>('decisions?state=awaits-ratification'))[0]?.reference;

test('the Executive Board’s pack is published a week before; a paper that comes late is a supplement and says why', async () => {
  await offices.on('2012-11-23');
  executive = await Sitting.convene(offices, 'executive', '2012-11-30', [
    DISCUSSION,
    forDecision('LIFE course'),
    forDecision('Youth work'),
    forDecision('Cooking for health'),
    RATIFICATION,
  ]);
  const itemId = executive.item(3);
  done(await executive.post('papers', { title: 'The case', itemId, words: '# Why\n\nIt works.' }));
  const says = ({ number, supplement }: { number: number; supplement: boolean }) =>
    `number ${number}${supplement ? ', a supplement' : ''}.`;
  offices.came('  Pack', await executive.post('packs', {}), says);
  await offices.on('2012-11-27');
  done(await executive.post('papers', { title: 'Costs', itemId, words: 'Two workers.' }));
  offices.came('  Pack', await executive.post('packs', {}), says);
  offices.came('  Pack', await executive.post('packs', { reason: 'The costs came late' }), says);
  expect(offices.minutes()).toMatchInlineSnapshot(`
    "23 November 2012.
      Pack: number 1.
    27 November 2012.
      Pack: refused, pack-supplement-says-why. Say why the paper comes late.
      Pack: number 2, a supplement."
  `);
});

test('the Executive Board loses its quorum, decides something that has no effect, regains it, recommends and ratifies', async () => {
  await offices.on('2012-11-30');
  await executive.arrive(['council', 'police', 'health', 'fire', 'college']);
  await executive.leaves('police', 2);
  await executive.decides(2, 'LIFE course', { outcome: 'recommended' });
  await offices.stands('life-course');
  await executive.arrive(['county'], 3);
  await executive.decides(3, 'Youth work', { outcome: 'endorsed' });
  await executive.decides(3, 'Youth work', { outcome: 'recommended' });
  await executive.decides(4, 'Cooking for health', { outcome: 'recommended' });
  await elsewhere('strategic-board', 'LIFE course');
  await elsewhere('health-forum', 'LIFE course');
  const ratification = { outcome: 'ratified', ratifies: await waiting() };
  await executive.decides(5, 'LIFE course', ratification);
  await executive.decides(5, 'LIFE course', ratification);
  await offices.stands('life-course');
  expect(offices.minutes()).toMatchInlineSnapshot(`
    "30 November 2012.
      Chase Council, Chase Police, Chase Health, Chase Fire and Rescue and Chase College arrive. Quorate: 4 of 5 core organisations are here and 4 are needed.
      Chase Police leaves before item 2. Not quorate: 3 of 5 core organisations are here and 4 are needed; 1 more must come.
      2. LIFE course, recommended: 2012-001 awaits-ratification. It has no effect.
      LIFE course is submitted; the grant has available £55000, reserved £0, allocated £0, spent £0.
      Heath County Council arrives for item 3. Quorate: 4 of 5 core organisations are here and 4 are needed.
      3. Youth work, endorsed: refused, recommends-only. The Executive Board recommends; the Strategic Board decides. Choose recommended.
      3. Youth work, recommended: 2012-002 stands. The Executive Board recommends the request for £50,000.
      4. Cooking for health, recommended: 2012-003 stands. The Executive Board recommends the request for £4,000.
      The strategic-board on LIFE course: refused, previous-body-has-not-recommended. Before the Strategic Board, the Executive Board has to recommend it. Decision 2012-001 waits to be ratified first.
      The health-forum on LIFE course: refused, not-this-bodys-decision. A request for money is not for the Health Forum to decide: the Executive Board recommends and the Strategic Board decides.
      5. LIFE course, ratified: 2012-004 stands and ratifies 2012-001. The Executive Board recommends the request for £6,500.
      5. LIFE course, ratified: refused, decision-ratified-once. Decision 2012-001 was ratified already.
      LIFE course is recommended; the grant has available £55000, reserved £0, allocated £0, spent £0."
  `);
});

/** Another body claims to have endorsed a request meanwhile. */
async function elsewhere(body: string, title: string): Promise<void> {
  if (body === 'health-forum')
    await offices.add('manager', 'bodies', { name: 'Health Forum', kind: 'forum' });
  const { subject } = forDecision(title);
  const claimed = { outcome: 'endorsed', method: 'recorded-from-minutes', decidedOn: '2012-11-30' };
  const decision = { ...claimed, body, title, words: 'Endorsed.', keyDecision: true, subject };
  offices.came(`  The ${body} on ${title}`, await offices.who.secretary.post('/api/v1/decisions', decision));
}

test('the Strategic Board endorses on a condition once enough may decide, defers, and may not spend restricted money on health', async () => {
  await offices.on('2012-12-07');
  strategic = await Sitting.convene(offices, 'strategic', '2012-12-14', [
    DISCUSSION,
    forDecision('Youth work'),
    forDecision('LIFE course'),
    forDecision('Cooking for health'),
    RATIFICATION,
  ]);
  done(await strategic.post('packs', {}));
  await offices.on('2012-12-14');
  await strategic.arrive(['council', 'police', 'health', 'fire']);
  await strategic.declares('police', 2, 'Its officers lead the work');
  const condition = { says: 'The project plan is completed', dueOn: '2013-01-31' };
  await strategic.decides(2, 'Youth work', { outcome: 'endorsed-on-condition' });
  await strategic.decides(2, 'Youth work', { outcome: 'endorsed-on-condition', conditions: [condition] });
  await offices.stands('youth-work');
  const deferred = { outcome: 'deferred', deferredTo: '2013-06-30' };
  await strategic.decides(3, 'LIFE course', deferred);
  await strategic.decides(3, 'LIFE course', { ...deferred, reason: 'The youth work takes what there is' });
  await strategic.decides(4, 'Cooking for health', { outcome: 'endorsed' });
  await strategic.decides(4, 'Cooking for health', {
    outcome: 'referred-back',
    reason: 'Find another stream',
  });
  await strategic.declares('police', 5, 'Its officers lead the work');
  await strategic.arrive(['county'], 5);
  await strategic.decides(5, 'Youth work', { outcome: 'ratified', ratifies: await waiting() });
  await offices.stands('youth-work');
  await draw(1_000_00, '2012-12-14');
  expect(offices.minutes()).toMatchInlineSnapshot(`
    "7 December 2012.
    14 December 2012.
      Chase Council, Chase Police, Chase Health and Chase Fire and Rescue arrive. Quorate: 4 of 5 core organisations are here and 4 are needed.
      Chase Police declares an interest in item 2. Not quorate: 3 of 5 core organisations are here and 4 are needed; 1 more must come. Chase Police does not count: declared an interest in this item.
      2. Youth work, endorsed-on-condition: refused, condition-needed. Say what the condition is and by when it must be met.
      2. Youth work, endorsed-on-condition: 2012-005 awaits-ratification. It has no effect.
      Youth work is recommended; the grant has available £55000, reserved £0, allocated £0, spent £0.
      3. LIFE course, deferred: refused, decision-deferral-has-a-date-and-reason. Say until which later day it is deferred, and why.
      3. LIFE course, deferred: 2012-006 stands. The request is deferred until 30 June 2013.
      4. Cooking for health, endorsed: refused, restricted. Crime reduction grant may not pay for Cooking for health. Only for Safer communities: The project serves only “Better health”, which this money may not serve. It would be eligible if its project plan addressed “Safer communities”.
      4. Cooking for health, referred-back: 2012-007 stands. The request goes back to whom it came from.
      Chase Police declares an interest in item 5. Not quorate: 3 of 5 core organisations are here and 4 are needed; 1 more must come. Chase Police does not count: declared an interest in this item.
      Heath County Council arrives for item 5. Quorate: 4 of 5 core organisations are here and 4 are needed. Chase Police does not count: declared an interest in this item.
      5. Youth work, ratified: 2012-008 stands and ratifies 2012-005. £50,000 of Crime reduction grant is reserved until the condition is met, by 31 January 2013: the project plan still lacks communications requirements, targets, baselines, intended outcomes and sustainability.
      Youth work is endorsed-on-condition; the grant has available £5000, reserved £50000, allocated £0, spent £0.
      £1000 is drawn: refused, money-is-only-reserved. £50,000 of Crime reduction grant is reserved for this request, and can be drawn once the condition of its endorsement is met."
  `);
});

const REQUEST = '/api/v1/requests/youth-work';
const stream = 'crime-reduction-grant';

async function draw(pence: number, day: string): Promise<void> {
  const claim = { stream, pence, day, evidence: 'Claim form 1, checked by the accountant' };
  offices.came(`  £${pence / 100} is drawn`, await offices.who.treasurer.post(`${REQUEST}/drawdowns`, claim));
}

async function comesBack(pence: number, from: 'spent' | 'allocated', day: string): Promise<void> {
  const back = { stream, pence, from, day, reason: 'One worker left' };
  offices.came(
    `  £${pence / 100} comes back of what was ${from}`,
    await offices.who.treasurer.post(`${REQUEST}/returns`, back),
  );
}

test('the condition is met by completing the plan; money is drawn with evidence, comes back to its stream and is offered on', async () => {
  await offices.on('2013-01-10');
  const [condition] = (await offices.read<Recorded>('requests/youth-work')).conditions;
  const met = () =>
    offices.who.treasurer.post(`${REQUEST}/conditions/${condition?.id}/fulfilments`, {
      day: '2013-01-10',
      evidence: 'Project plan, version 2',
    });
  offices.came('  The condition is met', await met());
  const plan = await offices.who.manager.get('/api/v1/projects/youth-work');
  const seen = { 'if-match': String(plan.headers.etag) };
  done(await offices.who.manager.send('PATCH', '/api/v1/projects/youth-work', COMPLETE, seen));
  offices.came('  The plan completed, the condition is met', await met());
  const endorsed = await offices.read<Recorded & { ratifiedBy: string }>('decisions/2012-005');
  offices.note(
    `  In the register: met on ${endorsed.conditions[0]?.metOn}, ratified by ${endorsed.ratifiedBy}.`,
  );
  await offices.stands('youth-work');
  await offices.on('2013-01-11');
  await draw(12_000_00, '2013-01-11');
  await draw(38_000_01, '2013-01-11');
  await offices.on('2013-01-17');
  await comesBack(12_000_01, 'spent', '2013-01-17');
  await comesBack(9_000_00, 'spent', '2013-01-17');
  await comesBack(38_000_00, 'allocated', '2013-01-17');
  await offices.stands('youth-work');
  for (const slug of ['life-course', 'cooking-for-health']) {
    const { offers } = await offices.read<{ offers: { streamSlug: string; pence: number }[] }>(
      `requests/${slug}`,
    );
    const said = offers.map(({ streamSlug, pence }) => `£${pence / 100} of ${streamSlug}`).join(', ');
    offices.note(`  ${slug} is offered ${said || 'nothing'}.`);
  }
  expect(offices.minutes()).toMatchInlineSnapshot(`
    "10 January 2013.
      The condition is met: refused, condition-not-met. The project plan still does not say communications requirements, targets, baselines, intended outcomes and sustainability. Complete it first.
      The plan completed, the condition is met: done.
      In the register: met on 2013-01-10, ratified by 2012-008.
      Youth work is endorsed; the grant has available £5000, reserved £0, allocated £50000, spent £0.
    11 January 2013.
      £12000 is drawn: done.
      £38000.01 is drawn: refused, exceeds-allocation. Only £38,000 of Crime reduction grant is allocated to this request and not drawn yet.
    17 January 2013.
      £12000.01 comes back of what was spent: refused, exceeds-what-was-drawn. Only £12,000 of Crime reduction grant was drawn for this request.
      £9000 comes back of what was spent: done.
      £38000 comes back of what was allocated: done.
      Youth work is endorsed; the grant has available £52000, reserved £0, allocated £0, spent £3000.
      life-course is offered £6500 of crime-reduction-grant.
      cooking-for-health is offered nothing."
  `);
});

test('the minutes are drafted from what was recorded, agreed by the chair and published; actions are closed with evidence', async () => {
  const set = await offices.add('secretary', 'bodies/strategic-board/actions', {
    sittingId: strategic.id,
    itemId: strategic.item(4),
    says: 'Look for money for health',
    ownerAgencyId: offices.id('health'),
    setOn: '2012-12-14',
    dueOn: '2013-01-31',
  });
  for (const sitting of [executive, strategic]) {
    done(await sitting.post('outcomes', { outcome: 'held' }));
    done(await sitting.post('minutes/drafts', { version: 0 }));
    offices.came('  Publication', await sitting.post('minutes/publications', { version: 1 }));
    offices.came('  Agreement', await sitting.post('minutes/agreements', { version: 1, how: 'By letter' }));
    offices.came('  Publication', await sitting.post('minutes/publications', { version: 2 }));
  }
  offices.came(
    '  A late arrival',
    await strategic.post('attendance', { kind: 'arrived', guest: 'A councillor' }),
  );
  const close = () =>
    offices.who.secretary.post(`/api/v1/actions/${set.id}/closures`, {
      outcome: 'done',
      evidence: 'Letter of 15 January',
    });
  const closed = ({ state, closedOn }: { state: string; closedOn: string }) => `${state} on ${closedOn}.`;
  offices.came('  The action', await close(), closed);
  offices.came('  The action', await close());
  expect(await offices.list('actions?state=open')).toEqual([]);
  expect(offices.minutes()).toMatchInlineSnapshot(`
    "  Publication: refused, minutes-are-not-agreed. The chair must agree the minutes before they are published.
      Agreement: done.
      Publication: done.
      Publication: refused, minutes-are-not-agreed. The chair must agree the minutes before they are published.
      Agreement: done.
      Publication: done.
      A late arrival: refused, minutes-are-agreed. The minutes of this sitting are agreed. What was recorded at it stays as it is.
      The action: closed on 2013-01-17.
      The action: refused, action-is-closed. This action was closed on 17 January 2013."
  `);
  const { items } = done<{ items: { state: string; parts: { heading: string; markdown: string }[] }[] }>(
    await offices.who.secretary.get(`/api/v1/sittings/${strategic.id}/minutes`),
  );
  expect(items.map(({ state }) => state)).toEqual(['drafted', 'agreed', 'published']);
  const parts = items.at(-1)?.parts.map(({ heading, markdown }) => `${heading}\n\n${markdown}`);
  expect(parts?.join('\n\n')).toMatchInlineSnapshot(`
    "Present

    - Chase Council (chair)
    - Chase Police
    - Chase Health
    - Chase Fire and Rescue
    - Heath County Council, from item 5

    **Absent**

    - Chase College

    **Quorum at the first item**

    Quorate: 4 of 5 core organisations are here and 4 are needed.

    1. Matters arising

    Nothing was recorded at this item.

    2. Youth work

    Chase Police declared an interest: Its officers lead the work. They left for this item.

    **Endorsed on condition** (2012-005): Youth work: endorsed-on-condition.

    By consensus. Not quorate: 3 of 5 core organisations are here and 4 are needed; 1 more must come. Chase Police does not count: declared an interest in this item. The decision waits to be ratified at a quorate sitting and has no effect until then.

    Condition, by 31 January 2013: The project plan is completed

    3. LIFE course

    **Deferred** (2012-006): LIFE course: deferred.

    By consensus. Quorate: 4 of 5 core organisations are here and 4 are needed.

    Deferred to 30 June 2013.

    Reason: The youth work takes what there is

    The request is deferred until 30 June 2013.

    4. Cooking for health

    **Referred back** (2012-007): Cooking for health: referred-back.

    By consensus. Quorate: 4 of 5 core organisations are here and 4 are needed.

    Reason: Find another stream

    The request goes back to whom it came from.

    **Actions**

    - Look for money for health: Chase Health, by 31 January 2013

    5. Ratification

    Chase Police declared an interest: Its officers lead the work. They left for this item.

    **Ratified** (2012-008, on 2012-005): Youth work: ratified.

    By consensus. Quorate: 4 of 5 core organisations are here and 4 are needed. Chase Police does not count: declared an interest in this item.

    £50,000 of Crime reduction grant is reserved until the condition is met, by 31 January 2013: the project plan still lacks communications requirements, targets, baselines, intended outcomes and sustainability."
  `);
});

test('the statement of the fund adds up, attendance is counted, and no check of governance or fund finds anything', async () => {
  const { total, faults } = await offices.read<{
    total: { figures: Record<string, number> };
    faults: string[];
  }>('fund-statement?from=2012-10-01&until=2013-01-17');
  const { opening = 0, received = 0, spent = 0, returned = 0, repaid = 0, closing = 0 } = total.figures;
  expect([opening + received - spent + returned - repaid, faults]).toEqual([closing, []]);
  const { counted, bodies } = await offices.read<{ counted: number; bodies: Record<string, unknown>[] }>(
    'attendance?from=2012-10-01&to=2013-01-17',
  );
  for (const { body, sittings, present } of bodies)
    offices.note(`  ${body}: ${present} of ${sittings} seats.`);
  offices.note(`  ${counted} sittings; in £${received / 100}, out £${spent / 100}, back £${returned / 100}.`);
  expect(offices.minutes()).toMatchInlineSnapshot(`
    "  Executive Board: 6 of 6 seats.
      Strategic Board: 5 of 6 seats.
      2 sittings; in £55000, out £12000, back £9000."
  `);
  const { db, services } = concord();
  const auditor = db.with('read', 'papers.exempt', 'audit.read');
  const checks = [...services.offers.checks.values()].filter(({ name }) => /^(governance|fund)\./.test(name));
  expect(checks.length).toBeGreaterThan(15);
  for (const check of checks) expect(await db.does(auditor, (tx) => check.find(tx)), check.name).toEqual([]);
});
