import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../test/support/app.ts';
import { system } from '../../platform/actor.ts';
import { makeUpdateLink } from './direct-link.ts';

const concord = testApp({ example: true });
let manager: SignedInCaller;
let reader: SignedInCaller;

beforeAll(async () => {
  manager = await concord().signInAs(
    'plan.edit',
    'plan.adopt',
    'project.endorse',
    'progress.report',
    'indicators.edit',
    'observations.record',
  );
  reader = await concord().signInAs();
});

const PLAN = '/plans/community-safety-delivery-plan-2013';
const PROJECT = '/projects/vulnerable-peoples-champion';

describe('the pages of delivery', () => {
  test('every page opens for a manager, and reading ones for everybody', async () => {
    const reading = [
      '/plans',
      PLAN,
      `${PLAN}/timeline`,
      `${PLAN}/export.csv`,
      `${PLAN}/export.xlsx`,
      '/plans/agency-lines',
      '/projects',
      '/projects.csv',
      '/projects?rag=amber',
      '/projects?programme=blake',
      '/updates',
      PROJECT,
      ...['history', 'milestones', 'risks', 'case-studies', 'equality', 'endorsement'].map(
        (page) => `${PROJECT}/${page}`,
      ),
    ];
    const editing = [
      '/plans/new',
      '/plans/import',
      `${PLAN}/edit`,
      `${PLAN}/refresh`,
      '/plans/economic-delivery-plan/adoption',
      '/projects/new',
      `${PROJECT}/edit`,
      `${PROJECT}/stage`,
      `${PROJECT}/update`,
      `${PROJECT}/plans`,
    ];
    for (const path of [...reading, ...editing])
      expect([path, (await manager.get(path)).statusCode]).toEqual([path, 200]);
    // Who leads a project and may not report on it is led to the project, which says who may.
    expect((await reader.get(`${PROJECT}/update`)).headers.location).toBe(PROJECT);
    for (const path of reading) expect([path, (await reader.get(path)).statusCode]).toEqual([path, 200]);
    for (const path of editing.filter((one) => !one.endsWith('/update')))
      expect([path, (await reader.get(path)).statusCode]).toEqual([path, 403]);
  });

  test('the plan is the table of the source, with its unknowns', async () => {
    const { body } = await reader.get(PLAN);
    for (const words of [
      'Increased assurance in the community',
      'How will we achieve these targets?',
      '£23,902, already allocated: 2012/13 SSCF allocation',
      '??% of people agree',
      'Lead officer/s',
      '165 victims supported over 12 months',
      'Future funding will be required to maintain this post',
      'Prevention Manager, TYPS',
    ])
      expect(body).toContain(words);
    expect(body).not.toContain('style=');
  });

  test('the Blake programme keeps both facts', async () => {
    const { body } = await reader.get('/projects?programme=blake');
    expect(body).toContain('Ten projects are included');
    expect(body).toContain('Nine Blake projects');
    expect(body).toContain('10 in all');
  });

  test('the economic projects ask for £81,000 and are endorsed on a dated condition', async () => {
    expect((await reader.get('/plans/economic-delivery-plan')).body).toContain('£81,000');
    const { body } = await reader.get('/projects/erdf-programme/endorsement');
    expect(body).toContain('Condition, due by 31 March 2013');
    expect(body).toContain(
      'lead officer, communications requirements, targets, baselines, intended outcomes and sustainability',
    );
  });

  test('a project plan that cannot be read keeps what was typed', async () => {
    const sent = await manager.form('/projects/new', {
      title: 'New one',
      leads: 'lsp-manger',
      milestones: 'soon | Open',
    });
    expect(sent.statusCode).toBe(422);
    expect(sent.body).toContain('Did you mean &quot;lsp-manager&quot;?');
    expect(sent.body).toContain('soon | Open');
  });

  test('a project is added to a plan, edited once, and not overwritten by a second edit', async () => {
    const added = await manager.form('/projects/new', {
      title: 'Night bus',
      plan: 'community-safety-delivery-plan-2013',
      outcome: 'improved-living-environments',
    });
    expect([added.statusCode, added.headers.location]).toEqual([303, '/projects/night-bus']);
    expect(
      (
        await manager.form('/projects/night-bus/edit', {
          _revision: '1',
          title: 'Night bus',
          outcomes: 'improved-living-environments',
          target: '20 nights',
        })
      ).statusCode,
    ).toBe(303);
    const second = await manager.form('/projects/night-bus/edit', { _revision: '1', title: 'Day bus' });
    expect(second.body).toContain('since you opened it');
    expect((await reader.get('/projects/night-bus/history')).body).toContain('Project plan edited');
  });

  test('a spreadsheet is previewed before anything is written', async () => {
    const csv = (await manager.get('/plans/export.csv')).body;
    const boundary = 'x-boundary';
    const page = (await manager.get('/plans/import')).body;
    const csrf = /name="_csrf" value="([^"]*)"/.exec(page.slice(page.indexOf('<main')))?.[1] ?? '';
    const payload = [
      `--${boundary}\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${csrf}\r\n`,
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="plan.csv"\r\ncontent-type: text/csv\r\n\r\n${csv.replace('Post holder', 'Two post holders')}\r\n`,
      `--${boundary}--\r\n`,
    ].join('');
    const preview = await concord().inject({
      method: 'POST',
      url: '/plans/import',
      headers: {
        cookie: `concord_session=${manager.secret}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      payload,
    });
    expect(preview.statusCode).toBe(200);
    expect(preview.body).toContain('1 to change');
    expect((await reader.get(PROJECT)).body).not.toContain('Two post holders');
    const confirm = /action="(\/plans\/import\/[^"]+)"/.exec(preview.body)?.[1] ?? '';
    expect((await manager.form(confirm, {})).statusCode).toBe(303);
    expect((await reader.get(PROJECT)).body).toContain('Two post holders');
  });
});

