import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { orThrow } from '../../kernel/refusal.ts';
import { progressRoutes } from '../../platform/progress-routes.tsx';
import { access } from '../access/module.ts';
import { loadGovernanceExample } from '../governance/index.ts';
import { governance } from '../governance/module.ts';
import { loadIntelligenceExample } from '../intelligence/index.ts';
import { intelligence } from '../intelligence/module.ts';
import { loadPartnersExample } from '../partners/index.ts';
import { partners } from '../partners/module.ts';
import { loadPlacesExample } from '../places/index.ts';
import { places } from '../places/module.ts';
import { loadStrategyExample } from './index.ts';
import { strategy } from './module.ts';

const concord = testApp({
  modules: [
    partners,
    access,
    places,
    governance,
    intelligence,
    strategy,
    { name: 'progress', routes: progressRoutes },
  ],
});
const files = (name: string) => readFileSync(`examples/cannock-chase/${name}`, 'utf8');
const EDITS = ['partners.edit', 'places.edit', 'governance.edit', 'strategy.edit', 'strategy.adopt'];

beforeAll(async () => {
  const { db } = concord();
  const actor = db.with('read', 'indicators.edit', 'observations.record', ...EDITS);
  await db.does(actor, async (tx) => {
    for (const load of [
      loadPartnersExample,
      loadPlacesExample,
      loadGovernanceExample,
      loadIntelligenceExample,
      loadStrategyExample,
    ])
      orThrow(await load(tx, actor, files));
  });
});

