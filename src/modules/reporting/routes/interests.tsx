import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { type Attempt, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { toolsOf } from '../build.ts';
import { caseStudiesOf, releaseCaseStudyOf } from '../case-studies.ts';
import { answerInterest, recordInterest } from '../interests.ts';
import { CaseStudiesPage } from '../pages/case-studies-page.tsx';
import { InterestsPage } from '../pages/interests-page.tsx';
import { interestsFor, templateVersion } from '../queries.ts';
import { APPROVE, crumbsOf, dateIn, EDIT, field, mayEdit, READ, reportOf, revisionOf } from './shared.ts';

async function showInterests(c: Context, again?: Attempt) {
  const report = await reportOf(c);
  if (isRefusal(report)) return report;
  const view = {
    report,
    template: await templateVersion(c.tx, c.actor, report.templateId, report.templateVersion),
    interests: await interestsFor(c.tx, c.actor, report.templateId, report.asAt, report.id),
    mayEdit: mayEdit(c),
    today: c.today,
    keys: c.formKeys,
    again,
  };
  return { title: 'Areas of interest', breadcrumbs: crumbsOf(report), body: <InterestsPage {...view} /> };
}

async function record(c: Context) {
  const report = await reportOf(c);
  if (isRefusal(report)) return report;
  const askedOn = dateIn(c, 'askedOn');
  if (!askedOn) return refused('date-missing', 'Give the day, such as 21 6 2012.', { field: 'askedOn' });
  const id = await recordInterest(c.tx, c.actor, {
    template: report.templateSlug,
    askedBy: field(c, 'askedBy'),
    askedOn,
    words: field(c, 'words'),
  });
  return isRefusal(id) ? id : { redirect: `/reports/${report.id}/interests` };
}

async function answer(c: Context) {
  const answered = await answerInterest(c.tx, c.actor, {
    reportId: c.params.id ?? '',
    interestId: c.params.interest ?? '',
    sectionKey: field(c, 'sectionKey'),
    reason: field(c, 'reason'),
    revision: revisionOf(c),
  });
  return answered ?? { redirect: `/reports/${c.params.id}/interests` };
}

async function showCaseStudies(c: Context, again?: Attempt) {
  const report = await reportOf(c);
  if (isRefusal(report)) return report;
  const studies = await caseStudiesOf(c.tx, c.actor, toolsOf(c.services), report);
  const view = { report, studies, mayApprove: may(c.actor, 'report.approve'), keys: c.formKeys, again };
  return { title: 'Case studies', breadcrumbs: crumbsOf(report), body: <CaseStudiesPage {...view} /> };
}

async function release(c: Context) {
  const report = await reportOf(c);
  if (isRefusal(report)) return report;
  const released = await releaseCaseStudyOf(c.tx, c.actor, toolsOf(c.services), report, {
    hash: field(c, 'hash'),
    checked: field(c, 'checked'),
  });
  return released ?? { redirect: `/reports/${report.id}/case-studies` };
}

export const interestRoutes: readonly Route[] = [
  get('/reports/:id/interests', READ, (c) => showInterests(c)),
  post('/reports/:id/interests', EDIT, record, { again: showInterests }),
  post('/reports/:id/interests/:interest', EDIT, answer, { again: showInterests }),
  get('/reports/:id/case-studies', READ, (c) => showCaseStudies(c)),
  post('/reports/:id/case-studies', APPROVE, release, { again: showCaseStudies }),
];