describe('the two-minute update', () => {
  test('a direct link opens the form of one project without signing in, and what is sent is kept', async () => {
    const { db } = concord();
    const work = system('test', db.partnershipId, ['read', 'platform.work']);
    const token = await db.does(work, async (tx) => {
      const project = await tx
        .selectFrom('delivery.project')
        .select(['id', 'agency_id'])
        .where('slug', '=', 'divert')
        .executeTakeFirstOrThrow();
      return makeUpdateLink(tx, work, {
        projectId: project.id,
        agencyId: project.agency_id,
        postId: null,
        now: new Date(),
      });
    });
    const page = await concord().visitor.get(`/update/${token}`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('How is the project going?');
    expect((await concord().visitor.get('/update/not-a-token')).statusCode).toBeGreaterThanOrEqual(400);
    const cookie = page.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const hidden = (name: string) =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(page.body.slice(page.body.indexOf('<main')))?.[1] ??
      '';
    const send = (fields: Record<string, string>) =>
      concord().inject({
        method: 'POST',
        url: `/update/${token}`,
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({
          _csrf: hidden('_csrf'),
          _form: hidden('_form'),
          ...fields,
        }).toString(),
      });
    expect((await send({ standing: 'on-track', says: '' })).statusCode).toBe(422);
    const sent = await send({ standing: 'at-risk', says: 'Two shops have joined' });
    expect([sent.statusCode, sent.headers.location]).toEqual([303, `/update/${token}/thanks`]);
    const history = await reader.get('/projects/divert/history');
    expect(history.body).toContain('At risk: Two shops have joined');
    expect((await concord().visitor.get(`/update/${token}/thanks`)).body).toContain('Thank you');
    const later = await concord().visitor.get(`/update/${token}`);
    expect(later.statusCode).toBe(422);
    expect(later.body).toContain('An update was sent with this link already');
  });

  test('more visitors with a direct link than there are connections are all answered', async () => {
    const answers = await Promise.all(
      Array.from({ length: 24 }, () => concord().visitor.get('/update/not-a-token')),
    );
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([422]));
  });
});

describe('who has reported', () => {
  test('the manager sees who is silent and why nobody can be written to; a reader is offered nothing', async () => {
    const page = (await manager.get('/updates')).body;
    expect(page).toContain('Love Your Street');
    expect(page).toMatch(/17 days late/);
    expect((await reader.get('/projects/love-your-street')).body).toContain(
      'one was due on 31 December 2012, 17 days ago',
    );
    expect((await reader.get('/projects/the-right-stuff')).body).toContain('Target: to be agreed');
    expect(page).toContain('Name a lead officer');
    const read = (await reader.get('/updates')).body;
    expect(read).not.toContain('/updates/reminders');
    expect((await reader.post('/updates/reminders', {})).statusCode).toBe(403);
  });

  test('one button chases all who are late, and the page says to whom it wrote', async () => {
    await concord().db.ownerPool.query(`
      insert into delivery.lead (partnership_id, id, project_id, post_id, position)
      select p.partnership_id, gen_random_uuid(), p.id, t.id, 0 from delivery.project p, partners.post t
      where p.slug = 'love-your-street' and t.slug = 'lsp-manager'`);
    expect((await manager.get('/updates')).body).toContain('Chase the one that is late');
    expect((await manager.post('/updates/reminders', {})).statusCode).toBe(303);
    const page = (await manager.get('/updates')).body;
    expect(page).toContain('Chased on 17 January 2013: LSP Manager');
    expect(page).not.toContain('Chase the one');
  });

  test('what project plans leave open stands among the data gaps', async () => {
    const page = (await reader.get('/data-gaps')).body;
    expect(page).toContain('The sources name no lead officer');
    expect(page).toContain('Lead officer not known yet');
    expect(page).toContain('LSP Manager, Cannock Chase Council');
    expect(page).not.toContain('LSP Manager, Staffordshire Fire and Rescue Service');
    expect(page).toContain('href="/projects/love-your-street"');
    expect(page.match(/Consider target re number of young people/g)).toHaveLength(1);
  });
});
