import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { addDays, addMonths, dateOf, type PlainDate, parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may, mayFor } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, givenText, readFields } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { listAgencies } from '../../partners/index.ts';
import { listBodies } from '../queries.ts';
import { loadByAgency, loadByPerson } from './load.ts';
import { LoadPage, QuestionForm, QuestionPage, QuestionsPage } from './pages/questions.tsx';
import {
  answerQuestion,
  askAgency,
  findQuestion,
  listAnswers,
  listQuestions,
  questionFields,
} from './questions.ts';

const READ = { permission: 'read' } as const;
const EDIT = { permission: 'governance.edit' } as const;
const CRUMBS = [
  { text: 'Boards and groups', href: '/bodies' },
  { text: 'Agencies called to account', href: '/questions' },
];
const BLANK: Attempt = { values: {}, errors: {} };

const questionList = async (c: Context): Promise<Answer> => ({
  title: 'Agencies called to account',
  breadcrumbs: CRUMBS.slice(0, 1),
  body: (
    <QuestionsPage
      questions={await listQuestions(c.tx)}
      today={c.today}
      mayAsk={may(c.actor, 'governance.edit')}
    />
  ),
});

async function questionForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const heading = 'Call an agency to account';
  return {
    title: heading,
    breadcrumbs: CRUMBS,
    body: (
      <QuestionForm
        {...(attempt ?? { values: dateValues('answerBy', addDays(c.today, 14)), errors: {} })}
        {...c.formKeys}
        heading={heading}
        action="/questions"
        back="/questions"
        bodies={(await listBodies(c.tx, { on: c.today })).map(({ id, name }) => ({ value: id, text: name }))}
        agencies={(await listAgencies(c.tx)).map(({ id, name }) => ({ value: id, text: name }))}
      />
    ),
  };
}

async function saveQuestion(c: Context): Promise<Answer> {
  const fields = readFields(questionFields, c.form);
  if (isRefusal(fields)) return fields;
  const asked = await askAgency(c.tx, c.actor, { ...fields, askedOn: c.today });
  return isRefusal(asked) ? asked : { redirect: `/questions/${asked}` };
}

const questionIn = async (c: Context) =>
  isUuid(c.params.id ?? '') ? findQuestion(c.tx, c.params.id ?? '') : undefined;

async function questionPage(c: Context, attempt: Attempt = BLANK): Promise<Answer> {
  const question = await questionIn(c);
  if (!question) return notFound('question');
  return {
    title: question.asked,
    breadcrumbs: CRUMBS,
    body: (
      <QuestionPage
        question={question}
        answers={await listAnswers(c.tx, question.id)}
        today={c.today}
        mayAnswer={may(c.actor, 'governance.edit') || mayFor(c.actor, 'action.report', question.agencyId)}
        attempt={attempt}
        keys={c.formKeys}
      />
    ),
  };
}

const answerFields = z.object({ answered: givenText('Write the answer') });

async function saveAnswer(c: Context): Promise<Answer> {
  const fields = readFields(answerFields, c.form);
  if (isRefusal(fields)) return fields;
  const { id = '' } = c.params;
  const answered = await answerQuestion(c.tx, c.actor, id, { ...fields, on: c.today });
  return isRefusal(answered) ? answered : { redirect: `/questions/${id}` };
}

/** A day of a query, whole or in the three fields of a form. */
const dayIn = ({ query }: Context, name: string): PlainDate | undefined =>
  parsePlainDate(query[name] ?? '') ??
  dateOf(Number(query[`${name}-year`]), Number(query[`${name}-month`]), Number(query[`${name}-day`]));

async function loadPage(c: Context): Promise<Answer> {
  const to = dayIn(c, 'to') ?? c.today;
  const from = dayIn(c, 'from') ?? addDays(addMonths(to, -12), 1);
  return {
    title: 'Load of meetings',
    breadcrumbs: CRUMBS.slice(0, 1),
    body: (
      <LoadPage
        from={from}
        to={to}
        agencies={await loadByAgency(c.tx, from, to)}
        people={await loadByPerson(c.tx, from, to)}
      />
    ),
  };
}

/** Agencies called to account, and the load that meetings are to them. */
export const questionRoutes: readonly Route[] = [
  get('/questions', READ, questionList),
  get('/questions/new', EDIT, (c) => questionForm(c)),
  post('/questions', EDIT, saveQuestion, { again: questionForm }),
  get('/questions/:id', READ, (c) => questionPage(c)),
  post('/questions/:id/answers', { permission: 'action.report', anywhere: true }, saveAnswer, {
    again: questionPage,
  }),
  get('/structure/load', READ, loadPage),
];
