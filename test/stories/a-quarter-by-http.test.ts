/**
 * October 2012 to January 2013, driven by HTTP alone: boards are founded and sit, quorum is lost and regained, money is
 * asked for, recommended, endorsed on condition, deferred, refused by its restriction, drawn, returned and offered again.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../support/app.ts';
import {
  done,
  inRegister,
  Offices,
  type Recorded,
  refusal,
  type Sitting,
} from './quarter-ground.ts';

const concord = testApp();
let offices: Offices;
let executive: Sitting;
let strategic: Sitting;
const requests: Record<string, string> = {};

beforeAll(async () => {
  offices = await Offices.open(concord());
});

const streamNow = () =>
  offices
    .read<Record<string, number>>('streams/crime-reduction-grant')
    .then(
      ({ available = 0, reserved = 0, allocated = 0, spent = 0 }) =>
        `available £${available / 100}, reserved £${reserved / 100}, allocated £${allocated / 100}, spent £${spent / 100}`,
    );
const requestNow = async (slug: string) => (await offices.read<{ state: string }>(`requests/${slug}`)).state;

const COMPLETE = {
  communications: 'Monthly article in the local press',
  target: 'Ten streets',
  baseline: 'No street',
  intendedOutcomes: 'Fewer young people in trouble',
  sustainability: 'none',
};

describe('October: the partnership is set up', () => {
  test('1 October. Six agencies found two boards; for key decisions their terms want four core organisations', async () => {
    await concord().itIs('2012-10-01');
    await offices.found();
    await offices.foundBoard('executive', '2012-10-01');
    await offices.foundBoard('strategic', '2012-10-01');
    const [terms] = await offices.list<{ id: string; adoptedOn: string }>('bodies/executive-board/terms');
    expect(terms?.adoptedOn).toBe('2012-10-01');
    const words = await offices.read<{ clauses: { topic: string; says: string }[] }>(
      `terms/${terms?.id}/words`,
    );
    expect(words.clauses.find(({ topic }) => topic === 'Quorum')?.says).toMatchInlineSnapshot(
      `"Four core organisations must be there for key decisions."`,
    );
    const members = await offices.list<{ standing: string; office: string | null }>(
      'bodies/strategic-board/members',
    );
    expect(members.map(({ standing }) => standing).sort()).toEqual([
      'core',
      'core',
      'core',
      'core',
      'core',
      'ordinary',
    ]);
    expect(members.filter(({ office }) => office === 'chair')).toHaveLength(1);
  });

  test('2 October. The strategy has two priorities, and three projects serve them', async () => {
    await concord().itIs('2012-10-02');
    const version = '/api/v1/strategy-versions/1';
    done(await offices.manager.post('/api/v1/strategy-versions', { title: 'Strategy' }));
    for (const [title, wording] of [
      ['Safer communities', 'Less crime'],
      ['Better health', 'Healthier lives'],
    ] as const) {
      const priority = done(await offices.manager.post(`${version}/priorities`, { title }));
      done(await offices.manager.post(`${version}/outcomes`, { priority: priority.slug, wording }));
    }
    done(await offices.manager.post(`${version}/adoptions`, { adoptedOn: '2012-10-02' }));
    for (const [title, outcome, plan] of [
      ['Youth work', 'less-crime', {}],
      ['LIFE course', 'less-crime', COMPLETE],
      ['Cooking for health', 'healthier-lives', COMPLETE],
    ] as const) {
      const project = { ...plan, title, outcomes: [outcome], leads: [{ agency: 'chase-council' }] };
      requests[title] = done(await offices.manager.post('/api/v1/projects', project)).id;
    }
  });

  test('8 October. £55,000 is received that may only serve Safer communities', async () => {
    await concord().itIs('2012-10-08');
    const stream = { name: 'Crime reduction grant', kind: 'grant', arrangement: 'grant' };
    const holderAgencyId = offices.agencies.get('council');
    done(await offices.treasurer.post('/api/v1/streams', { ...stream, holderAgencyId, promised: 55_000_00 }));
    const [safer] = (await offices.list<{ id: string; slug: string }>('priorities')).filter(
      ({ slug }) => slug === 'safer-communities',
    );
    const at = '/api/v1/streams/crime-reduction-grant';
    const rule = { kind: 'priority', allowed: [safer?.id], says: 'Only for Safer communities' };
    done(await offices.treasurer.post(`${at}/rules`, rule));
    const paid = { pence: 55_000_00, day: '2012-10-08', says: 'Remittance 81' };
    done(await offices.treasurer.post(`${at}/receipts`, paid));
    expect(await streamNow()).toBe('available £55000, reserved £0, allocated £0, spent £0');
  });

  test('5 November. Three requests are made from the project plans, split over the stream and submitted', async () => {
    await concord().itIs('2012-11-05');
    const ask = { shape: 'one-off', spending: 'revenue', agencyId: offices.agencies.get('council') };
    for (const [title, pence] of [
      ['Youth work', 50_000_00],
      ['LIFE course', 6_500_00],
      ['Cooking for health', 4_000_00],
    ] as const) {
      const request = { ...ask, title, pence, projectId: requests[title] };
      const { id, slug } = done(await offices.treasurer.post('/api/v1/requests', request));
      requests[title] = id;
      const at = `/api/v1/requests/${slug}`;
      const shares = [{ stream: 'crime-reduction-grant', pence }];
      done(await offices.treasurer.send('PUT', `${at}/split`, { shares }));
      done(await offices.treasurer.post(`${at}/submissions`, {}));
    }
    expect(await offices.list('requests?state=submitted')).toHaveLength(3);
    const [verdict] = await offices.list<{ verdict: string; reasons: { eligibleIf?: string }[] }>(
      'requests/cooking-for-health/eligibility',
    );
    expect([verdict?.verdict, verdict?.reasons[0]?.eligibleIf]).toMatchInlineSnapshot(`
      [
        "refused",
        "It would be eligible if its project plan addressed “Safer communities”.",
      ]
    `);
  });
});

const about = (title: string) => ({ kind: 'request', id: requests[title] });
const forDecision = (title: string) => ({
  title,
  type: 'decision',
  keyDecision: true,
  subject: about(title),
  proposal: 'To decide the request.',
});

describe('30 November: the Executive Board', () => {
  test('its pack is published on 23 November; a late paper is a supplement and says why', async () => {
    await concord().itIs('2012-11-22');
    executive = await offices.convene('executive', '2012-11-30', [
      { title: 'Matters arising', type: 'discussion' },
      forDecision('LIFE course'),
      forDecision('Youth work'),
      forDecision('Cooking for health'),
      { title: 'Ratification', type: 'decision', keyDecision: true },
    ]);
    const paper = { title: 'Youth work: the case', itemId: executive.item(3), words: '# Why\n\nIt works.' };
    done(await executive.post('papers', paper));
    await concord().itIs('2012-11-23');
    expect(done<object>(await executive.post('packs', {}))).toMatchObject({ number: 1, supplement: false });
    expect(refusal(await executive.post('packs', {}))).toMatchInlineSnapshot(
      `"pack-supplement-says-why: Say why the paper comes late."`,
    );
    done(
      await executive.post('papers', { title: 'Costs', itemId: executive.item(3), words: 'Two workers.' }),
    );
    await concord().itIs('2012-11-27');
    const late = await executive.post('packs', { reason: 'The costs came late' });
    expect(done<object>(late)).toMatchObject({ number: 2, supplement: true });
  });

  test('four core organisations come; the Police leave, and the LIFE course is recommended without a quorum', async () => {
    await concord().itIs('2012-11-30');
    for (const organisation of ['council', 'police', 'health', 'college'] as const)
      await executive.attends('arrived', organisation);
    expect(await executive.attends('arrived', 'fire')).toMatchInlineSnapshot(
      `"Quorate: 4 of 5 core organisations are here and 4 are needed."`,
    );
    expect(await executive.attends('left', 'police', 2)).toMatchInlineSnapshot(
      `"Not quorate: 3 of 5 core organisations are here and 4 are needed; 1 more must come."`,
    );
    const decision = await executive.decides(2, 'LIFE course', { outcome: 'recommended' });
    expect(inRegister(decision)).toMatchInlineSnapshot(`"2012-001 awaits-ratification: no effect"`);
    expect(await requestNow('life-course')).toBe('submitted');
  });

  test('meanwhile no other board decides it: not the Strategic Board before its turn, not one that is not on the route', async () => {
    const minuted = { outcome: 'endorsed', method: 'recorded-from-minutes', subject: about('LIFE course') };
    expect(refusal(await offices.minuted('strategic-board', '2012-11-30', minuted))).toMatchInlineSnapshot(
      `"previous-body-has-not-recommended: Before the Strategic Board, the Executive Board has to recommend it. Decision 2012-001 waits to be ratified first."`,
    );
    done(await offices.manager.post('/api/v1/bodies', { name: 'Health Forum', kind: 'forum' }));
    expect(refusal(await offices.minuted('health-forum', '2012-11-30', minuted))).toMatchInlineSnapshot(
      `"not-this-bodys-decision: A request for money is not for the Health Forum to decide: the Executive Board recommends and the Strategic Board decides."`,
    );
  });

  test('the County arrives, and Youth work is recommended; to endorse it is not for this board', async () => {
    expect(await executive.attends('arrived', 'county', 3)).toMatchInlineSnapshot(
      `"Quorate: 4 of 5 core organisations are here and 4 are needed."`,
    );
    expect(refusal(await executive.decides(3, 'Youth work', { outcome: 'endorsed' }))).toMatchInlineSnapshot(
      `"recommends-only: The Executive Board recommends; the Strategic Board decides. Choose recommended."`,
    );
    for (const [number, title] of [
      [3, 'Youth work'],
      [4, 'Cooking for health'],
    ] as const)
      done(await executive.decides(number, title, { outcome: 'recommended' }));
    expect(await requestNow('youth-work')).toBe('recommended');
    expect(await streamNow()).toBe('available £55000, reserved £0, allocated £0, spent £0');
  });

  test('what was recommended without a quorum is ratified with one, and then has its effect', async () => {
    const [waiting] = await offices.list<Recorded>('decisions?state=awaits-ratification');
    const ratification = { outcome: 'ratified', ratifies: waiting?.reference };
    expect(inRegister(await executive.decides(5, 'LIFE course', ratification))).toMatchInlineSnapshot(
      `"2012-004 stands: The Executive Board recommends the request for £6,500."`,
    );
    expect(refusal(await executive.decides(5, 'LIFE course', ratification))).toMatchInlineSnapshot(
      `"decision-ratified-once: Decision 2012-001 was ratified already."`,
    );
    expect(await requestNow('life-course')).toBe('recommended');
  });
});

describe('14 December: the Strategic Board', () => {
  test('its pack is published a week before, and four core organisations come', async () => {
    await concord().itIs('2012-12-06');
    strategic = await offices.convene('strategic', '2012-12-14', [
      { title: 'Matters arising', type: 'discussion' },
      forDecision('Youth work'),
      forDecision('LIFE course'),
      forDecision('Cooking for health'),
      { title: 'Ratification', type: 'decision', keyDecision: true },
    ]);
    done(await strategic.post('packs', {}));
    await concord().itIs('2012-12-14');
    for (const organisation of ['council', 'police', 'health', 'fire'] as const)
      await strategic.attends('arrived', organisation);
    expect(await strategic.quorum()).toMatchInlineSnapshot(
      `"Quorate: 4 of 5 core organisations are here and 4 are needed."`,
    );
  });

  const CONDITION = { says: 'The project plan is completed', dueOn: '2013-01-31' };

  test('the Police run the youth work and leave for it: endorsed on condition without a quorum, nothing is reserved', async () => {
    expect(await strategic.declares('police', 2, 'Its officers lead the work')).toMatchInlineSnapshot(
      `"Not quorate: 3 of 5 core organisations are here and 4 are needed; 1 more must come. Chase Police does not count: declared an interest in this item."`,
    );
    expect(
      refusal(await strategic.decides(2, 'Youth work', { outcome: 'endorsed-on-condition' })),
    ).toMatchInlineSnapshot(`"condition-needed: Say what the condition is and by when it must be met."`);
    const endorsed = { outcome: 'endorsed-on-condition', conditions: [CONDITION] };
    expect(inRegister(await strategic.decides(2, 'Youth work', endorsed))).toMatchInlineSnapshot(
      `"2012-005 awaits-ratification: no effect"`,
    );
    expect([await requestNow('youth-work'), await streamNow()]).toMatchInlineSnapshot(`
      [
        "recommended",
        "available £55000, reserved £0, allocated £0, spent £0",
      ]
    `);
  });

  test('the LIFE course is deferred to a day, with the reason', async () => {
    const deferred = { outcome: 'deferred', deferredTo: '2013-06-30' };
    expect(refusal(await strategic.decides(3, 'LIFE course', deferred))).toMatchInlineSnapshot(
      `"decision-deferral-has-a-date-and-reason: Say until which later day it is deferred, and why."`,
    );
    const reason = 'Nothing is left once the youth work is paid for';
    expect(
      inRegister(await strategic.decides(3, 'LIFE course', { ...deferred, reason })),
    ).toMatchInlineSnapshot(`"2012-006 stands: The request is deferred until 30 June 2013."`);
  });

  test('restricted money is refused for health, with the reason and what would make it eligible; it is referred back', async () => {
    expect(
      refusal(await strategic.decides(4, 'Cooking for health', { outcome: 'endorsed' })),
    ).toMatchInlineSnapshot(
      `"restricted: Crime reduction grant may not pay for Cooking for health. Only for Safer communities: The project serves only “Better health”, which this money may not serve. It would be eligible if its project plan addressed “Safer communities”."`,
    );
    const back = { outcome: 'referred-back', reason: 'Another stream has to be found' };
    expect(inRegister(await strategic.decides(4, 'Cooking for health', back))).toMatchInlineSnapshot(
      `"2012-007 stands: The request goes back to whom it came from."`,
    );
  });

  test('the County arrives, and the endorsement is ratified: £50,000 is reserved and cannot be drawn', async () => {
    await strategic.attends('arrived', 'county', 5);
    const [waiting] = await offices.list<Recorded>('decisions?state=awaits-ratification');
    const ratification = { outcome: 'ratified', ratifies: waiting?.reference };
    expect(inRegister(await strategic.decides(5, 'Youth work', ratification))).toMatchInlineSnapshot(
      `"2012-008 stands: £50,000 of Crime reduction grant is reserved until the condition is met, by 31 January 2013: the project plan still lacks communications requirements, targets, baselines, intended outcomes and sustainability."`,
    );
    expect([await requestNow('youth-work'), await streamNow()]).toMatchInlineSnapshot(`
      [
        "endorsed-on-condition",
        "available £5000, reserved £50000, allocated £0, spent £0",
      ]
    `);
    expect(refusal(await draw(1_000_00, '2012-12-14'))).toMatchInlineSnapshot(
      `"money-is-only-reserved: £50,000 of Crime reduction grant is reserved for this request, and can be drawn once the condition of its endorsement is met."`,
    );
  });
});

const draw = (pence: number, day: string) =>
  offices.treasurer.post('/api/v1/requests/youth-work/drawdowns', {
    stream: 'crime-reduction-grant',
    pence,
    day,
    evidence: 'Claim form 1, checked by the accountant',
  });

describe('January: the money', () => {
  test('10 January. The condition is met once the project plan says what was missing; then £50,000 is allocated', async () => {
    await concord().itIs('2013-01-10');
    const at = '/api/v1/requests/youth-work';
    const [condition] = (await offices.read<Recorded>('requests/youth-work')).conditions;
    const fulfilled = () =>
      offices.treasurer.post(`${at}/conditions/${condition?.id}/fulfilments`, {
        day: '2013-01-10',
        evidence: 'Project plan, version 2',
      });
    expect(refusal(await fulfilled())).toMatchInlineSnapshot(
      `"condition-not-met: The project plan still does not say communications requirements, targets, baselines, intended outcomes and sustainability. Complete it first."`,
    );
    const plan = await offices.manager.get('/api/v1/projects/youth-work');
    const seen = { 'if-match': String(plan.headers.etag) };
    done(await offices.manager.send('PATCH', '/api/v1/projects/youth-work', COMPLETE, seen));
    done(await fulfilled());
    expect([await requestNow('youth-work'), await streamNow()]).toMatchInlineSnapshot(`
      [
        "endorsed",
        "available £5000, reserved £0, allocated £50000, spent £0",
      ]
    `);
    const open = (await offices.list<Recorded>('decisions?words=youth')).map(({ reference }) => reference);
    const conditions = [];
    for (const reference of open)
      conditions.push(...(await offices.read<Recorded>(`decisions/${reference}`)).conditions);
    expect(conditions.map(({ metOn }) => metOn)).toEqual(['2013-01-10']);
  });

  test('11 January. £12,000 is drawn with evidence; more than is left is refused', async () => {
    await concord().itIs('2013-01-11');
    done(await draw(12_000_00, '2013-01-11'));
    expect(refusal(await draw(38_000_01, '2013-01-11'))).toMatchInlineSnapshot(
      `"exceeds-allocation: Only £38,000 of Crime reduction grant is allocated to this request and not drawn yet."`,
    );
    expect(await streamNow()).toMatchInlineSnapshot(
      `"available £5000, reserved £0, allocated £38000, spent £12000"`,
    );
  });

  test('17 January. The work ends early: £47,000 re-enters the stream, and the deferred request is offered it', async () => {
    await concord().itIs('2013-01-17');
    const back = { stream: 'crime-reduction-grant', day: '2013-01-17', reason: 'One worker left' };
    const at = '/api/v1/requests/youth-work/returns';
    expect(
      refusal(await offices.treasurer.post(at, { ...back, from: 'spent', pence: 12_000_01 })),
    ).toMatchInlineSnapshot(
      `"exceeds-what-was-drawn: Only £12,000 of Crime reduction grant was drawn for this request."`,
    );
    done(await offices.treasurer.post(at, { ...back, from: 'spent', pence: 9_000_00 }));
    done(await offices.treasurer.post(at, { ...back, from: 'allocated', pence: 38_000_00 }));
    expect(await streamNow()).toMatchInlineSnapshot(
      `"available £52000, reserved £0, allocated £0, spent £3000"`,
    );
    const life = await offices.read<{ offers: unknown[] }>('requests/life-course');
    expect(life.offers).toMatchInlineSnapshot(`
      [
        {
          "on": "2013-01-17",
          "pence": 650000,
          "streamSlug": "crime-reduction-grant",
        },
      ]
    `);
    const { offers } = await offices.read<{ offers: unknown[] }>('requests/cooking-for-health');
    expect(offers).toEqual([]);
  });
});

describe('January: the papers are put in order', () => {
  test('minutes are drafted, agreed by the chair and published, and the decisions with them', async () => {
    for (const sitting of [executive, strategic]) {
      done(await sitting.post('outcomes', { outcome: 'held' }));
      done(await sitting.post('minutes/drafts', { version: 0 }));
      expect(refusal(await sitting.post('minutes/publications', { version: 1 }))).toMatchInlineSnapshot(
        `"minutes-are-not-agreed: The chair must agree the minutes before they are published."`,
      );
      done(await sitting.post('minutes/agreements', { version: 1, how: 'By letter of 16 January' }));
      done(await sitting.post('minutes/publications', { version: 2 }));
    }
    const minutes = done<{ items: { state: string; parts: { markdown: string }[] }[] }>(
      await offices.secretary.get(`/api/v1/sittings/${strategic.id}/minutes`),
    ).items.at(-1);
    expect(minutes?.state).toBe('published');
    expect(minutes?.parts.map(({ markdown }) => markdown).join('\n\n')).toMatchInlineSnapshot(`
      "- Chase Council (chair)
      - Chase Police
      - Chase Health
      - Chase Fire and Rescue
      - Heath County Council, from item 5

      **Absent**

      - Chase College

      **Quorum at the start**

      Quorate: 4 of 5 core organisations are here and 4 are needed.

      Nothing was recorded at this item.

      Chase Police declared an interest: Its officers lead the work. They left for this item.

      **Endorsed on condition** (2012-005): Resolved as proposed.

      By consensus. Not quorate: 3 of 5 core organisations are here and 4 are needed; 1 more must come. Chase Police does not count: declared an interest in this item. The decision waits to be ratified at a quorate sitting and has no effect until then.

      Condition, by 31 January 2013: The project plan is completed

      **Deferred** (2012-006): Resolved as proposed.

      By consensus. Quorate: 4 of 5 core organisations are here and 4 are needed.

      Deferred to 30 June 2013.

      Reason: Nothing is left once the youth work is paid for

      The request is deferred until 30 June 2013.

      **Referred back** (2012-007): Resolved as proposed.

      By consensus. Quorate: 4 of 5 core organisations are here and 4 are needed.

      Reason: Another stream has to be found

      The request goes back to whom it came from.

      **Ratified** (2012-008): Resolved as proposed.

      By consensus. Quorate: 5 of 5 core organisations are here and 4 are needed.

      £50,000 of Crime reduction grant is reserved until the condition is met, by 31 January 2013: the project plan still lacks communications requirements, targets, baselines, intended outcomes and sustainability."
    `);
  });

  test('actions are closed with evidence', async () => {
    const action = {
      sittingId: strategic.id,
      itemId: strategic.item(3),
      says: 'Ask the funder for more',
      ownerAgencyId: offices.agencies.get('council'),
      setOn: '2012-12-14',
      dueOn: '2013-01-31',
    };
    const set = done(await offices.secretary.post('/api/v1/bodies/strategic-board/actions', action));
    const closure = { outcome: 'done', evidence: 'Letter of 15 January' };
    const closed = () => offices.secretary.post(`/api/v1/actions/${set.id}/closures`, closure);
    expect(done<object>(await closed())).toMatchObject({ state: 'closed', closedOn: '2013-01-17' });
    expect(refusal(await closed())).toMatchInlineSnapshot(
      `"action-is-closed: This action was closed on 17 January 2013."`,
    );
    expect(await offices.list('actions?state=open')).toEqual([]);
  });

  test('attendance counts both sittings', async () => {
    const { bodies } = await offices.read<{ bodies: Record<string, unknown>[] }>(
      'attendance?from=2012-10-01&to=2013-01-17',
    );
    expect(
      bodies.map(({ body, sittings, present }) => `${body}: ${sittings}, ${present}`),
    ).toMatchInlineSnapshot(`
      [
        "Executive Board: 6, 6",
        "Strategic Board: 6, 5",
      ]
    `);
  });

  test('the statement of the fund adds up', async () => {
    const statement = await offices.read<{ total: { figures: Record<string, number> }; faults: string[] }>(
      'fund-statement?from=2012-10-01&until=2013-01-17',
    );
    const {
      opening = 0,
      received = 0,
      spent = 0,
      returned = 0,
      repaid = 0,
      closing = 0,
    } = statement.total.figures;
    expect(opening + received - spent + returned - repaid).toBe(closing);
    expect(statement.faults).toEqual([]);
    expect(statement.total.figures).toMatchInlineSnapshot(`
      {
        "closing": 5200000,
        "committed": 5000000,
        "committedClosing": 0,
        "committedOpening": 0,
        "freed": 3800000,
        "lapsed": 0,
        "leftClosing": 5200000,
        "opening": 0,
        "owedClosing": 0,
        "received": 5500000,
        "repaid": 0,
        "returned": 900000,
        "spent": 1200000,
      }
    `);
  });

  test('the checks of governance and of the fund find nothing', async () => {
    const { db, services } = concord();
    const checks = [...services.offers.checks.values()].filter(({ name }) =>
      /^(governance|fund)\./.test(name),
    );
    expect(checks.length).toBeGreaterThan(15);
    const auditor = db.with('read', 'papers.exempt', 'audit.read');
    for (const check of checks)
      expect(await db.does(auditor, (tx) => check.find(tx)), check.name).toEqual([]);
  });
});
