import { addMonths, dateOf, monthAndYear, type PlainDate, partsOf } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { agencyOf, may, mayFor } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { readFields } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { type Document, renderDocx, renderPdf } from '../../../ui/document/index.ts';
import { listAgencies } from '../../partners/index.ts';
import { gradeFields, gradeMonth, listGrades, monthOf } from './grade.ts';
import { countItems, listItems } from './item-queries.ts';
import { scaleOn } from './lists.ts';
import { GradeForm, MonthsPage, monthKey, ReportPage } from './month-pages.tsx';
import { noteInner } from './reads.ts';
import { toldToForums } from './released.ts';
import { forumReport, lastDayOf, type MonthFacts, monthReport } from './report.ts';
import { TENSION_CRUMBS } from './routes.tsx';

const READ = { permission: 'read' } as const;
const GROUP = { permission: 'tension.group' } as const;
const MONTHS = [...TENSION_CRUMBS, { text: 'Month by month', href: '/tension/months' }];
const MOST_IN_REPORT = 200;
const TEN_YEARS = 120;

const firstOfMonth = (day: PlainDate): PlainDate => {
  const { year, month } = partsOf(day);
  return dateOf(year, month, 1) ?? day;
};

async function factsOf(c: Context): Promise<MonthFacts | Refusal> {
  const month = monthOf(c.params.month ?? '');
  if (!month) return notFound('month');
  const [grade] = await listGrades(c.tx, { month });
  return { month, grade, partnership: c.partnership.name, today: c.today };
}

/** For whose eyes the report is that this reader makes. */
async function readersOf(c: Context): Promise<string> {
  const own = agencyOf(c.actor);
  const records = own !== undefined && mayFor(c.actor, 'tension.record', own);
  const group = may(c.actor, 'tension.group');
  if (!records) return group ? 'Members of the tension group' : 'All members of the partnership';
  const agency = (await listAgencies(c.tx)).find(({ id }) => id === own);
  const held = `those who record tension at ${agency?.name ?? 'this agency'}`;
  return group ? `Of the tension group, only ${held}` : `Only ${held}`;
}

async function monthDocument(c: Context): Promise<Document | Refusal> {
  const facts = await factsOf(c);
  if (isRefusal(facts)) return facts;
  const span = { from: facts.month, to: lastDayOf(facts.month) };
  const items = await listItems(c.tx, span, { limit: MOST_IN_REPORT });
  noteInner(c.tx, 'tension-report.read', items);
  const left = items.length < MOST_IN_REPORT ? 0 : (await countItems(c.tx, span)) - items.length;
  return monthReport(facts, items, { forWhom: await readersOf(c), left });
}

async function forumDocument(c: Context): Promise<Document | Refusal> {
  const facts = await factsOf(c);
  if (isRefusal(facts)) return facts;
  const span = { from: facts.month, to: lastDayOf(facts.month) };
  const items = await listItems(c.tx, { ...span, tier: 'forums' }, {});
  return forumReport(facts, toldToForums(items));
}

type MakeDocument = (c: Context) => Promise<Document | Refusal>;

const page =
  (make: MakeDocument, tail: string, other: { readonly tail: string; readonly text: string }) =>
  async (c: Context): Promise<Answer> => {
    const document = await make(c);
    if (isRefusal(document)) return document;
    const base = `/tension/months/${c.params.month}`;
    return {
      title: document.title,
      breadcrumbs: MONTHS,
      wide: true,
      body: (
        <ReportPage
          document={document}
          path={`${base}${tail}`}
          other={{ href: `${base}${other.tail}`, text: other.text }}
        />
      ),
    };
  };

const file =
  (make: MakeDocument, format: 'pdf' | 'docx', name: string) =>
  async (c: Context): Promise<Answer> => {
    const document = await make(c);
    if (isRefusal(document)) return document;
    const fileName = `${name}-${c.params.month}.${format}`;
    if (format === 'docx')
      return {
        download: Buffer.from(await renderDocx(document)),
        mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        fileName,
      };
    const pdf = await renderPdf(document);
    return isRefusal(pdf)
      ? pdf
      : { download: Buffer.from(pdf.bytes), mediaType: 'application/pdf', fileName };
  };

async function gradeForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const now = firstOfMonth(c.today);
  const scale = await scaleOn(c.tx, c.today);
  return {
    title: 'Grade a month',
    breadcrumbs: TENSION_CRUMBS,
    body: (
      <GradeForm
        keys={c.formKeys}
        attempt={attempt ?? { values: { month: monthKey(now) }, errors: {} }}
        months={Array.from({ length: 13 }, (_, back) => {
          const month = addMonths(now, -back);
          return { value: monthKey(month), text: monthAndYear(month) };
        })}
        levels={(scale?.levels ?? []).map(({ position, name, says }) => ({
          value: String(position),
          text: `${position}: ${name}${says ? `, ${says}` : ''}`,
        }))}
      />
    ),
  };
}

/** Months with their grades and their reports. */
export const tensionMonthRoutes: readonly Route[] = [
  get('/tension/months', READ, async (c) => ({
    title: 'Tension month by month',
    breadcrumbs: TENSION_CRUMBS,
    body: (
      <MonthsPage grades={await listGrades(c.tx, { limit: TEN_YEARS })} thisMonth={firstOfMonth(c.today)} />
    ),
  })),
  get(
    '/tension/months/:month',
    READ,
    page(monthDocument, '', { tail: '/forums', text: 'the version for forums' }),
  ),
  get('/tension/months/:month.pdf', READ, file(monthDocument, 'pdf', 'tension')),
  get('/tension/months/:month.docx', READ, file(monthDocument, 'docx', 'tension')),
  get(
    '/tension/months/:month/forums',
    READ,
    page(forumDocument, '/forums', { tail: '', text: 'the report for members' }),
  ),
  get('/tension/months/:month/forums.pdf', READ, file(forumDocument, 'pdf', 'tension-for-forums')),
  get('/tension/months/:month/forums.docx', READ, file(forumDocument, 'docx', 'tension-for-forums')),
  get('/tension/grade', GROUP, (c) => gradeForm(c)),
  post(
    '/tension/grade',
    GROUP,
    async (c) => {
      const fields = readFields(gradeFields, c.form);
      if (isRefusal(fields)) return fields;
      const graded = await gradeMonth(c.tx, c.actor, fields);
      return isRefusal(graded) ? graded : { redirect: `/tension/months/${monthKey(graded.month)}` };
    },
    { again: gradeForm },
  ),
];
