import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { loadPartnersExample } from '../example.ts';
import { readHours, writeHours } from './hours.ts';
import { findService, importServices, listServices, servicesFor } from './index.ts';

const concord = testApp();
const files = (name: string) => readFileSync(`examples/cannock-chase/${name}`, 'utf8');
const editor = () => concord().db.with('read', 'partners.edit');
const on = plainDate('2013-01-17');

beforeAll(async () => {
  const actor = editor();
  await concord().db.does(actor, async (tx) => {
    orThrow((await loadPartnersExample(tx, actor, files)) ?? true);
    return orThrow(await importServices(tx, actor, files('services.csv'), { write: true }));
  });
});

describe('hours', () => {
  test('are read as people write them and written the same way', () => {
    const read = orThrow(readHours('monday to friday 9:00-17:00; Sat 10.00-12.00'));
    expect(read).toHaveLength(6);
    expect(writeHours(read)).toBe('Mon-Fri 09:00-17:00; Sat 10:00-12:00');
    expect(writeHours(orThrow(readHours('Mon 09:00-12:00; Mon 13:00-17:00; Wed 09:00-12:00')))).toBe(
      'Mon 09:00-12:00; Mon 13:00-17:00; Wed 09:00-12:00',
    );
  });
  test.each(['Mon 17:00-09:00', 'always', 'Fri-Mon 09:00-17:00', 'Mon 25:00-26:00'])(
    '"%s" cannot be read',
    (text) => expect(readHours(text)).toMatchObject({ refused: 'hours-unreadable' }),
  );
});

describe('the directory of services', () => {
  test('a sign of vulnerability leads to the services that are open that day', async () => {
    const found = await concord().db.does(editor(), async (tx) => [
      await servicesFor(tx, editor(), ['anti-social-behaviour'], on),
      await servicesFor(tx, editor(), ['anti-social-behaviour'], plainDate('2012-12-31')),
    ]);
    const [now, before] = found.map((services) => services.map(({ slug }) => slug));
    expect(now).toContain('anti-social-behaviour-team');
    expect(now).not.toContain('victim-support-champion');
    expect(before).toContain('victim-support-champion');
  });

  test('the same file imported again changes nothing', async () => {
    const actor = editor();
    const again = await concord().db.does(actor, async (tx) =>
      orThrow(await importServices(tx, actor, files('services.csv'), { write: true })),
    );
    expect(again.counts).toMatchObject({ added: 0, changed: 0, refused: 0 });
    expect(again.counts.unchanged).toBeGreaterThan(10);
  });

  test('a service that takes referrals says by when it answers them', async () => {
    const actor = editor();
    const text =
      'slug,agency,name,offers,accepts,normal_days\nslow,adsis,Slow,Something,referrals,\nodd,adsis,Odd,Something,signpost,3\n';
    const result = await concord().db.does(actor, async (tx) =>
      orThrow(await importServices(tx, actor, text, { write: true })),
    );
    expect(result.written).toBe(false);
    expect(result.rows.map(({ line, outcome, says }) => [line, outcome, says])).toEqual([
      [2, 'refused', expect.stringContaining('says in how many working days')],
      [3, 'refused', expect.stringContaining('says in how many working days')],
    ]);
  });

  test('visitors see what is published, and never where a service is told of referrals', async () => {
    const page = await concord().visitor.get('/services');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Home fire risk check');
    expect(page.body).not.toContain('support in domestic abuse');
    expect((await concord().visitor.get('/services/womens-aid')).statusCode).toBe(404);
    const one = await concord().visitor.get('/services/home-fire-risk-check');
    expect(one.body).toContain('Answered within 5 working days, urgent ones within 1 working day');
    expect(one.body).not.toContain('@example.org');
    const actor = concord().db.with('public');
    const seen = await concord().db.does(actor, (tx) => listServices(tx, actor));
    expect(seen.every(({ published }) => published)).toBe(true);
  });

  test('an editor adds and changes a service by form; somebody else’s change is not overwritten', async () => {
    const she = await concord().signInAs('partners.edit');
    const form = {
      agency: 'adsis',
      name: 'Needle exchange',
      offers: 'Clean needles',
      accepts: 'referrals',
      normalDays: '4',
      published: 'no',
      hours: 'Mon-Thu 10:00-16:00',
      indicators: 'substance-misuse',
    };
    const added = await she.form('/services', form);
    expect(added.headers.location).toBe('/services/needle-exchange');
    const old = { ...form, _revision: '1' };
    expect((await she.form('/services/needle-exchange', { ...old, fees: 'Free' })).statusCode).toBe(303);
    expect((await she.form('/services/needle-exchange', old)).statusCode).toBe(409);
    const wrong = await she.form('/services', { ...form, name: 'Other', normalDays: '' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('says in how many working days it answers');
    const page = await she.get('/services/needle-exchange');
    expect(page.body).toContain('Mon-Thu 10:00-16:00');
    expect(page.body).toContain('Free');
  });

  test('programs read and keep it with the same refusals by name', async () => {
    const program = await concord().token('partners.edit');
    const body = { name: 'Advice line', offers: 'Advice', accepts: 'signpost' };
    const added = await program.post('/api/v1/agencies/adsis/services', body);
    expect(added.statusCode).toBe(201);
    const refused = await program.post('/api/v1/agencies/adsis/services', {
      ...body,
      name: 'Another',
      normalDays: 3,
    });
    expect(refused.json()).toMatchObject({ name: 'service-says-by-when-it-answers' });
    const list = await program.get('/api/v1/services?indicator=fire-risk');
    expect(list.json().items.map(({ slug }: { slug: string }) => slug)).toEqual(['home-fire-risk-check']);
    expect(list.body).not.toContain('"inbox"');
  });

  test('who may edit one agency only changes no service of another', async () => {
    const she = await concord().signInAs('partners.edit@own');
    const answer = await she.form('/services/adsis', { name: 'Mine now', offers: 'x', accepts: 'signpost' });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    const service = await concord().db.does(editor(), (tx) => findService(tx, editor(), 'adsis'));
    expect(service?.name).toBe('Adsis: help with drugs and alcohol');
  });

  test('every field of a service of Open Referral UK has a place here', ({ skip }) => {
    const standard = '../shared/data/services/service_full.json';
    if (!existsSync(standard)) skip(`${standard} is not here: the shape of the standard was not looked at`);
    const given = Object.keys(JSON.parse(readFileSync(standard, 'utf8')));
    expect(given.length).toBeGreaterThan(15);
    expect(given.filter((field) => !(field in OPEN_REFERRAL))).toEqual([]);
  });
});

/** Where each part of a service of Open Referral UK 3 stands in the directory; what is left out has its reason. */
const OPEN_REFERRAL: Readonly<Record<string, string>> = {
  id: 'id',
  name: 'name',
  description: 'offers',
  url: 'website',
  email: 'email',
  status: 'openFrom, openUntil',
  fees: 'fees',
  accreditations: 'offers (in words)',
  minimum_age: 'minimumAge',
  maximum_age: 'maximumAge',
  assured_date: 'assuredOn',
  assurer_email: 'none: who checked stands in the audit trail',
  alert: 'hoursNote',
  last_modified: 'none: the audit trail knows',
  schedules: 'hours',
  service_areas: 'area',
  service_at_locations: 'address, accessNotes',
  languages: 'languages',
  organization: 'agency',
  funding: 'none: the fund keeps it',
  cost_options: 'fees',
  contacts: 'reach, telephone',
  attributes: 'indicators',
};
