import { z } from 'zod';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenDate, givenText, optionalText, readFields } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { parseTableQuery, toCsv } from '../../../ui/table/index.ts';
import { CRUMBS, crumbsTo, READ } from '../routes/shared.ts';
import { assembleComparison, type Comparison } from './assemble.ts';
import { ComparePage } from './compare-page.tsx';
import { assembleContribution } from './contribution-assemble.ts';
import { ContributionPage } from './contribution-page.tsx';
import { COMPARISON_CSV } from './csv.ts';
import { listFamilies, recordFamily } from './families.ts';
import { FamiliesPage, FamilyForm } from './families-page.tsx';
import { assembleGap } from './gap-assemble.ts';
import { GapPage } from './gap-page.tsx';

const given = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The comparison that the address asks for. What makes no sense is left out, so that a link of yesterday still shows a page. */
async function comparisonIn(c: Context): Promise<Comparison | Refusal> {
  const here = { today: c.today, area: c.partnership.area };
  const slug = c.params.slug ?? '';
  const [places, other, period] = [given(c.query.places), given(c.query.with), given(c.query.period)];
  const tries = [{ places, with: other, period }, { places, with: other }, { places }, {}];
  for (const wanted of tries) {
    const found = await assembleComparison(c.tx, slug, wanted, here);
    if (!isRefusal(found) || found.refused === 'not-found') return found;
  }
  return assembleComparison(c.tx, slug, {}, here);
}

async function comparePage(c: Context): Promise<Answer> {
  const comparison = await comparisonIn(c);
  if (isRefusal(comparison)) return comparison;
  return {
    title: `${comparison.indicator.title}: places compared`,
    breadcrumbs: crumbsTo(comparison.indicator),
    body: (
      <ComparePage
        comparison={comparison}
        query={parseTableQuery(c.query, [])}
        mayEdit={may(c.actor, 'indicators.edit')}
      />
    ),
  };
}

async function compareCsv(c: Context): Promise<Answer> {
  const comparison = await comparisonIn(c);
  if (isRefusal(comparison)) return comparison;
  const { indicator, told } = comparison;
  const period = { key: 'period', header: 'period', cell: () => told?.period.text ?? '' };
  return {
    download: toCsv([...COMPARISON_CSV, period], told?.rows ?? []),
    mediaType: 'text/csv; charset=utf-8',
    fileName: `${indicator.slug}-places-compared.csv`,
  };
}

/** A gap that is not there any more gives way to the first that is. */
async function gapPage(c: Context): Promise<Answer> {
  const here = { today: c.today, area: c.partnership.area };
  const slug = c.params.slug ?? '';
  const [of, since, until] = [given(c.query.of), given(c.query.since), given(c.query.until)];
  for (const wanted of [{ of, since, until }, { of, until }, { of }, {}]) {
    const gap = await assembleGap(c.tx, slug, wanted, here);
    if (isRefusal(gap) && gap.refused !== 'not-found') continue;
    if (isRefusal(gap)) return gap;
    return {
      title: `${gap.indicator.title}: closing the gap`,
      breadcrumbs: crumbsTo(gap.indicator),
      body: <GapPage {...gap} />,
    };
  }
  return notFound('indicator');
}

async function contributionPage(c: Context): Promise<Answer> {
  const here = { today: c.today, area: c.partnership.area };
  const slug = c.params.slug ?? '';
  const [places, since, until] = [given(c.query.places), given(c.query.since), given(c.query.until)];
  for (const wanted of [{ places, since, until }, { places, until }, { places }, {}]) {
    const found = await assembleContribution(c.tx, slug, wanted, here);
    if (isRefusal(found) && found.refused !== 'not-found') continue;
    if (isRefusal(found)) return found;
    return {
      title: `${found.indicator.title}: who contributes to a change`,
      breadcrumbs: crumbsTo(found.indicator),
      body: <ContributionPage {...found} />,
    };
  }
  return notFound('indicator');
}

const familyFields = z.object({
  title: givenText('Name the family, such as Most similar districts'),
  startsOn: givenDate('Write the first day as day, month and year, such as 1 4 2012'),
  source: givenText('Say who drew the list up, and where it is published'),
  note: optionalText(),
  places: givenText('Name at least one place, one on each line'),
});

async function record(c: Context): Promise<Answer> {
  const fields = readFields(familyFields, c.form);
  if (isRefusal(fields)) return fields;
  const places = fields.places
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const recorded = await recordFamily(c.tx, c.actor, { ...fields, note: fields.note ?? '', places });
  return isRefusal(recorded) ? recorded : { redirect: '/indicators/families' };
}

const familyForm = async (c: Context, typed: Typed): Promise<Answer> => ({
  title: 'Record a family of similar places',
  breadcrumbs: [...CRUMBS, { text: 'Families of similar places', href: '/indicators/families' }],
  body: (
    <FamilyForm {...typed} {...c.formKeys} action="/indicators/families/new" back="/indicators/families" />
  ),
});

/** Places beside a comparator, and the families of similar places. */
export const compareRoutes: readonly Route[] = [
  get('/indicators/families', READ, async (c) => ({
    title: 'Families of similar places',
    breadcrumbs: CRUMBS,
    wide: true,
    body: <FamiliesPage families={await listFamilies(c.tx)} mayEdit={may(c.actor, 'indicators.edit')} />,
  })),
  get('/indicators/families/new', { permission: 'indicators.edit' }, (c) => familyForm(c, NOTHING_TYPED)),
  post('/indicators/families/new', { permission: 'indicators.edit' }, record, { again: familyForm }),
  get('/indicators/:slug/compare', READ, comparePage),
  get('/indicators/:slug/compare.csv', READ, compareCsv),
  get('/indicators/:slug/gap', READ, gapPage),
  get('/indicators/:slug/contribution', READ, contributionPage),
];
