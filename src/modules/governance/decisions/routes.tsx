import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenDate, givenText, readFields, textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { listAgencies } from '../../partners/index.ts';
import { type Body, dayOfSitting, findBody, listBodies, listSittings } from '../queries.ts';
import { meetCondition } from './conditions.ts';
import { readDecision } from './form.ts';
import { bodyWhoseTurn } from './on-route.ts';
import { DecisionPage } from './pages/decision.tsx';
import { DecisionForm, WhichBody } from './pages/decision-form.tsx';
import { ProposalsPage } from './pages/proposals.tsx';
import { listProposals } from './proposals.ts';
import { isPublished, publishDecision } from './publishing.ts';
import {
  conditionsOf,
  type Decision,
  dissentFrom,
  findDecision,
  keyDepartureOf,
  listDecisionPage,
  listDecisions,
} from './queries.ts';
import { recordDecision } from './record.ts';
import { registerRoutes } from './register-routes.tsx';
import { keyOf, namesOfSubjects, subjectsOfKinds } from './subjects.ts';

const READ = { permission: 'read' } as const;
const RECORD = { permission: 'meeting.record' } as const;
const BLANK: Attempt = { values: {}, errors: {} };
const CRUMBS = [{ text: 'Decisions', href: '/decisions' }];

async function decisionPage(c: Context, attempt: Attempt = BLANK): Promise<Answer> {
  const decision = await findDecision(c.tx, c.params.reference ?? '');
  if (!decision) return notFound('decision');
  const { subjectKind: kind, subjectId: id, sittingId } = decision;
  const subject = kind !== null && id !== null ? { kind, id } : undefined;
  const history = subject ? await listDecisions(c.tx, { wanted: { subject } }) : [];
  const near = await refs(c, [
    decision.ratifiesId,
    decision.undoesId,
    decision.ratifiedById,
    decision.undoneById,
  ]);
  const names = await namesOfSubjects(c.tx, c.services.offers.kinds, [
    ...(subject ? [subject] : []),
    ...(sittingId === null ? [] : [{ kind: 'sitting', id: sittingId }]),
  ]);
  const view = {
    decision,
    subject: subject && names.get(keyOf(subject.kind, subject.id)),
    sitting: sittingId === null ? undefined : names.get(keyOf('sitting', sittingId)),
    conditions: await conditionsOf(c.tx, [
      decision.id,
      ...(decision.ratifiesId ? [decision.ratifiesId] : []),
    ]),
    departure: await keyDepartureOf(c.tx, decision.id),
    dissents: await dissentFrom(c.tx, decision.id),
    history,
    ratifies: near(decision.ratifiesId),
    undoes: near(decision.undoesId),
    ratifiedBy: near(decision.ratifiedById),
    undoneBy: near(decision.undoneById),
    published: await isPublished(c.tx, decision.id),
    mayRecord: may(c.actor, 'meeting.record'),
  };
  return {
    title: `${decision.reference} ${decision.title}`,
    breadcrumbs: CRUMBS,
    body: <DecisionPage {...view} {...attempt} {...c.formKeys} />,
  };
}

/** Decisions by id, as links. */
async function refs(c: Context, ids: readonly (string | null)[]) {
  const wanted = ids.filter((id) => id !== null);
  const rows =
    wanted.length === 0
      ? []
      : await c.tx
          .selectFrom('governance.decision')
          .select(['id', 'reference', 'title'])
          .where('id', 'in', wanted)
          .execute();
  return (id: string | null) => rows.find((row) => row.id === id);
}

/** The address of the body that the subject asked for waits for; empty where none or several could decide. */
async function turnOn(c: Context, bodies: readonly Body[]): Promise<string> {
  const [kind = '', id = ''] = (c.query.subject ?? '').split(':');
  if (!c.services.offers.decidable.has(kind) || !z.uuid().safeParse(id).success) return '';
  const bodyId = await bodyWhoseTurn(c.tx, c.services.offers.decidable, { kind, id }, c.today);
  return bodies.find((body) => body.id === bodyId)?.slug ?? '';
}

