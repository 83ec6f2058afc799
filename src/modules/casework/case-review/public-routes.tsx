/** What everybody reads and may ask: the yearly figures, and the application where the partnership opened it. */
import { addMonths } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { Panel } from '../../../ui/govuk/index.ts';
import { settingsOn } from '../concerns/settings.ts';
import { knockOf, knocksTooOften, TOGETHER } from '../knock.ts';
import { asMachine } from '../purpose/working.ts';
import { applyForReview } from './apply.ts';
import { exportReviewFigures, publishedFigures, readYear, yearIsOver } from './figures.ts';
import { readApplication } from './form.ts';
import { ApplicationForm } from './pages/application-form.tsx';
import { FiguresPage } from './pages/review-pages.tsx';

const ANYONE = { who: 'anyone' } as const;
const BLANK: Attempt = { values: {}, errors: {} };

const lastYear = (c: Context): string => String(Number(c.today.slice(0, 4)) - 1);

async function figures(c: Context): Promise<Answer> {
  const year = readYear(c.query.year ?? lastYear(c));
  if (isRefusal(year)) return year;
  const wrong = yearIsOver(year, c.today);
  if (wrong) return wrong;
  const thisYear = Number(addMonths(c.today, 0).slice(0, 4));
  return {
    title: `ASB case reviews in ${year.name}`,
    body: (
      <FiguresPage
        year={year.name}
        years={[1, 2, 3].map((back) => String(thisYear - back))}
        figures={await publishedFigures(c.tx, c.actor, year)}
      />
    ),
  };
}

async function csv(c: Context): Promise<Answer> {
  const year = readYear(c.query.year ?? lastYear(c));
  const wrong = isRefusal(year) ? year : yearIsOver(year, c.today);
  if (wrong) return wrong;
  const text = await exportReviewFigures(c.tx, c.actor, c.query.year ?? lastYear(c));
  return isRefusal(text)
    ? text
    : { download: text, mediaType: 'text/csv; charset=utf-8', fileName: 'asb-case-reviews.csv' };
}

/** The agency that receives applications from the public today; undefined where the form is closed. */
async function receiver(c: Context): Promise<string | undefined> {
  const open = (await settingsOn(c.tx, c.actor, c.today))['case-review.public-form'];
  return open.value > 0 ? (open.agencyId ?? undefined) : undefined;
}

async function form(c: Context, attempt: Attempt = BLANK): Promise<Answer> {
  if ((await receiver(c)) === undefined) return notFound('form');
  return {
    title: 'Ask for a case review',
    body: (
      <ApplicationForm
        {...c.formKeys}
        attempt={attempt}
        action="/case-review"
        heading="Ask for a case review of anti-social behaviour"
        lead="If you told somebody again and again and it goes on, you have a right to have it looked at by all who can help."
      />
    ),
  };
}

async function apply(c: Context): Promise<Answer> {
  const agencyId = await receiver(c);
  if (agencyId === undefined) return notFound('form');
  const input = readApplication(c.form, agencyId);
  if (isRefusal(input)) return input;
  const knock = knockOf(c.services.keys, 'case-review', c.request.ip);
  const saved = await asMachine(
    c.tx,
    c.actor,
    async (machine) =>
      // A right is not closed to all because many refer: knocks at both forms together stay open for longer.
      (await knocksTooOften(c.tx, machine, knock, 2 * TOGETHER)) ??
      applyForReview(c.tx, machine, c.services.subjects, { ...input, byPublicForm: true }),
  );
  return isRefusal(saved) ? saved : { redirect: '/case-review/received' };
}

const received = async (c: Context): Promise<Answer> => {
  const days = (await settingsOn(c.tx, c.actor, c.today))['case-review.answer-days'].value;
  return {
    title: 'Application received',
    body: (
      <>
        <Panel title="Application received" />
        <p class="govuk-body">
          Somebody will answer you within {days} working days, and then say whether the threshold is met. If
          you are in danger now, call 999.
        </p>
      </>
    ),
  };
};

export const publicReviewRoutes: readonly Route[] = [
  get('/published/asb-case-reviews', ANYONE, figures),
  get('/published/asb-case-reviews.csv', ANYONE, csv),
  get('/case-review', ANYONE, form),
  get('/case-review/received', ANYONE, received),
  post('/case-review', ANYONE, apply, { again: form }),
];
