import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { agencyOf, mayFor } from '../../../../platform/actor.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { readFields, textIn, textsIn } from '../../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../../ui/forms/typed.ts';
import { parseTableQuery } from '../../../../ui/table/index.ts';
import { findPerson, namesOfPeople } from '../../people/index.ts';
import { inCasework } from '../../purpose/working.ts';
import { isCategory } from '../categories.ts';
import { grantDay } from '../fields.ts';
import { SHARING_CRUMBS } from '../parts.tsx';
import { idInPath, personInQuery, readsOf } from '../reading.ts';
import { siteOf } from '../site.ts';
import { answerAsk, askToSee, endGrant } from './ask.ts';
import { AskPage } from './ask-page.tsx';
import { NobodyToAskPage } from './nobody.tsx';
import { AskForm, AsksPage } from './pages.tsx';
import { findAsk, listAsks } from './queries.ts';

const SEE = { permission: 'casework.read', anywhere: true } as const;
const ANSWER = { permission: 'sharing.answer', anywhere: true } as const;
const BASE = '/casework/sharing/asks';
const CRUMBS = [...SHARING_CRUMBS, { text: 'Requests to see', href: BASE }];

const asksPage = async (c: Context): Promise<Answer> => ({
  title: 'Requests to see',
  wide: true,
  breadcrumbs: SHARING_CRUMBS,
  body: (
    <AsksPage
      asks={await listAsks(c.tx, c.actor, c.services.subjects)}
      own={agencyOf(c.actor)}
      query={parseTableQuery(c.query, [])}
    />
  ),
});

async function askForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const person = await findPerson(c.tx, c.actor, c.services.subjects, c.query.person ?? '');
  if (!person) return notFound('person');
  const others = [
    ...person.knownTo,
    ...person.records.filter(({ own }) => !own).map(({ agencyId, agency }) => ({ agencyId, agency })),
  ];
  if (others.length === 0)
    return {
      title: 'Ask to see',
      breadcrumbs: CRUMBS,
      body: <NobodyToAskPage clusterId={person.clusterId} />,
    };
  const agencies = [...new Map(others.map((one) => [one.agencyId, one.agency]))];
  const chosen = c.query.agency ?? (agencies.length === 1 ? agencies[0]?.[0] : undefined);
  return {
    title: 'Ask to see',
    breadcrumbs: CRUMBS,
    body: (
      <AskForm
        clusterId={person.clusterId}
        agencies={agencies.map(([value, text]) => ({ value, text }))}
        keys={c.formKeys}
        attempt={attempt ?? { values: chosen === undefined ? {} : { agencyId: chosen }, errors: {} }}
      />
    ),
  };
}

async function ask(c: Context): Promise<{ redirect: string } | Refusal> {
  const agencyId = textIn(c.form, 'agencyId');
  if (agencyId === '')
    return refused('choose-an-agency', 'Choose which agency you ask.', { field: 'agencyId' });
  const asked = await askToSee(c.tx, c.actor, c.services.subjects, {
    clusterId: c.query.person ?? '',
    agencyId,
    categories: textsIn(c.form, 'categories').filter(isCategory),
    wantsRestricted: textIn(c.form, 'wantsRestricted') === 'yes',
    reason: textIn(c.form, 'reason'),
    site: siteOf(c),
  });
  return isRefusal(asked) ? asked : { redirect: `${BASE}/${asked.id}` };
}

async function askPage(c: Context, attempt?: Attempt): Promise<Answer> {
  const found = await findAsk(c.tx, c.actor, c.services.subjects, c.params.id ?? '');
  if (!found) return notFound('request');
  const names = await namesOfPeople(c.tx, c.actor, c.services.subjects, [found.clusterId]);
  return {
    title: 'Request to see',
    breadcrumbs: CRUMBS,
    body: (
      <AskPage
        ask={found}
        name={names.get(found.clusterId)?.name}
        mayAnswer={found.agencyId === agencyOf(c.actor) && mayFor(c.actor, 'sharing.answer', found.agencyId)}
        mayOpenRestricted={mayFor(c.actor, 'casework.restricted', found.agencyId)}
        keys={c.formKeys}
        attempt={attempt ?? NOTHING_TYPED}
      />
    ),
  };
}

async function answer(c: Context): Promise<{ redirect: string } | Refusal> {
  const granted = textIn(c.form, 'granted');
  if (granted !== 'yes' && granted !== 'no')
    return refused('say-whether-it-is-shared', 'Say whether you share it.', { field: 'granted' });
  const fields = readFields(grantDay, c.form);
  if (isRefusal(fields)) return fields;
  const answered = await answerAsk(c.tx, c.actor, c.services.subjects, c.params.id ?? '', {
    granted: granted === 'yes',
    categories: textsIn(c.form, 'categories').filter(isCategory),
    opensRestricted: textIn(c.form, 'opensRestricted') === 'yes',
    untilOn: fields.untilOn,
    reason: textIn(c.form, 'reason'),
    site: siteOf(c),
  });
  return isRefusal(answered) ? answered : { redirect: `${BASE}/${answered.id}` };
}

async function end(c: Context): Promise<{ redirect: string } | Refusal> {
  const ended = await endGrant(
    c.tx,
    c.actor,
    c.services.subjects,
    c.params.id ?? '',
    textIn(c.form, 'reason'),
  );
  return isRefusal(ended) ? ended : { redirect: `${BASE}/${ended.id}` };
}

/** Asking another agency to see, and answering who asks. */
export const askRoutes: readonly Route[] = [
  inCasework(get(BASE, SEE, asksPage, { reads: readsOf('ask.list') })),
  inCasework(
    get(`${BASE}/new`, SEE, (c) => askForm(c), {
      reads: readsOf('person.asked-about', 'person', personInQuery),
    }),
    personInQuery,
  ),
  inCasework(post(`${BASE}/new`, SEE, ask, { again: askForm }), personInQuery),
  inCasework(get(`${BASE}/:id`, SEE, (c) => askPage(c), { reads: readsOf('ask.read', 'ask', idInPath) })),
  inCasework(post(`${BASE}/:id/answer`, ANSWER, answer, { again: askPage })),
  inCasework(post(`${BASE}/:id/ending`, ANSWER, end, { again: askPage })),
];
