import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { type ApiContext, apiPost, apiPut, requireRevision } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  answerInterest,
  caseStudiesOf,
  type Interest as InterestRow,
  interestsFor,
  type ReportRow,
  recordInterest,
  releaseCaseStudyOf,
  toolsOf,
} from '../../reporting/index.ts';
import { day, givenDay, givenText, notFound, optionalText } from '../schemas.ts';
import { reportIn } from './report-writing.ts';

type Asked = Pick<ApiContext<unknown, unknown>, 'tx' | 'actor' | 'params' | 'services'>;

const Interest = z
  .object({
    id: z.uuid(),
    askedBy: z.string(),
    askedOn: day,
    words: z.string(),
    source: z.string().nullable(),
    answer: z
      .object({ section: z.string().nullable(), reason: z.string().nullable(), revision: z.int() })
      .nullable()
      .describe('The section that answers it, or why none does'),
  })
  .meta({ id: 'Interest', description: 'What a body asked to hear more about.' });

const interestShown = ({ answer, ...interest }: InterestRow): z.input<typeof Interest> => ({
  ...interest,
  answer: answer ? { section: answer.sectionKey, reason: answer.reason, revision: answer.revision } : null,
});

const interestsIn = ({ tx, actor }: Asked, report: ReportRow) =>
  interestsFor(tx, actor, report.templateId, report.asAt, report.id);

async function interestIn(asked: Asked, report: ReportRow, id: string): Promise<InterestRow | Refusal> {
  const interest = (await interestsIn(asked, report)).find((one) => one.id === id);
  return interest ?? notFound('request');
}

async function interestAnswer(asked: Asked, report: ReportRow, id: string) {
  const found = await interestIn(asked, report, id);
  return isRefusal(found) ? found : { value: interestShown(found), revision: found.answer?.revision ?? 0 };
}

const CaseStudy = z
  .object({
    hash: z.string().describe('Of every word: a sign-off holds for these words only'),
    title: z.string(),
    paragraphs: z.array(z.string()),
    released: z.boolean(),
  })
  .meta({ id: 'OfferedCaseStudy', description: 'A case study that is offered to a report.' });

const offeredTo = async (asked: Asked, report: ReportRow): Promise<z.input<typeof CaseStudy>[]> =>
  (await caseStudiesOf(asked.tx, asked.actor, toolsOf(asked.services), report)).map((study) => ({
    ...study,
    paragraphs: [...study.paragraphs],
  }));

/** What a report has to answer, and the case studies it may tell. */
export const reportInterestRoutes: readonly Route[] = [
  apiList(
    '/api/v1/reports/:id/interests',
    {
      name: 'listInterests',
      summary: 'The requests that a report has to answer, by day',
      permission: 'read',
      item: Interest,
      order: ({ askedOn, id }) => [askedOn, id],
    },
    async (asked) => {
      const report = await reportIn(asked);
      return isRefusal(report) ? report : (await interestsIn(asked, report)).map(interestShown);
    },
  ),
  apiPost(
    '/api/v1/reports/:id/interests',
    {
      name: 'recordInterest',
      summary: 'Record what a body asked to hear more about',
      permission: 'report.edit',
      status: 201,
      body: z.strictObject({ askedBy: givenText, askedOn: givenDay, words: givenText }),
      response: Interest,
      problems: ['no-such-template'],
    },
    async (asked) => {
      const report = await reportIn(asked);
      if (isRefusal(report)) return report;
      const { tx, actor, body } = asked;
      const id = await recordInterest(tx, actor, { ...body, template: report.templateSlug });
      return isRefusal(id) ? id : interestAnswer(asked, report, id);
    },
  ),
  apiPut(
    '/api/v1/reports/:id/interests/:interest/answer',
    {
      name: 'answerInterest',
      summary: 'Say in which section a draft answers a request, or why it does not',
      says: 'To replace an answer, send If-Match with its revision, as "r1".',
      permission: 'report.edit',
      revised: 'if-there',
      body: z.strictObject({
        section: z.string().nullable().default(null).describe('The key of a section'),
        reason: optionalText.describe('Why no section answers it'),
      }),
      response: Interest,
      problems: ['report-closed', 'no-such-section'],
    },
    async (asked) => {
      const { tx, actor, params, body, revision } = asked;
      const report = await reportIn(asked);
      if (isRefusal(report)) return report;
      const interestId = asId<'interest'>(params.interest ?? '');
      if (!interestId) return notFound('request');
      const there = await interestIn(asked, report, interestId);
      if (isRefusal(there)) return there;
      const unseen = requireRevision(there.answer?.revision, revision);
      if (unseen) return unseen;
      const answered = await answerInterest(tx, actor, {
        reportId: report.id,
        interestId,
        sectionKey: body.section ?? '',
        reason: body.reason ?? '',
        revision,
      });
      return answered ?? interestAnswer(asked, report, interestId);
    },
  ),
  apiList(
    '/api/v1/reports/:id/case-studies',
    {
      name: 'listOfferedCaseStudies',
      summary: 'The case studies that are offered to a report',
      permission: 'read',
      item: CaseStudy,
      order: ({ title, hash }) => [title, hash],
    },
    async (asked) => {
      const report = await reportIn(asked);
      return isRefusal(report) ? report : offeredTo(asked, report);
    },
  ),
  apiPost(
    '/api/v1/reports/:id/case-studies/:hash/releases',
    {
      name: 'releaseCaseStudy',
      summary: 'Sign off a case study word for word',
      permission: 'report.approve',
      status: 201,
      body: z.strictObject({ checked: givenText.describe('How you checked that nobody can be recognised') }),
      response: CaseStudy,
      problems: ['case-study-changed'],
    },
    async (asked) => {
      const { tx, actor, services, params, body } = asked;
      const report = await reportIn(asked);
      if (isRefusal(report)) return report;
      const hash = params.hash ?? '';
      const release = { ...body, hash };
      const released = await releaseCaseStudyOf(tx, actor, toolsOf(services), report, release);
      if (released) return released;
      const study = (await offeredTo(asked, report)).find((one) => one.hash === hash);
      return study ? { value: study } : notFound('case study');
    },
  ),
];
