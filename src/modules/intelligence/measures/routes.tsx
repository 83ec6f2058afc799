import { z } from 'zod';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { mayFor, maySomewhere } from '../../../platform/actor.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import { dateValues, optionalDate, readFields, revisionIn } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { toCsv } from '../../../ui/table/index.ts';
import { findIndicator, listIndicators } from '../queries.ts';
import { CRUMBS, crumbsTo, EDIT, READ } from '../routes/shared.ts';
import { followMeasure, stopFollowing } from './follow.ts';
import { MeasurePage } from './measure-page.tsx';
import { MeasureSettingPage, MeasuresPage, SourcePage } from './pages.tsx';
import { findMeasureSetting, listFollowing, listReleases } from './queries.ts';
import { setMeasures } from './setting.ts';
import { HIDDEN } from './words.ts';

const MEASURES = [...CRUMBS, { text: 'Measures', href: '/indicators/measures' }];

async function measuresPage(c: Context): Promise<Answer> {
  const releases = await listReleases(c.tx);
  return {
    title: 'Measures',
    breadcrumbs: CRUMBS,
    body: (
      <MeasuresPage
        rows={[...c.services.offers.measures.values()].map((measure) => ({
          measure,
          latest: releases.find(
            (release) => release.measure === measure.name && release.period.quarters.length === 0,
          ),
        }))}
        setting={await findMeasureSetting(c.tx)}
        mayEdit={maySomewhere(c.actor, 'indicators.edit')}
      />
    ),
  };
}

async function measurePage(c: Context): Promise<Answer> {
  const measure = c.services.offers.measures.get(c.params.name ?? '');
  if (!measure) return notFound('measure');
  const releases = await listReleases(c.tx, { measure: measure.name });
  const followers = await listFollowing(c.tx, { measure: measure.name });
  const shown = releases.find(({ period }) => period.text === c.query.period) ?? releases[0];
  const before = [];
  for (const name of measure.after ?? []) {
    const step = c.services.offers.measures.get(name);
    if (!step) continue;
    const of = shown ? await listReleases(c.tx, { measure: name }) : [];
    before.push({ measure: step, release: of.find(({ period }) => period.text === shown?.period.text) });
  }
  return {
    title: measure.title,
    breadcrumbs: MEASURES,
    body: (
      <MeasurePage
        measure={measure}
        releases={releases}
        shown={shown}
        before={before}
        followers={await listIndicators(c.tx, { ids: followers.map(({ indicatorId }) => indicatorId) })}
      />
    ),
  };
}

async function figuresFile(c: Context): Promise<Answer> {
  const measure = c.services.offers.measures.get(c.params.name ?? '');
  if (!measure) return notFound('measure');
  const rows = (await listReleases(c.tx, { measure: measure.name })).flatMap((release) =>
    release.figures.map((figure) => ({ release, figure })),
  );
  return {
    download: toCsv(
      [
        { key: 'period', header: 'period', cell: ({ release }) => release.period.text },
        { key: 'group', header: 'group', cell: ({ figure }) => figure.group },
        { key: 'place', header: 'place', cell: ({ figure }) => figure.place },
        { key: 'value', header: 'value', cell: ({ figure }) => String(figure.value ?? HIDDEN) },
        { key: 'released', header: 'released_on', cell: ({ release }) => release.releasedOn },
        { key: 'revision', header: 'revision', cell: ({ release }) => String(release.revision) },
      ],
      rows,
    ),
    mediaType: 'text/csv; charset=utf-8',
    fileName: `${measure.name}.csv`,
  };
}

async function settingForm(c: Context, typed?: Typed): Promise<Answer> {
  const setting = await findMeasureSetting(c.tx);
  const now: Record<string, string> = {
    roundTo: String(setting.roundTo),
    settleDays: String(setting.settleDays),
    ...dateValues('countsFromOn', setting.countsFrom),
  };
  return {
    title: 'How measures are released',
    breadcrumbs: MEASURES,
    body: (
      <MeasureSettingPage
        keys={c.formKeys}
        typed={{ errors: typed?.errors ?? {}, values: { ...now, ...typed?.values } }}
        revision={setting.revision}
      />
    ),
  };
}

