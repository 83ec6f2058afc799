import { isUuid } from '../../../../kernel/ids.ts';
import { parsePlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { may } from '../../../../platform/actor.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { type Answer, type Context, get, type Route } from '../../../../platform/http/route.ts';
import { actRoutes } from '../../acts.tsx';
import { inCasework } from '../../purpose/working.ts';
import { GOVERNANCE_CRUMBS } from '../parts.tsx';
import { idInPath, readsOf } from '../reading.ts';
import { ACTS, PATH, ROOM } from './acts.tsx';
import { restrictedApi } from './api.ts';
import { listRestricted } from './list.ts';
import { RestrictedPage, RestrictedThingPage } from './pages.tsx';

const AT_ONCE = 100;

async function list(c: Context): Promise<Answer> {
  const [day, id] = (c.query.after ?? '').split('_');
  const from = parsePlainDate(day ?? '');
  const found = await listRestricted(c.tx, c.actor, {
    limit: AT_ONCE + 1,
    after: from && isUuid(id ?? '') ? [from, id ?? ''] : undefined,
  });
  if (isRefusal(found)) return found;
  const rows = found.slice(0, AT_ONCE);
  const last = rows.at(-1);
  return {
    title: 'What is restricted',
    wide: true,
    breadcrumbs: GOVERNANCE_CRUMBS,
    body: (
      <RestrictedPage
        rows={rows}
        governs={may(c.actor, 'casework.govern')}
        late={rows.filter(({ reviewOn }) => reviewOn < c.today).length}
        next={last && found.length > AT_ONCE ? `${PATH}?after=${last.reviewOn}_${last.id}` : undefined}
      />
    ),
  };
}

async function one(c: Context): Promise<Answer> {
  const view = await ROOM.find(c, c.params.id ?? '');
  if (!view) return notFound('restricted record or case');
  return {
    title: `Restricted: ${view.code}`,
    breadcrumbs: ROOM.crumbsOf?.(view) ?? [],
    body: <RestrictedThingPage view={view} c={c} />,
  };
}

/** What is restricted, and who goes on working with it, for those who answer for it. */
export const restrictedRoutes: readonly Route[] = [
  inCasework(
    get(PATH, { permission: 'casework.read', anywhere: true }, list, {
      reads: readsOf('record.restricted-listed'),
    }),
  ),
  inCasework(
    get(`${PATH}/:id`, { permission: 'casework.govern' }, one, {
      reads: readsOf('restricted.read', 'restricted', idInPath),
    }),
  ),
  ...actRoutes(ROOM, ACTS),
  ...restrictedApi,
];
