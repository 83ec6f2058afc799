import { z } from 'zod';
import { isUuid } from '../../../../kernel/ids.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { may, maySomewhere } from '../../../../platform/actor.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import {
  dateValues,
  givenDate,
  givenText,
  optionalDate,
  optionalText,
  readFields,
} from '../../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../../platform/http/route.ts';
import { parseTableQuery } from '../../../../ui/table/index.ts';
import { listBodies } from '../../queries.ts';
import { subjectOf } from '../form.ts';
import { keyOf, namesOfSubjects } from '../subjects.ts';
import { answerEscalation, raiseEscalation } from './escalation.ts';
import { ESCALATION_COLUMNS, EscalationForm, EscalationPage, EscalationsPage } from './pages.tsx';
import { findEscalation, listEscalations } from './queries.ts';
import { ANSWER_NAMES } from './words.ts';

const READ = { permission: 'read' } as const;
const RAISE = { permission: 'escalation.raise', anywhere: true } as const;
const EDIT = { permission: 'governance.edit' } as const;
const CRUMBS = [{ text: 'Escalations', href: '/escalations' }];

async function list(c: Context): Promise<Answer> {
  return {
    title: 'Escalations',
    wide: true,
    body: (
      <EscalationsPage
        escalations={await listEscalations(c.tx)}
        query={parseTableQuery(c.query, ESCALATION_COLUMNS)}
        mayRaise={maySomewhere(c.actor, 'escalation.raise')}
      />
    ),
  };
}

async function show(c: Context, attempt?: Attempt): Promise<Answer> {
  const { id = '' } = c.params;
  const escalation = isUuid(id) ? await findEscalation(c.tx, id) : undefined;
  if (!escalation) return notFound('escalation');
  const { subjectKind: kind, subjectId } = escalation;
  const subject = kind !== null && subjectId !== null ? { kind, id: subjectId } : undefined;
  const names = await namesOfSubjects(c.tx, c.services.offers.kinds, subject ? [subject] : []);
  const fresh = { values: dateValues('answeredOn', c.today), errors: {} };
  return {
    title: escalation.title,
    breadcrumbs: CRUMBS,
    body: (
      <EscalationPage
        {...(attempt ?? fresh)}
        {...c.formKeys}
        escalation={escalation}
        subject={subject && names.get(keyOf(subject.kind, subject.id))}
        mayAnswer={may(c.actor, 'governance.edit')}
      />
    ),
  };
}

async function form(c: Context, attempt?: Attempt): Promise<Answer> {
  const bodies = await listBodies(c.tx, { on: c.today });
  return {
    title: 'Raise a problem',
    breadcrumbs: CRUMBS,
    body: (
      <EscalationForm
        {...(attempt ?? { values: { subject: c.query.subject ?? '' }, errors: {} })}
        {...c.formKeys}
        heading="Raise a problem"
        lead="For what cannot be settled where it arose. The terms of reference say which body answers, and in what time."
        action="/escalations"
        back="/escalations"
        bodies={bodies.map(({ id, name }) => ({ value: id, text: name }))}
      />
    ),
  };
}

const raised = z.object({
  title: givenText('Say what it is about'),
  says: givenText('Say what the problem is'),
  subject: optionalText(),
  fromBody: optionalText(),
  toBody: optionalText(),
  answerOn: optionalDate(),
});

async function raise(c: Context): Promise<Answer> {
  const fields = readFields(raised, c.form);
  if (isRefusal(fields)) return fields;
  const id = await raiseEscalation(c.tx, c.actor, {
    title: fields.title,
    says: fields.says,
    subject: subjectOf(fields.subject),
    fromBodyId: fields.fromBody,
    toBodyId: fields.toBody,
    answerBy: fields.answerOn,
    raisedOn: c.today,
  });
  return isRefusal(id) ? id : { redirect: `/escalations/${id}` };
}

const answered = z.object({
  says: givenText('Write the answer'),
  outcome: z.enum(ANSWER_NAMES, { error: 'Choose what follows' }),
  answeredOn: givenDate('Say when it was answered'),
});

async function answer(c: Context): Promise<Answer> {
  const fields = readFields(answered, c.form);
  if (isRefusal(fields)) return fields;
  const { id = '' } = c.params;
  if (!isUuid(id)) return notFound('escalation');
  const done = await answerEscalation(c.tx, c.actor, { id, ...fields });
  return isRefusal(done) ? done : { redirect: `/escalations/${done.passedUpAs ?? id}` };
}

export const escalationRoutes: readonly Route[] = [
  get('/escalations', READ, list),
  get('/escalations/new', RAISE, (c) => form(c)),
  post('/escalations', RAISE, raise, { again: form }),
  get('/escalations/:id', READ, (c) => show(c)),
  post('/escalations/:id/answer', EDIT, answer, { again: show }),
];
