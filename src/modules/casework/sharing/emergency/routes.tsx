import { isUuid } from '../../../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { accountOf, may } from '../../../../platform/actor.ts';
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
import { inCasework } from '../../purpose/working.ts';
import { breakGlass, type ReviewOutcome, reviewBreakGlass } from '../break-glass.ts';
import { findOpening } from '../openings.ts';
import { GOVERNANCE_CRUMBS } from '../parts.tsx';
import { idInPath, personInQuery, readsOf } from '../reading.ts';
import { siteOf } from '../site.ts';
import { EmergencyForm, OpeningPage, OUTCOMES } from './pages.tsx';

const SEE = { permission: 'casework.read', anywhere: true } as const;
const GOVERN = { permission: 'casework.govern' } as const;

async function form(c: Context, attempt?: Attempt): Promise<Answer> {
  const clusterId = c.query.person ?? '';
  if (!isUuid(clusterId)) return notFound('person');
  return {
    title: 'Open in an emergency',
    body: <EmergencyForm clusterId={clusterId} keys={c.formKeys} attempt={attempt ?? NOTHING_TYPED} />,
  };
}

async function open(c: Context): Promise<{ redirect: string } | Refusal> {
  const clusterId = c.query.person ?? '';
  const opened = await breakGlass(c.tx, c.actor, c.services.subjects, {
    clusterId,
    reason: textIn(c.form, 'reason'),
    hours: Number(textIn(c.form, 'hours')),
    site: siteOf(c),
  });
  return isRefusal(opened) ? opened : { redirect: `/casework/people/${clusterId}` };
}

async function openingPage(c: Context, attempt?: Attempt): Promise<Answer> {
  const opening = await findOpening(c.tx, c.actor, c.services.subjects, c.params.id ?? '');
  if (!opening) return notFound('emergency opening');
  return {
    title: 'Emergency opening',
    breadcrumbs: GOVERNANCE_CRUMBS,
    body: (
      <OpeningPage
        opening={opening}
        mayReview={may(c.actor, 'casework.govern') && accountOf(c.actor) !== opening.accountId}
        keys={c.formKeys}
        attempt={attempt ?? NOTHING_TYPED}
      />
    ),
  };
}

async function review(c: Context): Promise<{ redirect: string } | Refusal> {
  const outcome = textIn(c.form, 'outcome');
  if (!(outcome in OUTCOMES))
    return refused('say-whether-justified', 'Say whether it was justified.', { field: 'outcome' });
  const reviewed = await reviewBreakGlass(c.tx, c.actor, c.services.subjects, c.params.id ?? '', {
    outcome: outcome as ReviewOutcome,
    says: textIn(c.form, 'says'),
  });
  return isRefusal(reviewed) ? reviewed : { redirect: '/casework/governance' };
}

/** Opening everything about one person in an emergency, and its review. */
export const emergencyRoutes: readonly Route[] = [
  inCasework(
    get('/casework/sharing/emergency', SEE, (c) => form(c), {
      reads: readsOf('break-glass.considered', 'person', personInQuery),
    }),
  ),
  inCasework(post('/casework/sharing/emergency', SEE, open, { again: form })),
  inCasework(
    get('/casework/governance/break-glass/:id', SEE, (c) => openingPage(c), {
      reads: readsOf('break-glass.read', 'break-glass', idInPath),
    }),
  ),
  inCasework(post('/casework/governance/break-glass/:id', GOVERN, review, { again: openingPage })),
];