async function newForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const bodies = await listBodies(c.tx, { on: c.today });
  const slug = attempt ? textIn(attempt.values, 'body') : (c.query.body ?? (await turnOn(c, bodies)));
  const body = await findBody(c.tx, slug);
  if (!body)
    return {
      title: 'Record a decision',
      breadcrumbs: CRUMBS,
      body: (
        <WhichBody
          bodies={bodies.map(({ slug, name }) => ({ value: slug, text: name }))}
          subject={c.query.subject}
        />
      ),
    };
  const { offers } = c.services;
  const kinds = [...offers.decidable.keys()];
  const subjects = await subjectsOfKinds(c.tx, offers.kinds, kinds);
  const ofBody = await listDecisionPage(c.tx, { body: body.slug });
  const called = ({ reference, title }: Decision) => ({ value: reference, text: `${reference} ${title}` });
  const begun = c.query.ratifies ?? c.query.undoes;
  const earlier =
    begun === undefined ? undefined : ofBody.decisions.find(({ reference }) => reference === begun);
  const values = {
    body: slug,
    sitting: c.query.sitting ?? '',
    subject: c.query.subject ?? '',
    title: earlier?.title ?? '',
    ratifies: c.query.ratifies ?? '',
    undoes: c.query.undoes ?? '',
    outcome: c.query.ratifies ? 'ratified' : c.query.undoes ? 'undone' : '',
    quorate: 'unknown',
    key: 'as-the-terms-say',
  };
  const heading = `Record a decision of the ${body.name}`;
  return {
    title: heading,
    breadcrumbs: CRUMBS,
    body: (
      <DecisionForm
        {...(attempt ?? { values, errors: {} })}
        {...c.formKeys}
        heading={heading}
        action="/decisions"
        back="/decisions"
        sittings={(await listSittings(c.tx, body.id))
          .filter(({ day, status }) => day <= c.today && status !== 'cancelled')
          .map((sitting) => ({ value: sitting.id, text: dayOfSitting(sitting) }))}
        subjects={subjects.map(({ kind, id, title }) => ({
          value: keyOf(kind, id),
          text: `${offers.decidable.get(kind)?.says ?? kind}: ${title}`,
        }))}
        agencies={(await listAgencies(c.tx)).map(({ id, name }) => ({ value: id, text: name }))}
        awaiting={ofBody.decisions.filter(({ state }) => state === 'awaits-ratification').map(called)}
        standing={ofBody.decisions
          .filter(({ state, outcome }) => state !== 'undone' && state !== 'ratified' && outcome !== 'undone')
          .map(called)}
      />
    ),
  };
}

async function save(c: Context): Promise<Answer> {
  const body = await findBody(c.tx, textIn(c.form, 'body'));
  if (!body) return notFound('body');
  const input = await readDecision(
    c.form,
    body.id,
    async (reference) => (await findDecision(c.tx, reference))?.id,
  );
  if (isRefusal(input)) return input;
  const recorded = await recordDecision(c.tx, c.actor, c.services.offers.decidable, input);
  return isRefusal(recorded) ? recorded : { redirect: `/decisions/${recorded.reference}` };
}

const metFields = z.object({
  condition: z.uuid(),
  metOn: givenDate('Say when it was met'),
  evidence: givenText('Say what shows that it is met'),
});

async function saveMet(c: Context): Promise<Answer> {
  const fields = readFields(metFields, c.form);
  if (isRefusal(fields)) return fields;
  const { condition: conditionId, ...rest } = fields;
  const met = await meetCondition(c.tx, c.actor, { conditionId, ...rest });
  return isRefusal(met) ? met : { redirect: `/decisions/${c.params.reference}` };
}

async function publication(c: Context): Promise<Answer> {
  const reference = c.params.reference ?? '';
  const published = await publishDecision(c.tx, c.actor, reference);
  return isRefusal(published) ? published : { redirect: `/decisions/${reference}` };
}

async function proposals(c: Context): Promise<Answer> {
  const waiting = await listProposals(c.tx, c.services.offers, c.today);
  return {
    title: 'What waits where',
    breadcrumbs: CRUMBS,
    body: <ProposalsPage proposals={waiting} mayRecord={may(c.actor, 'meeting.record')} />,
  };
}

export const decisionRoutes: readonly Route[] = [
  ...registerRoutes,
  get('/decisions/new', RECORD, (c) => newForm(c)),
  post('/decisions', RECORD, save, { again: newForm }),
  get('/decisions/:reference', READ, (c) => decisionPage(c)),
  post('/decisions/:reference/conditions', RECORD, saveMet, { again: decisionPage }),
  post('/decisions/:reference/publication', RECORD, publication, { again: decisionPage }),
  get('/proposals', READ, proposals),
];
