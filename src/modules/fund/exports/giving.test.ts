import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { type Award, type GrantPackage, packageOf } from './giving.ts';

const STANDARDS = '../shared/standards';
const concord = testApp({ example: true });
let reader: SignedInCaller;
beforeAll(async () => {
  reader = await concord().signInAs();
});

const AWARD: Award = {
  reference: 'R-2012-01',
  title: 'Champion',
  purpose: '',
  asked: 29_902_00,
  awarded: 23_902_50,
  spent: 1_000_00,
  decidedOn: plainDate('2012-05-18'),
  fromOn: plainDate('2012-06-01'),
  untilOn: null,
  streamSlug: 'sscf',
  stream: 'SSCF 2012/13',
  recipientSlug: null,
  recipient: null,
  holderSlug: 'council',
  holder: 'Council',
  place: 'Blake',
  placeCode: null,
};
const PUBLISHER = { name: 'Chase Partnership', slug: 'chase' };

describe('awards in the 360Giving standard', () => {
  test('amounts are pounds, ids carry a prefix, the programme is the stream, and an unknown recipient is the partnership', () => {
    expect(packageOf(PUBLISHER, [AWARD], plainDate('2013-01-17')).grants).toEqual([
      {
        id: '360G-chase:R-2012-01-sscf',
        title: 'Champion',
        description: 'Champion',
        currency: 'GBP',
        amountAppliedFor: 29902,
        amountAwarded: 23902.5,
        amountDisbursed: 1000,
        awardDate: '2012-05-18',
        plannedDates: [{ startDate: '2012-06-01' }],
        recipientOrganization: [{ id: '360G-chase', name: 'Chase Partnership' }],
        fundingOrganization: [{ id: '360G-chase-org:council', name: 'Council' }],
        grantProgramme: [{ code: 'sscf', title: 'SSCF 2012/13' }],
        beneficiaryLocation: [{ name: 'Blake' }],
      },
    ]);
  });

  test('the three requests of 30 November 2012 are grants of 14 December', async () => {
    const { grants } = (await reader.get('/api/v1/360giving')).json<GrantPackage>();
    expect(grants.map(({ title, amountAwarded, awardDate }) => [title, amountAwarded, awardDate])).toEqual([
      ['Apprenticeship scheme with incentives for local businesses', 50_000, '2012-12-14'],
      ['Business support event', 1_000, '2012-12-14'],
      ['Enhance ERDF programme', 30_000, '2012-12-14'],
    ]);
    const file = await reader.get('/fund/360giving.json');
    expect(file.headers['content-disposition']).toContain('360giving.json');
    expect(file.json<GrantPackage>().grants).toEqual(grants);
  });

  test('the package is valid against the schema of the standard', async (context) => {
    if (!existsSync(STANDARDS))
      return context.skip(
        `${STANDARDS} is not beside the repository: the 360Giving schema was not looked at`,
      );
    const valid = validatorOf360Giving();
    const given = (await reader.get('/fund/360giving.json')).json<GrantPackage>();
    expect([valid(given), valid.errors]).toEqual([true, null]);
    const fuller = packageOf(PUBLISHER, [AWARD], plainDate('2013-01-17'));
    expect([valid(fuller), valid.errors]).toEqual([true, null]);
    expect(valid({ ...given, grants: given.grants.map(({ awardDate: _, ...rest }) => rest) })).toBe(false);
  });
});

/** The schemas as a 2020-12 validator takes them: `$schema` is written with http, and the package names an older grant. */
function validatorOf360Giving() {
  const read = (name: string): AnySchemaObject => ({
    ...(JSON.parse(readFileSync(`${STANDARDS}/${name}`, 'utf8')) as AnySchemaObject),
    $schema: 'https://json-schema.org/draft/2020-12/schema',
  });
  const whole = read('360-giving-package-schema.json') as AnySchemaObject & {
    properties: { grants: { items: { $ref: string } } };
  };
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
  ajv.addFormat('uri', /^[a-z][a-z0-9+.-]*:\S+$/i);
  ajv.addSchema({ ...read('360-giving-schema.json'), $id: whole.properties.grants.items.$ref });
  return ajv.compile(whole);
}
