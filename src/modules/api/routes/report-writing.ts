import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { type ApiContext, apiGet, apiPost, apiPut, requireRevision } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  confirmText,
  findReport,
  gatherFigures,
  listPlacesOf,
  listRecommendations,
  type PlaceOfReport,
  type ReportRow,
  writeRecommendations,
  writeText,
} from '../../reporting/index.ts';
import { notFound } from '../schemas.ts';

type Asked = Pick<ApiContext<unknown, unknown>, 'tx' | 'actor' | 'params' | 'services'>;

/** The report that an address names. */
export async function reportIn({ tx, actor, params }: Asked): Promise<ReportRow | Refusal> {
  const id = asId<'report'>(params.id ?? '');
  return (id && (await findReport(tx, actor, id))) || notFound('report');
}

const Text = z
  .object({
    place: z.string().describe('section.…, implication.… or front.…'),
    standing: z
      .enum(['written', 'none', 'missing'])
      .describe('none: there is nothing to say, and that is said'),
    origin: z.enum(['new', 'copied', 'confirmed']).nullable(),
    words: z.string(),
    revision: z.int().describe('0 while nothing is written'),
  })
  .meta({ id: 'ReportText', description: 'What stands at one place of a report.' });

const textShown = ({ place, text }: PlaceOfReport): z.input<typeof Text> =>
  text ?? { place, standing: 'missing', origin: null, words: '', revision: 0 };

async function placeIn(asked: Asked, report: ReportRow): Promise<PlaceOfReport | Refusal> {
  const places = await listPlacesOf(asked.tx, asked.actor, report);
  return places.find(({ place }) => place === asked.params.place) ?? notFound('place in this report');
}

async function textAnswer(asked: Asked, report: ReportRow) {
  const found = await placeIn(asked, report);
  return isRefusal(found) ? found : { value: textShown(found), revision: found.text?.revision ?? 0 };
}

const figuresFor = ({ services, tx, actor }: Asked, { asAt, periodStart }: ReportRow) =>
  gatherFigures(services.offers, tx, actor, { asAt, periodStart });

const Recommendation = z.strictObject({ words: z.string().max(50_000), reason: z.string().max(50_000) });

const Recommendations = z
  .object({ recommendations: z.array(Recommendation) })
  .meta({ id: 'ReportRecommendations' });

async function recommendationsAnswer(asked: Asked) {
  const report = await reportIn(asked);
  if (isRefusal(report)) return report;
  const recommendations = [...(await listRecommendations(asked.tx, asked.actor, report.id))];
  return { value: { recommendations }, revision: report.revision };
}

const text = '/api/v1/reports/:id/texts/:place';

/** The words of a report, place by place, and its recommendations. */
export const reportWritingRoutes: readonly Route[] = [
  apiList(
    '/api/v1/reports/:id/texts',
    {
      name: 'listReportTexts',
      summary: 'What stands at each place of a report',
      permission: 'read',
      item: Text,
      order: ({ place }) => [place],
    },
    async (asked) => {
      const report = await reportIn(asked);
      return isRefusal(report) ? report : (await listPlacesOf(asked.tx, asked.actor, report)).map(textShown);
    },
  ),
  apiGet(
    text,
    {
      name: 'getReportText',
      summary: 'What stands at one place of a report',
      permission: 'read',
      response: Text,
    },
    async (asked) => {
      const report = await reportIn(asked);
      return isRefusal(report) ? report : textAnswer(asked, report);
    },
  ),
  apiPut(
    text,
    {
      name: 'writeReportText',
      summary: 'Write what stands at one place of a draft',
      says: 'Figures are referred to as on the page; how they stand now is remembered with the words. To replace words, send If-Match.',
      permission: 'report.edit',
      revised: 'if-there',
      body: z.strictObject({
        standing: z.enum(['written', 'none']).default('written'),
        words: z.string().max(100_000),
      }),
      response: Text,
      problems: ['report-closed', 'too-long'],
    },
    async (asked) => {
      const { tx, actor, body, revision } = asked;
      const report = await reportIn(asked);
      if (isRefusal(report)) return report;
      const there = await placeIn(asked, report);
      if (isRefusal(there)) return there;
      const unseen = requireRevision(there.text?.revision, revision);
      if (unseen) return unseen;
      const { place } = there;
      const change = { ...body, reportId: report.id, place, revision };
      const written = await writeText(tx, actor, await figuresFor(asked, report), change);
      return written ?? textAnswer(asked, report);
    },
  ),
  apiPost(
    `${text}/confirmations`,
    {
      name: 'confirmReportText',
      summary: 'Say that words which were copied from the last edition still hold',
      permission: 'report.edit',
      status: 201,
      revised: true,
      body: z.strictObject({}),
      response: Text,
      problems: ['report-closed', 'nothing-to-confirm'],
    },
    async (asked) => {
      const { tx, actor, revision } = asked;
      const report = await reportIn(asked);
      if (isRefusal(report)) return report;
      const there = await placeIn(asked, report);
      if (isRefusal(there)) return there;
      const seen = { reportId: report.id, place: there.place, revision };
      const confirmed = await confirmText(tx, actor, await figuresFor(asked, report), seen);
      return confirmed ?? textAnswer(asked, report);
    },
  ),
  apiGet(
    '/api/v1/reports/:id/recommendations',
    {
      name: 'getRecommendations',
      summary: 'What a report recommends, under the revision of the report',
      permission: 'read',
      response: Recommendations,
    },
    recommendationsAnswer,
  ),
  apiPut(
    '/api/v1/reports/:id/recommendations',
    {
      name: 'writeRecommendations',
      summary: 'Replace the recommendations of a draft',
      permission: 'report.edit',
      revised: true,
      body: z.strictObject({ recommendations: z.array(Recommendation).max(50) }),
      response: Recommendations,
      problems: ['report-closed'],
    },
    async (asked) => {
      const { tx, actor, body, revision } = asked;
      const report = await reportIn(asked);
      if (isRefusal(report)) return report;
      const written = await writeRecommendations(tx, actor, { ...body, reportId: report.id, revision });
      return written ?? recommendationsAnswer(asked);
    },
  ),
];
