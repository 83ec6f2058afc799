import { isRefusal } from '../../../kernel/refusal.ts';
import { may } from '../../../platform/actor.ts';
import { textIn } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, post, type Route } from '../../../platform/http/route.ts';
import type { Settings } from '../../../platform/settings.ts';
import { chaseNow } from '../chasing.ts';
import { mayReport } from '../may.ts';
import { UpdatesPage } from '../pages/updates.tsx';
import { listSilent } from '../queries/silent.ts';
import { leadingAgencies, narrowed, readFilter } from '../updates-filter.ts';
import { EDIT, READ } from './shared.ts';

/** Where a mail's links lead. */
export const siteOf = ({ publicUrl, host, port }: Pick<Settings, 'publicUrl' | 'host' | 'port'>): string =>
  publicUrl ?? `http://${host}:${port}`;

/** The posts that who asks holds now. */
async function ownPosts({ tx, actor, today }: Context): Promise<ReadonlySet<string>> {
  if (actor.kind !== 'member') return new Set();
  const rows = await tx
    .selectFrom('partners.holding')
    .select('post_id')
    .where('person_id', '=', actor.personId)
    .where('starts_on', '<=', today)
    .where((is) => is.or([is('ends_on', 'is', null), is('ends_on', '>=', today)]))
    .execute();
  return new Set(rows.map((row) => row.post_id));
}

async function updates(c: Context): Promise<Answer> {
  const posts = await ownPosts(c);
  const filter = readFilter(c.query);
  const rows = (await listSilent(c.tx, c.today)).map((row) => ({
    ...row,
    own: row.leadPostId !== null && posts.has(row.leadPostId),
    mayReport: mayReport(c.actor, row.agencyId),
  }));
  return {
    title: 'Progress updates',
    breadcrumbs: [{ text: 'Projects', href: '/projects' }],
    wide: true,
    body: (
      <UpdatesPage
        rows={narrowed(rows, filter, c.today)}
        filter={filter}
        agencies={leadingAgencies(rows)}
        today={c.today}
        mayChase={may(c.actor, 'plan.edit')}
        keys={c.formKeys}
      />
    ),
  };
}

async function chase(c: Context): Promise<Answer> {
  const done = await chaseNow(c.tx, c.actor, {
    today: c.today,
    now: new Date(),
    site: siteOf(c.services.settings),
    project: textIn(c.form, 'project') || undefined,
  });
  return isRefusal(done) ? done : { redirect: '/updates' };
}

/** Who has reported, who has not, and one button to chase. */
export const updatesRoutes: readonly Route[] = [
  get('/updates', READ, updates),
  post('/updates/reminders', EDIT, chase),
];
