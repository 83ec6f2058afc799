import { may } from '../../../platform/actor.ts';
import { type Answer, type Context, get, type Route } from '../../../platform/http/route.ts';
import { toCsv } from '../../../ui/table/index.ts';
import { FUND_CRUMBS } from '../pages.tsx';
import { dependentRoutes } from './dependent-routes.tsx';
import { whoMayPay } from './lawful.ts';
import { RUN_OFF_COLUMNS, RunOffPage, runOffLines } from './pages/run-off.tsx';
import { listDependents, runOffFacts } from './queries.ts';
import { askedIn, outlookOf } from './scenario.ts';

const READ = { permission: 'read' } as const;

async function runOffPage(c: Context): Promise<Answer> {
  const facts = await runOffFacts(c.tx);
  const { asked, errors } = askedIn(c.query, facts);
  return {
    title: 'Run-off of the fund',
    wide: true,
    breadcrumbs: FUND_CRUMBS,
    ...(Object.keys(errors).length > 0 ? { status: 422 } : {}),
    body: (
      <RunOffPage
        outlook={outlookOf(facts, asked, c.today, await whoMayPay(c.tx, facts, asked, c.today))}
        facts={facts}
        dependents={await listDependents(c.tx)}
        today={c.today}
        query={c.query}
        errors={errors}
        mayKeep={may(c.actor, 'fund.keep')}
      />
    ),
  };
}

export const runOffRoutes: readonly Route[] = [
  get('/fund/run-off', READ, runOffPage),
  get('/fund/run-off.csv', READ, async (c) => {
    const facts = await runOffFacts(c.tx);
    const { asked } = askedIn(c.query, facts);
    const lines = runOffLines(outlookOf(facts, asked, c.today, await whoMayPay(c.tx, facts, asked, c.today)));
    return { download: toCsv(RUN_OFF_COLUMNS, lines), mediaType: 'text/csv', fileName: 'run-off.csv' };
  }),
  ...dependentRoutes,
];
