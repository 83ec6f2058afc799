import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { givenText, readFields, textIn } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import { NOTHING_TYPED, type Typed } from '../../../ui/forms/typed.ts';
import { parseTableQuery } from '../../../ui/table/index.ts';
import { findIndicator } from '../queries.ts';
import { CRUMBS, READ } from '../routes/shared.ts';
import { acknowledgeAlert, mayAnswer, subscribe, subscriptionsOf } from './acts.ts';
import { AlertPage, AlertsPage } from './pages.tsx';
import { type Alert, countAlerts, isOpen, listAlerts } from './queries.ts';

const ALERTS = [...CRUMBS, { text: 'Alerts', href: '/indicators/alerts' }];

async function list(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, []);
  const { all, open } = await countAlerts(c.tx);
  return {
    title: 'Alerts',
    breadcrumbs: CRUMBS,
    wide: true,
    body: (
      <AlertsPage
        alerts={await listAlerts(c.tx, { page: query.page })}
        total={all}
        open={open}
        query={query}
        subscribed={(await subscriptionsOf(c.tx, c.actor)).has(null)}
        keys={c.formKeys}
      />
    ),
  };
}

async function alertIn(c: Pick<Context, 'tx' | 'params'>): Promise<Alert | Refusal> {
  const { id = '' } = c.params;
  const [alert] = isUuid(id) ? await listAlerts(c.tx, { id }) : [];
  return alert ?? notFound('alert');
}

async function one(c: Context, typed: Typed): Promise<Answer> {
  const alert = await alertIn(c);
  if (isRefusal(alert)) return alert;
  return {
    title: `Alert: ${alert.title}`,
    breadcrumbs: ALERTS,
    body: (
      <AlertPage
        alert={alert}
        mayAnswer={mayAnswer(c.actor, alert)}
        subscribed={(await subscriptionsOf(c.tx, c.actor)).has(alert.indicatorId)}
        keys={c.formKeys}
        typed={typed}
      />
    ),
  };
}

const answerFields = z.object({
  reason: givenText('Say what is behind it or what is done.').max(4000, 'Use at most 4,000 characters.'),
});

async function acknowledge(c: Context): Promise<Answer> {
  const alert = await alertIn(c);
  if (isRefusal(alert)) return alert;
  const fields = readFields(answerFields, c.form);
  if (isRefusal(fields)) return fields;
  const done = await acknowledgeAlert(c.tx, c.actor, alert, fields.reason);
  return isRefusal(done) ? done : { redirect: `/indicators/alerts/${alert.id}` };
}

async function subscribeToAll(c: Context): Promise<Answer> {
  const done = await subscribe(c.tx, c.actor, undefined, textIn(c.form, 'wanted') === 'yes');
  return isRefusal(done) ? done : { redirect: '/indicators/alerts' };
}

async function subscribeToOne(c: Context): Promise<Answer> {
  const indicator = await findIndicator(c.tx, c.params.slug ?? '');
  if (!indicator) return notFound('indicator');
  const done = await subscribe(c.tx, c.actor, indicator, textIn(c.form, 'wanted') === 'yes');
  return isRefusal(done) ? done : { redirect: `/indicators/${indicator.slug}/alerts` };
}

/** The alerts of one indicator, and whether the reader is written to about it. */
async function ofIndicator(c: Context): Promise<Answer> {
  const indicator = await findIndicator(c.tx, c.params.slug ?? '');
  if (!indicator) return notFound('indicator');
  const alerts = await listAlerts(c.tx, { indicatorId: indicator.id });
  return {
    title: `Alerts: ${indicator.title}`,
    breadcrumbs: [...CRUMBS, { text: indicator.title, href: `/indicators/${indicator.slug}` }],
    wide: true,
    body: (
      <AlertsPage
        of={indicator}
        alerts={alerts}
        total={alerts.length}
        open={alerts.filter(isOpen).length}
        query={parseTableQuery({}, [])}
        subscribed={(await subscriptionsOf(c.tx, c.actor)).has(indicator.id)}
        keys={c.formKeys}
      />
    ),
  };
}

/** Alerts, answering one, and asking for mail about them. */
export const alertRoutes: readonly Route[] = [
  get('/indicators/alerts', READ, list),
  post('/indicators/alerts/subscription', READ, subscribeToAll),
  get('/indicators/alerts/:id', READ, (c) => one(c, NOTHING_TYPED)),
  post('/indicators/alerts/:id/acknowledgement', READ, acknowledge, { again: one }),
  get('/indicators/:slug/alerts', READ, ofIndicator),
  post('/indicators/:slug/alerts/subscription', READ, subscribeToOne),
];
