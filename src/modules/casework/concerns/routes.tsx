import { z } from 'zod';
import { asId, isUuid } from '../../../kernel/ids.ts';
import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, refused } from '../../../kernel/refusal.ts';
import { agencyOf, mayFor } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { dateValues, readFields, textIn } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  type PageContent,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { listAgencies } from '../../partners/index.ts';
import { openFlags } from '../patterns/queries.ts';
import { inCasework } from '../purpose/working.ts';
import { closeConcern } from './close.ts';
import { readConcernForm } from './form.ts';
import { decidePair, pairsOf } from './incidents/decide.ts';
import { ConcernPage } from './pages/concern.tsx';
import { ConcernForm } from './pages/concern-form.tsx';
import { ConcernsPage } from './pages/concerns.tsx';
import { Recorded } from './pages/recorded.tsx';
import { findConcern, listConcerns, reportsOfIncidents } from './queries.ts';
import { recordConcern } from './record.ts';
import { codeOf, OUTCOME_NAMES } from './types.ts';

const READ = { permission: 'casework.read', anywhere: true } as const;
const RECORD = { permission: 'concern.record', anywhere: true } as const;
const DECIDE = { permission: 'match.decide', anywhere: true } as const;
const PAGE = 50;
const BLANK: Attempt = { values: {}, errors: {} };

export const CONCERN_CRUMBS: NonNullable<PageContent['breadcrumbs']> = [
  { text: 'Casework', href: '/casework' },
  { text: 'Concerns', href: '/casework/concerns' },
];

const mayHere = ({ actor }: Context, permission: string): boolean =>
  mayFor(actor, permission, agencyOf(actor));

async function list(c: Context): Promise<Answer> {
  const { of, open, before, id } = c.query;
  const after =
    before !== undefined && parsePlainDate(before) && isUuid(id ?? '')
      ? ([before, id ?? ''] as const)
      : undefined;
  const options = { everybodys: of === 'all', open: open === 'yes', after };
  const found = await listConcerns(c.tx, c.actor, { ...options, limit: PAGE + 1 });
  const last = found.length > PAGE ? found[PAGE - 1] : undefined;
  return {
    title: 'Concerns',
    wide: true,
    breadcrumbs: CONCERN_CRUMBS.slice(0, 1),
    body: (
      <ConcernsPage
        concerns={found.slice(0, PAGE)}
        everybodys={options.everybodys}
        open={options.open}
        older={
          last &&
          `/casework/concerns?${new URLSearchParams({ ...(of ? { of } : {}), ...(open ? { open } : {}), before: last.onDay, id: last.id })}`
        }
        mayRecord={mayHere(c, 'concern.record')}
        waiting={(await openFlags(c.tx, c.actor)).filter(({ state }) => state === 'open').length}
      />
    ),
  };
}

const form = async (c: Context, attempt?: Attempt): Promise<Answer> => ({
  title: 'Record a concern',
  breadcrumbs: mayHere(c, 'casework.read') ? CONCERN_CRUMBS : [],
  body: (
    <ConcernForm
      {...c.formKeys}
      attempt={
        attempt ?? {
          values: { ...dateValues('happenedOn', c.today), 'affected-record': c.query.person ?? '' },
          errors: {},
        }
      }
    />
  ),
});

async function record(c: Context): Promise<Answer> {
  const input = readConcernForm(c.form, agencyOf(c.actor) ?? '');
  if (isRefusal(input)) return input;
  const saved = await recordConcern(c.tx, c.actor, c.services.subjects, input);
  if (isRefusal(saved)) return saved;
  const { concernId, reports, flags } = saved;
  const path = `/casework/concerns/${concernId}/recorded`;
  // What others told is for who reads concerns: neither how many nor whether there is a pattern, not even in the address.
  if (!mayHere(c, 'casework.read')) return { redirect: path };
  return {
    redirect: `${path}?told=${reports > 1 ? 'too' : 'first'}${flags.length > 0 ? '&pattern=yes' : ''}`,
  };
}

