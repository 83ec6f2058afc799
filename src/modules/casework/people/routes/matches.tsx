import { isUuid } from '../../../../kernel/ids.ts';
import { isRefusal, refused } from '../../../../kernel/refusal.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { textIn } from '../../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../../platform/http/route.ts';
import { parseTableQuery } from '../../../../ui/table/index.ts';
import { inCasework } from '../../purpose/working.ts';
import { decideMatch, type MatchVerdict } from '../matching/decision.ts';
import { countQuestions, listQuestions, reviewOf } from '../matching/review.ts';
import { MatchPage } from '../pages/match.tsx';
import { MATCH_COLUMNS, MatchesPage } from '../pages/matches.tsx';
import { PEOPLE_CRUMBS, personPath } from '../pages/parts.tsx';

const DECIDE = { permission: 'match.decide', anywhere: true } as const;
const VERDICTS: readonly string[] = ['same', 'different', 'cannot-tell'] satisfies MatchVerdict[];

const isPair = (pair: string): boolean => {
  const ids = pair.split('.');
  return ids.length === 2 && ids.every(isUuid) && ids[0] !== ids[1];
};

async function matchesPage(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, MATCH_COLUMNS);
  return {
    title: 'One person or two?',
    breadcrumbs: PEOPLE_CRUMBS,
    wide: true,
    body: (
      <MatchesPage
        questions={await listQuestions(c.tx, c.actor, c.services.subjects, query.page)}
        total={await countQuestions(c.tx, c.actor)}
        query={query}
      />
    ),
  };
}

async function matchPage(c: Context, attempt: Attempt = { values: {}, errors: {} }): Promise<Answer> {
  const pair = c.params.pair ?? '';
  const review = isPair(pair) ? await reviewOf(c.tx, c.actor, c.services.subjects, pair) : undefined;
  if (!review) return notFound('pair of records');
  return {
    title: 'Are these one person?',
    breadcrumbs: [...PEOPLE_CRUMBS, { text: 'One person or two?', href: '/casework/matches' }],
    wide: true,
    body: <MatchPage review={review} attempt={attempt} keys={c.formKeys} />,
  };
}

async function decide(c: Context): Promise<Answer> {
  const pair = c.params.pair ?? '';
  if (!isPair(pair)) return notFound('pair of records');
  const verdict = textIn(c.form, 'verdict');
  if (!VERDICTS.includes(verdict))
    return refused('verdict-missing', 'Choose what you decide.', { field: 'verdict' });
  const [one = '', other = ''] = pair.split('.');
  const decided = await decideMatch(c.tx, c.actor, c.services.subjects, {
    oneRecordId: one,
    otherRecordId: other,
    verdict: verdict as MatchVerdict,
    reason: textIn(c.form, 'reason'),
  });
  if (isRefusal(decided)) return decided;
  const [person] = decided.clusterIds;
  return {
    redirect: verdict === 'same' && person !== undefined ? personPath(person) : '/casework/matches',
  };
}

/** Deciding whether records are one person. */
export const matchRoutes: readonly Route[] = [
  inCasework(get('/casework/matches', DECIDE, matchesPage, { reads: () => ({ action: 'match.listed' }) })),
  inCasework(
    get('/casework/matches/:pair', DECIDE, (c) => matchPage(c), {
      reads: ({ params }) => ({
        action: 'match.read',
        subject: { kind: 'record', id: (params.pair ?? '').split('.')[0] ?? '' },
      }),
    }),
  ),
  inCasework(post('/casework/matches/:pair', DECIDE, decide, { again: matchPage })),
];
