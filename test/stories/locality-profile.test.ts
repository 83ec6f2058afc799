/** What the example tells of a place, gathered from every module that knows something of it. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../support/app.ts';

const concord = testApp({ example: true });
let reader: SignedInCaller;
beforeAll(async () => {
  reader = await concord().signInAs();
});

/** What stands under a heading of the profile, as text. */
const under = (body: string, id: string): string => {
  const from = body.indexOf(`id="${id}"`);
  const to = body.indexOf('<h2', from + 1);
  return body
    .slice(from, to < 0 ? undefined : to)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
};

describe('a locality profile of the example', () => {
  test('a ward: its indicators, and that nobody knows how many live there', async () => {
    const { statusCode, body } = await reader.get('/places/cannock-north-ward-2013/profile');
    expect(statusCode).toBe(200);
    expect(under(body, 'population')).toContain('How many people live here is not known yet');
    expect(under(body, 'indicators')).toContain(
      'by ward (synthetic) 61.8 per 1,000 2011/12 Significantly higher (34.8 per 1,000)',
    );
    expect(under(body, 'projects')).toContain('No project that is open says that it works here.');
    expect(body).not.toContain('style=');
  });
  test('the district: its people, its indicators, the projects in it and what the fund gave them', async () => {
    const { body } = await reader.get('/places/cannock-chase/profile');
    // Of the county another source told, at another time: that is no whole of these.
    expect(under(body, 'population')).toContain('95,130 people on 30 June 2011, estimated. Source: ');
    expect(under(body, 'indicators')).toContain('Recorded crime 5,803');
    expect(under(body, 'projects')).toContain('Love Your Street');
    expect(under(body, 'projects')).toContain('Hagley TC, Rugeley');
    expect(under(body, 'money')).toContain('local businesses The whole area £50,000');
  });
  test('as PDF', async () => {
    const { statusCode, headers } = await reader.get('/places/rugeley/profile.pdf');
    expect([statusCode, headers['content-type']]).toEqual([200, 'application/pdf']);
    expect((await reader.get('/places/moon/profile')).statusCode).toBe(404);
  });
  test('a project says where it works, and takes it back', async () => {
    const editor = await concord().signInAs('plan.edit');
    const path = '/projects/apprenticeship-scheme/places';
    expect((await editor.form(path, { place: '' })).body).toContain('Choose a place from the list.');
    await editor.form(path, { place: 'rugeley' });
    const { body } = await reader.get('/places/rugeley/profile');
    expect(under(body, 'projects')).toContain('Apprenticeship scheme');
    expect(under(body, 'money')).toContain('local businesses Rugeley £50,000');
    await editor.form(`${path}/rugeley/removal`, {});
    expect((await reader.get(path)).body).toContain('No place is named');
  });
});

test('the map of wards is drawn on tiles, with a way to it from the geography and the indicator', async () => {
  const map = '/indicators/synthetic-asb-by-ward/map';
  expect((await reader.get('/indicators/synthetic-asb-by-ward')).body).toContain(`href="${map}"`);
  const { body } = await reader.get(map);
  expect(body).toContain('Each place is a tile of one size');
  expect(body.match(/class="app-map__link"/g)).toHaveLength(15);
  const listed = '/indicators/maps?geography=ward-2013';
  expect((await reader.get('/places/geographies/ward-2013')).body).toContain(`href="${listed}"`);
  expect((await reader.get(listed)).body).toContain(`${map}?geography=ward-2013`);
  const csv = await reader.get(`${map}.csv`);
  expect(csv.body.split('\r\n')[0]).toContain(
    'Place,Value,Band,Against all of them,Code,Vintage of the place',
  );
});