const settingFields = z.object({
  roundTo: z.enum(['1', '3', '5', '10'], { error: 'Choose how counts are rounded.' }).transform(Number),
  settleDays: z.coerce
    .number({ error: 'Give days from 0 to 90.' })
    .int('Give days from 0 to 90.')
    .min(0, 'Give days from 0 to 90.')
    .max(90, 'Give days from 0 to 90.'),
  countsFromOn: optionalDate(),
});

async function saveSetting(c: Context): Promise<Answer> {
  const fields = readFields(settingFields, c.form);
  if (isRefusal(fields)) return fields;
  const { countsFromOn, ...rest } = fields;
  const set = await setMeasures(c.tx, c.actor, {
    ...rest,
    countsFrom: countsFromOn,
    revision: revisionIn(c.form),
  });
  return isRefusal(set) ? set : { redirect: '/indicators/measures' };
}

async function sourceForm(c: Context, typed: Typed): Promise<Answer> {
  const indicator = await findIndicator(c.tx, c.params.slug ?? '');
  if (!indicator) return notFound('indicator');
  if (!mayFor(c.actor, 'indicators.edit', indicator.ownerAgencyId)) return notAllowed();
  const [following] = await listFollowing(c.tx, { indicatorId: indicator.id });
  const now = {
    measure: following?.measure ?? '',
    group: following?.group ?? '',
    years: following?.years ?? 'financial',
  };
  return {
    title: 'Where its figures come from',
    breadcrumbs: crumbsTo(indicator),
    body: (
      <SourcePage
        indicator={indicator}
        measures={[...c.services.offers.measures.values()]}
        keys={c.formKeys}
        typed={{ ...typed, values: { ...now, ...typed.values } }}
        revision={following?.revision ?? 0}
      />
    ),
  };
}

const sourceFields = z.object({
  measure: z.string().default(''),
  group: z.string().trim().default(''),
  years: z.enum(['calendar', 'financial'], { error: 'Choose when its years begin.' }).default('financial'),
});

async function saveSource(c: Context): Promise<Answer> {
  const indicator = await findIndicator(c.tx, c.params.slug ?? '');
  if (!indicator) return notFound('indicator');
  const fields = readFields(sourceFields, c.form);
  if (isRefusal(fields)) return fields;
  const revision = revisionIn(c.form);
  const measure = c.services.offers.measures.get(fields.measure);
  if (fields.measure !== '' && !measure)
    return refused('measure-unknown', 'Choose a measure of the list.', { field: 'measure' });
  if (!measure && revision === 0) return { redirect: `/indicators/${indicator.slug}` };
  const done = measure
    ? await followMeasure(c.tx, c.actor, {
        indicator,
        measure,
        group: fields.group,
        years: fields.years,
        revision,
      })
    : await stopFollowing(c.tx, c.actor, indicator, revision);
  return isRefusal(done) ? done : { redirect: `/indicators/${indicator.slug}` };
}

/** What is counted by itself, how it is released, and which indicator follows it. */
export const measureRoutes: readonly Route[] = [
  get('/indicators/measures', READ, measuresPage),
  get('/indicators/measures/settings', { permission: 'indicators.edit' }, (c) => settingForm(c)),
  post('/indicators/measures/settings', { permission: 'indicators.edit' }, saveSetting, {
    again: settingForm,
  }),
  get('/indicators/measures/:name', READ, measurePage),
  get('/indicators/measures/:name/figures.csv', READ, figuresFile),
  get('/indicators/:slug/source', EDIT, (c) => sourceForm(c, NOTHING_TYPED)),
  post('/indicators/:slug/source', EDIT, saveSource, { again: sourceForm }),
];
