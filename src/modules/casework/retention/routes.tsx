import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenDate, readFields, textIn, textsIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { parseTableQuery } from '../../../ui/table/index.ts';
import { isBecause } from '../disposal/certify.ts';
import { FINISH_DISPOSALS } from '../disposal/finish.ts';
import { inCasework } from '../purpose/working.ts';
import { GOVERNANCE_CRUMBS } from '../sharing/parts.tsx';
import { idInPath, readsOf } from '../sharing/reading.ts';
import { DISPOSALS, GOVERN, RETENTION, RETENTION_CRUMBS } from './crumbs.ts';
import { disposeReviewed } from './dispose-reviewed.ts';
import { isKind, type KindName, kindOf } from './kinds.ts';
import { QUEUE_PAGE, QueuePage } from './pages/due-of-kind.tsx';
import { DuePage } from './pages/queue.tsx';
import { ReviewPage } from './pages/review.tsx';
import { countsDue, decisionsOn, findToReview, keepLonger, listDue, type ToReview } from './queue.ts';

const duePage = async (c: Context): Promise<Answer> => ({
  title: 'What is due for review',
  breadcrumbs: GOVERNANCE_CRUMBS,
  body: <DuePage due={await countsDue(c.tx, c.actor)} query={parseTableQuery(c.query, [])} />,
});

async function queuePage(c: Context, attempt?: Attempt): Promise<Answer> {
  const kind = c.params.kind ?? '';
  if (!isKind(kind)) return notFound('kind of thing to review');
  const query = parseTableQuery(c.query, []);
  const due = (await countsDue(c.tx, c.actor)).find((one) => one.kind === kind);
  return {
    title: `Due for review: ${kindOf(kind).says.toLowerCase()}`,
    wide: true,
    breadcrumbs: RETENTION_CRUMBS,
    body: (
      <QueuePage
        kind={kind}
        rows={await listDue(c.tx, c.actor, kind, { from: (query.page - 1) * QUEUE_PAGE, limit: QUEUE_PAGE })}
        total={due?.due ?? 0}
        query={query}
        keys={c.formKeys}
        attempt={attempt ?? NOTHING_TYPED}
      />
    ),
  };
}

async function thingOf(c: Context): Promise<ToReview | undefined> {
  const { kind = '', id = '' } = c.params;
  return isKind(kind) && isUuid(id) ? findToReview(c.tx, c.actor, kind, id) : undefined;
}

async function reviewPage(c: Context, attempt?: Attempt): Promise<Answer> {
  const thing = await thingOf(c);
  if (!thing) return notFound('thing to review');
  return {
    title: `Review ${thing.code}`,
    breadcrumbs: [...RETENTION_CRUMBS, { text: kindOf(thing.kind).says, href: `${RETENTION}/${thing.kind}` }],
    body: (
      <ReviewPage
        thing={thing}
        earlier={await decisionsOn(c.tx, c.actor, c.services.subjects, thing.id)}
        keys={c.formKeys}
        attempt={attempt ?? NOTHING_TYPED}
      />
    ),
  };
}

const until = z.object({ untilOn: givenDate('Enter the day on which it is reviewed again.') });

async function keep(c: Context): Promise<{ redirect: string } | Refusal> {
  const thing = await thingOf(c);
  if (!thing) return notFound('thing to review');
  const fields = readFields(until, c.form);
  if (isRefusal(fields)) return fields;
  const kept = await keepLonger(c.tx, c.actor, c.services.subjects, {
    ...{ kind: thing.kind, id: thing.id, untilOn: fields.untilOn },
    reason: textIn(c.form, 'reason'),
  });
  return isRefusal(kept) ? kept : { redirect: `${RETENTION}/${thing.kind}` };
}

/** What goes, for the reason that was chosen, once it is said that the agencies need it no longer. */
async function goes(c: Context, kind: KindName, ids: readonly string[]) {
  const because = textIn(c.form, 'because');
  if (!isBecause(because)) return refused('say-why', 'Choose why it goes.', { field: 'because' });
  if (textIn(c.form, 'sure') !== 'yes')
    return refused('ask-the-agencies', 'Say that the agencies that hold it need it no longer.', {
      field: 'sure',
    });
  const scope = textIn(c.form, 'scope');
  const done = await disposeReviewed(c.tx, c.actor, c.services.subjects, {
    ...{ kind, ids, because },
    scope: scope === 'record' || scope === 'person' ? scope : undefined,
  });
  if (!isRefusal(done))
    await c.services.jobs.enqueue(c.tx, FINISH_DISPOSALS, { partnershipId: c.actor.partnershipId });
  return done;
}

async function disposeOf(c: Context): Promise<{ redirect: string } | Refusal> {
  const thing = await thingOf(c);
  if (!thing) return notFound('thing to review');
  const done = await goes(c, thing.kind, [thing.id]);
  return isRefusal(done) ? done : { redirect: `${DISPOSALS}/${done.certificateIds[0]}` };
}

async function disposeOfSeveral(c: Context): Promise<{ redirect: string } | Refusal> {
  const kind = c.params.kind ?? '';
  if (!isKind(kind)) return notFound('kind of thing to review');
  const done = await goes(c, kind, textsIn(c.form, 'ids').filter(isUuid));
  return isRefusal(done) ? done : { redirect: DISPOSALS };
}

const ONE = `${RETENTION}/:kind/:id`;

/** The review queue and its decisions. */
export const retentionRoutes: readonly Route[] = [
  inCasework(get(RETENTION, GOVERN, duePage, { reads: readsOf('retention.counted') })),
  inCasework(get(`${RETENTION}/:kind`, GOVERN, (c) => queuePage(c), { reads: readsOf('retention.list') })),
  inCasework(post(`${RETENTION}/:kind/disposal`, GOVERN, disposeOfSeveral, { again: queuePage })),
  inCasework(
    get(ONE, GOVERN, (c) => reviewPage(c), { reads: readsOf('retention.considered', 'retention', idInPath) }),
  ),
  inCasework(post(`${ONE}/keeping`, GOVERN, keep, { again: reviewPage })),
  inCasework(post(`${ONE}/disposal`, GOVERN, disposeOf, { again: reviewPage })),
];