/** Says what came of it, also to who may record and not read. */
async function recorded(c: Context): Promise<Answer> {
  const { id = '' } = c.params;
  if (!isUuid(id)) return notFound('concern');
  const mayRead = mayHere(c, 'casework.read');
  return {
    title: 'Concern recorded',
    body: (
      <Recorded
        code={codeOf('C', id)}
        id={id}
        others={mayRead ? c.query.told : undefined}
        flagged={mayRead && c.query.pattern === 'yes'}
        mayRead={mayRead}
      />
    ),
  };
}

async function show(c: Context, attempt: Attempt = BLANK): Promise<Answer> {
  const id = asId<'concern'>(c.params.id ?? '');
  const concern = id && (await findConcern(c.tx, c.actor, c.services.subjects, id));
  if (!concern) return notFound('concern');
  const reports = (await reportsOfIncidents(c.tx, c.actor, [concern.incidentId])).filter(
    (one) => one.id !== concern.id,
  );
  const pairs = await pairsOf(c.tx, c.actor, concern.id);
  const agencies = new Map<string, string>(
    (await listAgencies(c.tx)).map((agency) => [agency.id, agency.shortName]),
  );
  const known = (agencyId: string | undefined): string =>
    agencyId !== undefined &&
    (agencyId === agencyOf(c.actor) || c.actor.sharedBy?.includes(`known@${agencyId}`))
      ? (agencies.get(agencyId) ?? 'another agency')
      : 'another agency';
  const grouped = pairs.filter(({ verdict }) => verdict === 'likely' || verdict === 'same');
  return {
    title: `Concern ${concern.code}`,
    breadcrumbs: CONCERN_CRUMBS,
    body: (
      <ConcernPage
        {...c.formKeys}
        concern={concern}
        reports={reports}
        unseen={grouped.filter(({ otherId }) => !reports.some((one) => one.id === otherId)).length}
        pairs={pairs.map((pair) => ({ ...pair, agency: known(pair.otherAgencyId) }))}
        mayClose={concern.own && mayHere(c, 'concern.record')}
        mayDecide={concern.own && mayHere(c, 'match.decide')}
        attempt={attempt}
      />
    ),
  };
}

const closing = z.object({
  outcome: z.enum(OUTCOME_NAMES, { error: 'Choose what came of it' }),
  reason: z.string().catch(''),
});

async function close(c: Context): Promise<Answer> {
  const fields = readFields(closing, c.form);
  if (isRefusal(fields)) return fields;
  const { id = '' } = c.params;
  if (!isUuid(id)) return notFound('concern');
  const closed = await closeConcern(c.tx, c.actor, c.services.subjects, { concernId: id, ...fields });
  return isRefusal(closed) ? closed : { redirect: `/casework/concerns/${id}` };
}

async function decide(c: Context): Promise<Answer> {
  const { id = '' } = c.params;
  const [otherId, verdict] = [textIn(c.form, 'otherId'), textIn(c.form, 'verdict')];
  if (!isUuid(id) || !isUuid(otherId)) return notFound('concern');
  if (verdict !== 'same' && verdict !== 'different')
    return refused('pair-undecided', 'Choose whether it is one incident or two.', { field: 'verdict' });
  const reason = textIn(c.form, 'reason');
  const decided = await decidePair(c.tx, c.actor, c.services.subjects, {
    concernId: id,
    otherId,
    verdict,
    reason,
  });
  return isRefusal(decided) ? decided : { redirect: `/casework/concerns/${id}` };
}

const one = (c: Pick<Context, 'params'>) => ({ kind: 'concern', id: c.params.id ?? '' });

/** Pages of concerns. */
export const concernRoutes: readonly Route[] = [
  get('/casework/concerns', READ, list, { reads: () => ({ action: 'concern.list' }) }),
  get('/casework/concerns/new', RECORD, form),
  post('/casework/concerns', RECORD, record, { again: form }),
  get('/casework/concerns/:id', READ, show, {
    reads: (c) => ({ action: 'concern.read', subject: one(c) }),
  }),
  get('/casework/concerns/:id/recorded', RECORD, recorded),
  post('/casework/concerns/:id/closure', RECORD, close, { again: show }),
  post('/casework/concerns/:id/incident', DECIDE, decide, { again: show }),
].map((route) =>
  // What was opened for one person counts where the address names that person.
  inCasework(route, ({ params, query }) => (params.id === undefined ? undefined : query.person)),
);