describe('what is shown', () => {
  test.each([
    ['/strategy', 'Sustainable Community Strategy'],
    ['/strategy/outcomes/increased-assurance-in-the-community', 'How are we doing?'],
    ['/strategy/outcomes/reduced-offending/rewording', 'Why, and who decided it?'],
    ['/strategy/outcomes/reduced-offending/joins', 'By which indicators is it judged?'],
    ['/strategy/priorities/community-safety', 'Needs it answers'],
    ['/strategy/themes/reducing-vulnerability', 'Increased assurance in the community'],
    ['/strategy/themes/new', 'Add a theme'],
    ['/strategy/themes/reducing-vulnerability/edit', 'Change Reducing vulnerability'],
    ['/strategy/corporate-priorities/place', 'Corporate priority of Cannock Chase Council'],
    ['/strategy/corporate-priorities/new', 'Whose priority is it?'],
    ['/strategy/corporate-priorities/place/edit', 'Change Place'],
    ['/strategy/needs', 'each with its evidence'],
    ['/strategy/needs/feeling-unsafe-after-dark', 'Feeling the Difference survey'],
    ['/strategy/needs/feeling-unsafe-after-dark/edit', 'Which priorities answer it?'],
    ['/strategy/needs/feeling-unsafe-after-dark/evidence/new', 'Where was it found?'],
    ['/strategy/needs/new', 'Record a need'],
    ['/strategy/versions', 'Version 1 is in force, adopted by 19 January 2012'],
    ['/strategy/versions/1', 'Increased Economic Opportunity'],
    ['/strategy/versions/new', 'It begins with the priorities and outcomes of version 1'],
    ['/agencies', 'Staffordshire Fire and Rescue Service'],
    ['/agencies?sector=police', '2 in all'],
    ['/agencies/new', 'Full name'],
    ['/agencies/import', 'short_name'],
    ['/agencies/staffordshire-police', 'Chief Inspector'],
    ['/agencies/south-staffordshire-pct', 'Ends 31 March 2013'],
    ['/agencies/staffordshire-police/edit', 'Change Staffordshire Police'],
    ['/agencies/staffordshire-police/ending', 'Staffordshire Police has ended'],
    ['/agencies/staffordshire-police/posts/new', 'Title of the post'],
    ['/agencies/posts', 'LSP Manager'],
    ['/agencies/posts/lsp-manager', 'Cannock Chase Council'],
    ['/agencies/posts/lsp-manager/edit', 'Change LSP Manager'],
    ['/agencies/posts/lsp-manager/appointment', 'Who is appointed?'],
    ['/places', 'Brereton and Ravenhill'],
    ['/places/new', 'What kind of place is it?'],
    ['/places/cannock-chase', '95,130 people on 30 June 2011, estimated'],
    ['/places/cannock-chase/populations/new', 'How sure is it?'],
    ['/bodies', 'Joint Operations Group'],
    ['/bodies/new', 'Whose body is it?'],
    ['/bodies/joint-operations-group', 'Last sat in November 2012'],
    ['/bodies/executive-board', 'Extraordinary'],
    ['/bodies/executive-board/edit', 'Change Executive Board'],
    ['/bodies/executive-board/sittings/new', 'Leave the day empty where only the month is known'],
    ['/bodies/executive-board/reporting-lines/new', 'How does it stand to the other body?'],
  ])('%s says “%s”', async (path, says) => {
    const page = await (await concord().signInAs(...EDITS)).get(path);
    expect(page.statusCode).toBe(200);
    expect(page.body.replaceAll('&amp;', '&')).toContain(says);
    expect(page.body).not.toMatch(/ style="/);
  });

  test('the golden thread of an outcome shows needs, priority and indicators', async () => {
    const { rows } = await concord().db.ownerPool.query<{ id: string }>(
      `select id from strategy.outcome where slug = 'increased-assurance-in-the-community'`,
    );
    const page = await (await concord().signInAs()).get(`/thread/outcome/${rows[0]?.id}`);
    expect(page.statusCode).toBe(200);
    for (const says of ['People do not feel safe after dark', 'Community Safety', 'safe-after-dark', '<svg'])
      expect(page.body).toContain(says);
  });

  test('what is not there is not found', async () => {
    const reader = await concord().signInAs();
    for (const path of [
      '/strategy/outcomes/none',
      '/strategy/versions/99',
      '/strategy/versions/abc',
      '/agencies/none',
      '/places/none',
      '/bodies/none',
      '/thread/outcome/not-an-id',
    ])
      expect([path, (await reader.get(path)).statusCode]).toEqual([path, 404]);
  });
});

describe('who may', () => {
  test('somebody who only reads sees no form and cannot send one', async () => {
    const reader = await concord().signInAs();
    expect((await reader.get('/strategy')).body).not.toContain('/strategy/versions/new');
    expect((await reader.get('/strategy/versions/new')).statusCode).toBe(403);
    expect((await reader.form('/strategy/versions', { title: 'Mine' })).statusCode).toBe(403);
    expect((await reader.form('/agencies', { name: 'Mine' })).statusCode).toBe(403);
  });
});

describe('forms', () => {
  test('a form with missing answers comes back with what was typed and what to do', async () => {
    const editor = await concord().signInAs(...EDITS);
    const page = await editor.form('/agencies', { name: 'Chase Housing', sector: 'nothing' });
    expect(page.statusCode).toBe(422);
    for (const says of ['There is a problem', 'Choose the sector', 'value="Chase Housing"'])
      expect(page.body).toContain(says);
  });

  test('an agency, a post and an appointment are recorded and shown', async () => {
    const editor = await concord().signInAs(...EDITS);
    const agency = await editor.form('/agencies', {
      name: 'Chase Housing',
      shortName: 'CH',
      sector: 'housing',
      statutory: 'no',
    });
    expect(agency.headers.location).toBe('/agencies/chase-housing');
    const post = await editor.form('/agencies/chase-housing/posts', { title: 'Tenancy Manager' });
    expect(post.headers.location).toBe('/agencies/posts/tenancy-manager-ch');
    const appointment = {
      name: 'Test Example',
      'startsOn-day': '1',
      'startsOn-month': '12',
      'startsOn-year': '2012',
    };
    await editor.form('/agencies/posts/tenancy-manager-ch/appointment', appointment);
    const page = await editor.get('/agencies/posts/tenancy-manager-ch');
    expect(page.body).toContain('Held by Test Example since 1 December 2012');
    const lastDay = { 'endsOn-day': '31', 'endsOn-month': '12', 'endsOn-year': '2012' };
    await editor.form('/agencies/posts/tenancy-manager-ch/vacancy', lastDay);
    const after = await editor.get('/agencies/posts/tenancy-manager-ch');
    expect(after.body).toContain('Nobody is recorded as holding this post.');
  });

  test('a sitting whose day is not known is planned by its month and then recorded as held', async () => {
    const editor = await concord().signInAs(...EDITS);
    const fields = { 'day-day': '', 'day-month': '12', 'day-year': '2012', kind: 'ordinary' };
    await editor.form('/bodies/joint-operations-group/sittings', fields);
    const page = await editor.get('/bodies/joint-operations-group');
    expect(page.body).toContain('Outcome not recorded');
    const [, path] = /href="([^"]+)">December 2012/.exec(page.body) ?? [];
    const refused = await editor.form(`${path}/outcome`, { outcome: 'cancelled' });
    expect(refused.body).toContain('Say why the sitting was cancelled, adjourned or inquorate.');
    await editor.form(`${path}/outcome`, { outcome: 'held' });
    expect((await editor.get('/bodies/joint-operations-group')).body).not.toContain('Outcome not recorded');
  });

  test('a body stops answering to another on a day', async () => {
    const editor = await concord().signInAs(...EDITS);
    const [, path = ''] =
      /href="([^"]+\/ending)"/.exec((await editor.get('/bodies/executive-board')).body) ?? [];
    expect((await editor.get(path)).body).toContain('What was the last day on which it stood so?');
    await editor.form(path, { 'endsOn-day': '14', 'endsOn-month': '12', 'endsOn-year': '2012' });
    expect((await editor.get('/bodies/executive-board')).body).toContain('until 14 December 2012');
  });

  test('a draft is written and adopted, and the version before it is superseded', async () => {
    const editor = await concord().signInAs(...EDITS);
    const started = await editor.form('/strategy/versions', {
      title: 'Strategy 2013',
      vision: 'A safer Chase',
    });
    expect(started.headers.location).toBe('/strategy/versions/2');
    await editor.form('/strategy/versions/2/outcomes', {
      prioritySlug: 'improved-health',
      wording: 'Fewer falls',
    });
    const adopted = await editor.form('/strategy/versions/2/adoption', {
      'adoptedOn-day': '14',
      'adoptedOn-month': '1',
      'adoptedOn-year': '2013',
      precision: 'day',
      minutes: 'Strategic Board, 14 January 2013, item 5',
      reason: 'Decided before the partnership began here',
    });
    expect(adopted.headers.location).toBe('/strategy');
    const page = await editor.get('/strategy');
    for (const says of ['Strategy 2013', 'A safer Chase', 'Fewer falls', 'adopted on 14 January 2013'])
      expect(page.body).toContain(says);
    expect((await editor.get('/strategy/versions')).body).toContain('Superseded');
  });

  /** Uploads a file to an import and gives the preview with the key of the file that was kept. */
  async function previewed(path: string, fileName: string, text: string) {
    const editor = await concord().signInAs(...EDITS);
    const boundary = 'x-test-boundary';
    const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--${boundary}--\r\n`;
    const preview = await editor.send('POST', path, file, {
      'content-type': `multipart/form-data; boundary=${boundary}`,
    });
    const [, kept = ''] = /name="file" value="([^"]+)"/.exec(preview.body) ?? [];
    return { editor, preview, kept };
  }

  test('an import is previewed and writes nothing until it is confirmed', async () => {
    const row = 'chase-business,Chase Business Club,CBC,business,no';
    const text = `slug,name,short_name,sector,statutory\n${row}\n`;
    const { editor, preview, kept } = await previewed('/agencies/import', 'a.csv', text);
    expect(preview.statusCode).toBe(200);
    expect(preview.body).toContain('1 to add, 0 to change, 0 as they are, 0 refused');
    expect((await editor.get('/agencies/chase-business')).statusCode).toBe(404);
    await editor.form('/agencies/import/confirmation', { file: kept });
    expect((await editor.get('/agencies/chase-business')).statusCode).toBe(200);
  });

  test('a file that is as large as an import may be is previewed, and written while a page shows how far it is', async () => {
    const note = 'n'.repeat(3_000);
    const rows = Array.from({ length: 600 }, (_, at) => `big-${at},Club ${at},C${at},business,no,"${note}"`);
    const text = `slug,name,short_name,sector,statutory,note\n${rows.join('\n')}\n`;
    expect(text.length).toBeGreaterThan(1_800_000);
    const { editor, preview, kept } = await previewed('/agencies/import', 'large.csv', text);
    expect(preview.body).toContain('600 to add');
    const begun = await editor.form('/agencies/import/confirmation', { file: kept });
    const progress = String(begun.headers.location);
    expect(progress).toContain('/progress/');
    let page = await editor.get(progress);
    while (page.statusCode === 200 && !page.body.includes('Go back')) {
      await wait(100);
      page = await editor.get(progress);
    }
    expect(page.headers.location).toBe('/agencies');
    expect((await editor.get('/agencies/big-599')).statusCode).toBe(200);
  });

  test('only who had a file previewed can confirm it', async () => {
    const { kept } = await previewed(
      '/agencies/import',
      'a.csv',
      'slug,name,short_name,sector,statutory\nx,X,X,business,no\n',
    );
    const other = await concord().signInAs(...EDITS);
    const answer = await other.form('/agencies/import/confirmation', { file: kept });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('The file is not there any more. Choose it again.');
  });

  test('a strategy is previewed from its file, thing by thing, and confirmed as the next version', async () => {
    const strategy = {
      version: { title: 'Strategy 2014' },
      priorities: [{ slug: 'culture', title: 'Culture', outcomes: [{ wording: 'More people sing' }] }],
      themes: [{ slug: 'reducing-vulnerability', title: 'Reducing vulnerability' }],
      needs: [{ slug: 'no-choir', title: 'No choir', statement: 'Nobody sings.', priorities: ['culture'] }],
    };
    const path = '/strategy/versions/import';
    const { editor, preview, kept } = await previewed(path, 's.json', JSON.stringify(strategy, null, 2));
    for (const says of [
      'Outcome: More people sing',
      'Need: No choir',
      '4 to add, 0 to change, 1 as they are',
    ])
      expect(preview.body).toContain(says);
    expect((await editor.get('/strategy/needs/no-choir')).statusCode).toBe(404);
    expect((await editor.form(`${path}/confirmation`, { file: kept })).statusCode).toBe(303);
    expect((await editor.get('/strategy/versions')).body).toContain('Strategy 2014');
    expect((await editor.get('/strategy/needs/no-choir')).body).toContain('Nobody sings.');
  });

  test('a strategy that names what there is not is refused by line and reason, and nothing of it is kept', async () => {
    const outcome = { wording: 'More people dance', indicators: ['no-such-indicator'] };
    const strategy = {
      version: { title: 'Strategy 2015' },
      priorities: [{ slug: 'dance', title: 'Dance', outcomes: [outcome] }],
    };
    const text = JSON.stringify(strategy, null, 2);
    const { editor, preview } = await previewed('/strategy/versions/import', 's.json', text);
    expect(preview.body).toContain('1 refused row');
    expect(preview.body).toContain('There is no indicator &quot;no-such-indicator&quot;.');
    expect((await editor.get('/strategy/versions')).body).not.toContain('Strategy 2015');
  });

  test.each([
    ['not JSON at all', 'This is not a JSON file that can be read.'],
    ['{"version": {}}', 'The strategy file is not complete'],
  ])('a file that is no strategy (%s) is refused at the field', async (text, says) => {
    const { preview } = await previewed('/strategy/versions/import', 's.json', text);
    expect(preview.statusCode).toBe(422);
    expect(preview.body).toContain(says);
  });
});
