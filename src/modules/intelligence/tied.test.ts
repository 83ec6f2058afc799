/** A count and a rate on the same counts tell each other's hidden figures unless the one is computed from the other. */
import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../test/support/app.ts';
import { orThrow } from '../../kernel/refusal.ts';
import { importObservations } from './import/index.ts';
import { defineIndicator } from './indicators.ts';
import { findIndicator } from './queries.ts';
import { sameCountsAreTied } from './tied.ts';

const concord = testApp({ example: true });
const WARDS = ['cannock-east-ward-2013', 'cannock-north-ward-2013', 'cannock-south-ward-2013'];
let analyst: SignedInCaller;

const found = () => concord().db.does(concord().db.with('read'), (tx) => sameCountsAreTied.find(tx));
const edit = async (slug: string): Promise<string> =>
  (await analyst.get(`/indicators/${slug}/edit`)).body.replaceAll(/\s+/g, ' ');
const idOf = async (slug: string): Promise<string> =>
  concord().db.does(concord().db.with('read'), async (tx) => (await findIndicator(tx, slug))?.id ?? '');
const tie = async (slug: string, parts: Record<string, string>) =>
  analyst.form(`/indicators/${slug}/edit`, {
    _revision: /name="_revision" value="(\d+)"/.exec(await edit(slug))?.[1] ?? '',
    ...parts,
  });

beforeAll(async () => {
  analyst = await concord().signInAs('read', 'indicators.edit');
  const actor = concord().db.with('read', 'indicators.edit', 'observations.record');
  await concord().db.does(actor, async (tx) => {
    const few = { direction: 'lower', smallNumbers: true, unit: 'people' } as const;
    orThrow(await defineIndicator(tx, actor, { ...few, slug: 'hurt', title: 'Hurt', kind: 'number' }));
    orThrow(
      await defineIndicator(tx, actor, { ...few, slug: 'hurt-rate', title: 'Hurt per 1,000', kind: 'rate' }),
    );
    const rows = ['indicator,period,value,numerator,denominator,place,quality'];
    for (const period of ['2010/11', '2011/12'])
      for (const [nth, ward] of WARDS.entries()) {
        if (period === '2011/12' && nth === 2) continue;
        rows.push(`hurt,${period},${nth + 3},,,${ward},final`);
        rows.push(`hurt-rate,${period},${(nth + 3) / 5},${nth + 3},5000,${ward},final`);
      }
    expect(orThrow(await importObservations(tx, actor, rows.join('\n'))).refused).toBe(0);
  });
});

test('a count and a rate on the same counts that are not tied are told on the edit pages of both and by the check', async () => {
  expect(await found()).toEqual([
    'Hurt per 1,000 has the counts of Hurt as its numerators and is not computed from it: each tells what is hidden of the other',
  ]);
  expect(await edit('hurt-rate')).toContain('its numerators are the figures of “Hurt”');
  expect(await edit('hurt')).toContain('its figures are the numerators of “Hurt per 1,000”');
  expect(await edit('recorded-crime')).not.toContain('Something to look at');
});

test('one counterpart without its own, or itself, is refused; both tie them, and nothing is left to look at', async () => {
  const [hurt, rate, people] = [await idOf('hurt'), await idOf('hurt-rate'), await idOf('population')];
  expect((await tie('hurt-rate', { numeratorId: hurt, denominatorId: '' })).body).toContain(
    'Choose both indicators that this one is computed from, or neither.',
  );
  expect((await tie('hurt-rate', { numeratorId: rate, denominatorId: people })).body).toContain(
    'An indicator cannot be computed from itself.',
  );
  const unknown = '019a0000-0000-7000-8000-000000000000';
  expect((await tie('hurt-rate', { numeratorId: unknown, denominatorId: people })).body).toContain(
    'Choose one of the list.',
  );
  expect((await tie('hurt-rate', { numeratorId: hurt, denominatorId: people })).statusCode).toBe(303);
  expect(await edit('hurt-rate')).toMatch(new RegExp(`value="${hurt}" selected`));
  expect(await found()).toEqual([]);
  expect(await edit('hurt-rate')).not.toContain('Something to look at');
});
