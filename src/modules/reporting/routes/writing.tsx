import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { blocksFromMarkdown, type Document } from '../../../ui/document/index.ts';
import type { BuiltDraft } from '../draft.ts';
import { finder, gatherFigures } from '../gather.ts';
import { RecommendationsPage } from '../pages/recommendations-page.tsx';
import { TextPage } from '../pages/text-page.tsx';
import { listRecommendations, type ReportRow } from '../queries.ts';
import { isOpen } from '../report-states.ts';
import { placesOf } from '../template.ts';
import { confirmText, writeRecommendations, writeText } from '../texts.ts';
import { titleOfPlace } from '../warnings/warning.ts';
import { builtOf, crumbsOf, EDIT, field, fields, mayEdit, READ, reportOf, revisionOf } from './shared.ts';

/** A bare key is a section's; `implication.legal` and `front.portfolio` name other places. */
const placeOf = (c: Context): string => {
  const key = c.params.key ?? '';
  return key.includes('.') ? key : `section.${key}`;
};

async function showText(c: Context, again?: Attempt) {
  const report = await reportOf(c);
  if (isRefusal(report)) return report;
  const built = await builtOf(c, report);
  const { facts } = built;
  const place = placeOf(c);
  if (!placesOf(facts.template).includes(place))
    return refused('not-found', 'There is no such place in this report.');
  const isPreview = again?.values.act === 'preview';
  const mayWrite = mayEdit(c) && isOpen(report.state);
  const view = {
    report,
    place,
    title: titleOfPlace(facts, place),
    help: helpFor(built, place),
    text: facts.texts.get(place),
    warnings: built.warnings.filter((warning) => warning.place === place),
    mayWrite,
    preview: isPreview
      ? previewOf(built, String(again.values.words ?? ''))
      : mayWrite
        ? undefined
        : previewOf(built, facts.texts.get(place)?.words ?? ''),
    keys: c.formKeys,
    again: isPreview ? { values: again.values, errors: {} } : again,
  };
  return {
    title: view.title,
    breadcrumbs: crumbsOf(report),
    body: <TextPage {...view} />,
    ...(isPreview ? { status: 200 } : {}),
  };
}

function helpFor({ facts }: BuiltDraft, place: string): string {
  const section = facts.template.sections.find((one) => `section.${one.key}` === place);
  if (section?.help) return section.help;
  if (place.startsWith('implication.'))
    return 'State what follows for the council, or that nothing does and why.';
  return place.startsWith('front.') ? 'A row at the head of the report.' : 'The prose of this section.';
}

const previewOf = ({ document, facts }: BuiltDraft, words: string): Document => ({
  ...document,
  title: 'As it reads',
  front: [],
  blocks: blocksFromMarkdown(words, finder(facts.figures), 'preview').blocks,
});

const figuresFor = (c: Context, report: ReportRow) =>
  gatherFigures(c.services.offers, c.tx, c.actor, { asAt: report.asAt, periodStart: report.periodStart });

async function saveText(c: Context) {
  const report = await reportOf(c);
  if (isRefusal(report)) return report;
  // A preview is refused on purpose: nothing is written, and the form comes back with what was typed.
  if (field(c, 'act') === 'preview') return refused('preview', 'This is a preview. Nothing is saved.');
  const saved = await writeText(c.tx, c.actor, await figuresFor(c, report), {
    reportId: report.id,
    place: placeOf(c),
    standing: field(c, 'standing') === 'none' ? 'none' : 'written',
    words: field(c, 'words'),
    revision: revisionOf(c),
  });
  return saved ?? { redirect: `/reports/${report.id}` };
}

async function confirm(c: Context) {
  const report = await reportOf(c);
  if (isRefusal(report)) return report;
  const confirmed: undefined | Refusal = await confirmText(c.tx, c.actor, await figuresFor(c, report), {
    reportId: report.id,
    place: placeOf(c),
    revision: revisionOf(c),
  });
  return confirmed ?? { redirect: `/reports/${report.id}` };
}

async function showRecommendations(c: Context, again?: Attempt) {
  const report = await reportOf(c);
  if (isRefusal(report)) return report;
  const recommendations = await listRecommendations(c.tx, c.actor, report.id);
  const mayWrite = mayEdit(c) && isOpen(report.state);
  const view = { report, recommendations, mayWrite, keys: c.formKeys, again };
  return { title: 'Recommendations', breadcrumbs: crumbsOf(report), body: <RecommendationsPage {...view} /> };
}

async function saveRecommendations(c: Context) {
  const report = await reportOf(c);
  if (isRefusal(report)) return report;
  const reasons = fields(c, 'reason');
  const saved = await writeRecommendations(c.tx, c.actor, {
    reportId: report.id,
    revision: revisionOf(c),
    recommendations: fields(c, 'words').map((words, index) => ({ words, reason: reasons[index] ?? '' })),
  });
  return saved ?? { redirect: `/reports/${report.id}` };
}

export const writingRoutes: readonly Route[] = [
  get('/reports/:id/sections/:key', READ, (c) => showText(c)),
  post('/reports/:id/sections/:key', EDIT, saveText, { again: showText }),
  post('/reports/:id/sections/:key/confirmation', EDIT, confirm),
  get('/reports/:id/recommendations', READ, (c) => showRecommendations(c)),
  post('/reports/:id/recommendations', EDIT, saveRecommendations, { again: showRecommendations }),
];
