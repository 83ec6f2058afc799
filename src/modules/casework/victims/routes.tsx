import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { addDays } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { agencyOf, mayFor, maySomewhere } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, givenDate, givenText, readFields } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { actRoutes, readsOne } from '../acts.tsx';
import { displayName, personCode, personNow, recordsOf } from '../people/index.ts';
import { inCasework } from '../purpose/working.ts';
import { keysOf, SOURCES } from '../restorative/words.ts';
import { ACTS, ROOM } from './forms.tsx';
import { NewSupportPage, SupportsPage } from './pages/list.tsx';
import { SupportPage } from './pages/support.tsx';
import { findSupport, listSupports } from './queries.ts';
import { openSupport } from './support.ts';
import { HARMS } from './words.ts';

const READ = { permission: 'casework.read', anywhere: true } as const;
const WRITE = { permission: 'casework.write', anywhere: true } as const;
const CRUMBS = [{ text: ROOM.title, href: ROOM.base }];
const WEEK = 7;

async function supportsPage(c: Context): Promise<Answer> {
  const open = c.query.state !== 'ended';
  const workerId = asId<'person'>(c.query.worker ?? '');
  const all = await listSupports(c.tx, c.actor, c.services.subjects, { open });
  return {
    title: ROOM.title,
    wide: true,
    body: (
      <SupportsPage
        supports={workerId ? all.filter((one) => one.workerId === workerId) : all}
        all={all}
        open={open}
        worker={workerId}
        today={c.today}
        soon={addDays(c.today, WEEK)}
        mayWrite={maySomewhere(c.actor, 'casework.write')}
      />
    ),
  };
}

async function supportPage(c: Context): Promise<Answer> {
  const view = await findSupport(c.tx, c.actor, c.services.subjects, c.params.id ?? '');
  if (!view) return notFound('support');
  return {
    title: `Support ${view.code}`,
    breadcrumbs: CRUMBS,
    body: (
      <SupportPage
        view={view}
        acts={ACTS}
        c={c}
        mayWrite={
          view.closedOn === null &&
          view.agencyId === agencyOf(c.actor) &&
          mayFor(c.actor, 'casework.write', view.agencyId)
        }
        today={c.today}
      />
    ),
  };
}

const newSupport = z.object({
  recordId: givenText('Choose the person'),
  harm: z.enum(keysOf(HARMS), { error: 'Say what harmed them' }),
  source: z.enum(keysOf(SOURCES), { error: 'Say who told you of them' }),
  openedOn: givenDate('Say since when'),
});

const person = ({ query }: Pick<Context, 'query'>): string | undefined => query.person;

async function newSupportPage(c: Context, attempt?: Attempt): Promise<Answer> {
  const now = await personNow(c.tx, c.actor, c.query.person ?? '');
  const records = await recordsOf(c.tx, c.actor, c.services.subjects, [now]);
  if (records.length === 0) return notFound('person');
  const first = records[0]?.recordId ?? '';
  return {
    title: 'Support somebody',
    breadcrumbs: CRUMBS,
    body: (
      <NewSupportPage
        attempt={attempt ?? { values: { recordId: first, ...dateValues('openedOn', c.today) }, errors: {} }}
        keys={c.formKeys}
        person={now}
        records={records.map(({ recordId, identity, clusterId, agency }) => ({
          value: recordId,
          text: `${identity ? displayName(identity) : personCode(clusterId)} (${agency})`,
        }))}
      />
    ),
  };
}

async function open(c: Context): Promise<Answer> {
  const fields = readFields(newSupport, c.form);
  if (isRefusal(fields)) return fields;
  const done = await openSupport(c.tx, c.actor, c.services.subjects, fields);
  return isRefusal(done) ? done : { redirect: `${ROOM.base}/${done.id}` };
}

/** Support for victims: caseloads, one support, and everything that can be done with it. */
export const victimRoutes: readonly Route[] = [
  inCasework(get(ROOM.base, READ, supportsPage, { reads: () => ({ action: 'victim-support.list' }) })),
  inCasework(
    get(
      `${ROOM.base}/new`,
      WRITE,
      (c) => (person(c) ? newSupportPage(c) : Promise.resolve(notFound('person'))),
      {
        reads: () => ({ action: 'person.read' }),
      },
    ),
    person,
  ),
  inCasework(post(`${ROOM.base}/new`, WRITE, open, { again: newSupportPage }), person),
  inCasework(get(`${ROOM.base}/:id`, READ, supportPage, { reads: readsOne(ROOM) })),
  ...actRoutes(ROOM, ACTS),
];
