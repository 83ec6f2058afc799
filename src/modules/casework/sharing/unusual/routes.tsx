import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { accountOf } from '../../../../platform/actor.ts';
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
import { NOTHING_TYPED } from '../../../../ui/forms/typed.ts';
import { parseTableQuery } from '../../../../ui/table/index.ts';
import { inCasework } from '../../purpose/working.ts';
import { GOVERNANCE_CRUMBS } from '../parts.tsx';
import { idInPath, readsOf } from '../reading.ts';
import { answerUnusual, findUnusualReading, isStep, listUnusual } from './answers.ts';
import { UnusualPage, UnusualReadingPage } from './pages.tsx';

const GOVERN = { permission: 'casework.govern' } as const;
const BASE = '/casework/governance/unusual';

const listPage = async (c: Context): Promise<Answer> => ({
  title: 'Unusual reading',
  wide: true,
  breadcrumbs: GOVERNANCE_CRUMBS,
  body: (
    <UnusualPage
      readings={await listUnusual(c.tx, c.actor, c.services.subjects)}
      query={parseTableQuery(c.query, [])}
    />
  ),
});

async function readingPage(c: Context, attempt?: Attempt): Promise<Answer> {
  const reading = await findUnusualReading(c.tx, c.actor, c.services.subjects, c.params.id ?? '');
  if (!reading) return notFound('sign');
  return {
    title: 'Unusual reading',
    breadcrumbs: [...GOVERNANCE_CRUMBS, { text: 'Unusual reading', href: BASE }],
    body: (
      <UnusualReadingPage
        reading={reading}
        mayAnswer={reading.accountId !== accountOf(c.actor)}
        keys={c.formKeys}
        attempt={attempt ?? NOTHING_TYPED}
      />
    ),
  };
}

async function answer(c: Context): Promise<{ redirect: string } | Refusal> {
  const step = textIn(c.form, 'step');
  if (!isStep(step)) return refused('say-what-came-of-it', 'Say what came of it.', { field: 'step' });
  const answered = await answerUnusual(c.tx, c.actor, c.services.subjects, c.params.id ?? '', {
    step,
    says: textIn(c.form, 'says'),
  });
  return isRefusal(answered) ? answered : { redirect: BASE };
}

/** Reading that information governance should look at. */
export const unusualRoutes: readonly Route[] = [
  inCasework(get(BASE, GOVERN, listPage, { reads: readsOf('unusual-reading.list') })),
  inCasework(
    get(`${BASE}/:id`, GOVERN, (c) => readingPage(c), {
      reads: readsOf('unusual-reading.read', 'unusual-reading', idInPath),
    }),
  ),
  inCasework(post(`${BASE}/:id`, GOVERN, answer, { again: readingPage })),
];
