import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { agencyOf, mayFor, maySomewhere } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, givenDate, readFields, textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { actRoutes, readsOne } from '../acts.tsx';
import { listCases } from '../cases/list.ts';
import { caseCode } from '../cases/words.ts';
import { inCasework } from '../purpose/working.ts';
import { ACTS } from './forms/index.ts';
import { ROOM } from './forms/room.tsx';
import { listMatters } from './list.ts';
import { openMatter } from './matter.ts';
import { MattersPage, NewMatterPage } from './pages/list.tsx';
import { MatterPage } from './pages/matter.tsx';
import { findMatter } from './queries.ts';
import { KINDS, keysOf, SOURCES } from './words.ts';

const READ = { permission: 'casework.read', anywhere: true } as const;
const WRITE = { permission: 'casework.write', anywhere: true } as const;
const CRUMBS = [{ text: ROOM.title, href: ROOM.base }];
const MOST_CASES = 100;

async function mattersPage(c: Context): Promise<Answer> {
  const open = c.query.state !== 'over';
  return {
    title: ROOM.title,
    wide: true,
    body: (
      <MattersPage
        matters={await listMatters(c.tx, c.actor, { open })}
        open={open}
        today={c.today}
        mayWrite={maySomewhere(c.actor, 'casework.write')}
      />
    ),
  };
}

async function matterPage(c: Context): Promise<Answer> {
  const view = await findMatter(c.tx, c.actor, c.services.subjects, c.params.id ?? '');
  if (!view) return notFound('restorative matter');
  return {
    title: `Restorative matter ${view.code}`,
    breadcrumbs: CRUMBS,
    body: (
      <MatterPage
        view={view}
        acts={ACTS}
        c={c}
        own={agencyOf(c.actor)}
        mayWrite={mayFor(c.actor, 'casework.write', agencyOf(c.actor))}
        cases={view.caseIds.map((id) => ({ id, code: caseCode(id) }))}
        today={c.today}
      />
    ),
  };
}

const newMatter = z.object({
  kind: z.enum(keysOf(KINDS), { error: 'Choose the kind' }),
  source: z.enum(keysOf(SOURCES), { error: 'Say who asked for it' }),
  referredOn: givenDate('Give the day on which it was asked for'),
  restricted: z.enum(['yes', 'no'], { error: 'Say whether it is restricted' }),
  caseId: z.string().default(''),
});

const newMatterPage = async (c: Context, attempt?: Attempt): Promise<Answer> => ({
  title: 'Open a restorative matter',
  breadcrumbs: CRUMBS,
  body: (
    <NewMatterPage
      attempt={
        attempt ?? {
          values: { restricted: 'no', caseId: c.query.case ?? '', ...dateValues('referredOn', c.today) },
          errors: {},
        }
      }
      keys={c.formKeys}
      cases={await listCases(c.tx, c.actor, c.services.subjects, { state: 'open', limit: MOST_CASES })}
      person={c.query.person ?? textIn(c.form, 'person')}
    />
  ),
});

async function open(c: Context): Promise<Answer> {
  const fields = readFields(newMatter, c.form);
  if (isRefusal(fields)) return fields;
  const opened = await openMatter(c.tx, c.actor, {
    ...fields,
    restricted: fields.restricted === 'yes',
    caseId: asId<'case'>(fields.caseId) ?? null,
  });
  if (isRefusal(opened)) return opened;
  const path = `${ROOM.base}/${opened.id}`;
  const person = asId<'cluster'>(textIn(c.form, 'person'));
  return { redirect: person ? `${path}/people?person=${person}` : path };
}

const list = { reads: () => ({ action: 'restorative.list' }) };

/** Restorative matters: the queue, one of them, and everything that can be done with it. */
export const restorativeRoutes: readonly Route[] = [
  inCasework(get(ROOM.base, READ, mattersPage, list)),
  inCasework(
    get(`${ROOM.base}/new`, WRITE, (c) => newMatterPage(c), { reads: () => ({ action: 'case.list' }) }),
  ),
  inCasework(post(`${ROOM.base}/new`, WRITE, open, { again: newMatterPage })),
  inCasework(get(`${ROOM.base}/:id`, READ, matterPage, { reads: readsOne(ROOM) })),
  ...actRoutes(ROOM, ACTS),
];
