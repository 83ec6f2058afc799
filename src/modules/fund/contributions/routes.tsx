import { z } from 'zod';
import { formatPence } from '../../../kernel/pence.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import { dateValues, optionalDate, readFields } from '../../../platform/http/form.ts';
import {
  type Answer,
  type Attempt,
  type Context,
  get,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { toCsv } from '../../../ui/table/index.ts';
import { ActForm, FUND_CRUMBS } from '../pages.tsx';
import { mayKeep } from '../requests/request.ts';
import { type Period, periodFrom } from '../statement/queries.ts';
import { XLSX } from '../statement/routes.tsx';
import { toWorkbook } from '../workbook.ts';
import { type Contribution, contributionsOf, linesOf } from './contribution.ts';
import { ContributionsPage, PARTNER_COLUMNS } from './pages.tsx';
import { LINE_COLUMNS, PartnerPage } from './partner-page.tsx';
import { PromiseForm } from './promise-form.tsx';
import {
  addPromise,
  endPromise,
  keptFields,
  promiseFields,
  reasonOn,
  recordDelivery,
  strikeDelivery,
} from './promises.ts';
import { contributionFacts, findPromise, type Promised } from './queries.ts';

const READ = { permission: 'read' } as const;
const OWN = { permission: 'fund.request', anywhere: true } as const;
const CRUMBS = [...FUND_CRUMBS, { text: 'Contributions', href: '/fund/contributions' }];
const period = z.object({ from: optionalDate(), until: optionalDate() });

function periodOf({ query, today }: Context): Period | Refusal {
  const fields = readFields(period, query);
  return isRefusal(fields) ? fields : periodFrom(fields, today);
}

async function everyPartner(c: Context): Promise<{ all: readonly Contribution[]; period: Period } | Refusal> {
  const wanted = periodOf(c);
  if (isRefusal(wanted)) return wanted;
  return { all: contributionsOf(await contributionFacts(c.tx, wanted), wanted), period: wanted };
}

async function onePartner(c: Context) {
  const wanted = periodOf(c);
  if (isRefusal(wanted)) return wanted;
  const facts = await contributionFacts(c.tx, wanted, c.params.slug ?? '');
  const [one] = contributionsOf(facts, wanted);
  const agencyId = facts.agencies[0]?.id;
  return one && agencyId ? { one, agencyId, period: wanted } : notFound('partner');
}

async function contributionsPage(c: Context): Promise<Answer> {
  const found = await everyPartner(c);
  if (isRefusal(found)) return found;
  return {
    title: 'Contributions of partners',
    wide: true,
    breadcrumbs: FUND_CRUMBS,
    body: <ContributionsPage {...found} />,
  };
}

async function partnerPage(c: Context): Promise<Answer> {
  const found = await onePartner(c);
  if (isRefusal(found)) return found;
  return {
    title: `Contributions of ${found.one.agency}`,
    wide: true,
    breadcrumbs: CRUMBS,
    body: <PartnerPage {...found} mayKeep={mayKeep(c.actor, found.agencyId)} />,
  };
}

const partnerOf = ({ tx, params }: Context) =>
  tx
    .selectFrom('partners.agency')
    .select(['id', 'slug', 'name'])
    .where('slug', '=', params.slug ?? '')
    .executeTakeFirst();

async function promiseForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const agency = await partnerOf(c);
  if (!agency) return notFound('partner');
  if (!mayKeep(c.actor, agency.id)) return notAllowed();
  const base = `/fund/contributions/${agency.slug}`;
  const streams = c.tx.selectFrom('fund.stream').select(['id as value', 'name as text']).orderBy('name');
  const projects = c.tx
    .selectFrom('delivery.project')
    .select(['id as value', 'title as text'])
    .orderBy('title');
  const requests = c.tx.selectFrom('fund.request').select(['id as value', 'title as text']).orderBy('title');
  return {
    title: `A promise of ${agency.name}`,
    breadcrumbs: [...CRUMBS, { text: agency.name, href: base }],
    body: (
      <PromiseForm
        agency={agency.name}
        base={base}
        keys={c.formKeys}
        attempt={attempt ?? { values: { quality: 'final', ...dateValues('day', c.today) }, errors: {} }}
        choices={{
          streams: await streams.execute(),
          projects: await projects.execute(),
          requests: await requests.execute(),
        }}
      />
    ),
  };
}

/** The forms about one promise: it is delivered, or nothing more of it is awaited. */
async function promisePage(c: Context, attempt?: Attempt): Promise<Answer> {
  const promise = await findPromise(c.tx, c.params.promise ?? '');
  if (!promise || promise.agencySlug !== c.params.slug) return notFound('promise');
  if (!mayKeep(c.actor, promise.agencyId)) return notAllowed();
  const base = `/fund/contributions/${promise.agencySlug}`;
  const ends = c.request.url.endsWith('/end');
  const path = `${base}/promises/${promise.id}`;
  return {
    title: promise.says,
    breadcrumbs: [...CRUMBS, { text: promise.agency, href: base }],
    body: (
      <ActForm
        heading={ends ? `Nothing more is awaited: ${promise.says}` : `Delivered: ${promise.says}`}
        lead={sayPromise(promise)}
        action={ends ? `${path}/end` : path}
        back={base}
        keys={c.formKeys}
        attempt={attempt ?? { values: dateValues('day', c.today), errors: {} }}
        submit={ends ? 'Record that nothing more is awaited' : 'Record the delivery'}
        amount={ends ? undefined : 'What was it worth?'}
        words={
          ends
            ? { name: 'reason', label: 'Why?' }
            : { name: 'evidence', label: 'What shows that it was delivered?' }
        }
        dayLabel={ends ? 'Since' : 'Delivered on'}
      >
        {ends ? null : (
          <p class="govuk-body">
            <a class="govuk-link" href={`${path}/end`}>
              Nothing more of it is awaited
            </a>
          </p>
        )}
      </ActForm>
    ),
  };
}

const sayPromise = ({ pence, kept }: Promised): string =>
  pence === null
    ? `Nobody has put a value on it yet; ${formatPence(kept)} was delivered so far.`
    : `${formatPence(kept)} of ${formatPence(pence)} was delivered so far.`;

async function strikeForm(c: Context, attempt?: Attempt): Promise<Answer> {
  const agency = await partnerOf(c);
  if (!agency) return notFound('partner');
  if (!mayKeep(c.actor, agency.id)) return notAllowed();
  const base = `/fund/contributions/${agency.slug}`;
  return {
    title: 'Strike out a delivery',
    breadcrumbs: [...CRUMBS, { text: agency.name, href: base }],
    body: (
      <ActForm
        heading="Strike out a delivery"
        lead="It stays to be read, and counts no more."
        action={`${base}/deliveries/${c.params.delivery ?? ''}`}
        back={base}
        keys={c.formKeys}
        attempt={attempt ?? { values: dateValues('day', c.today), errors: {} }}
        submit="Strike it out"
        words={{ name: 'reason', label: 'What was wrong?' }}
        dayLabel="Day"
      />
    ),
  };
}

/** A form about a partner: reads its fields, runs its command, and leads back to the partner. */
const command =
  <Schema extends z.ZodType>(
    schema: Schema,
    run: (c: Context, fields: z.output<Schema>) => Promise<unknown>,
  ) =>
  async (c: Context): Promise<{ redirect: string } | Refusal> => {
    const fields = readFields(schema, c.form);
    if (isRefusal(fields)) return fields;
    const done = await run(c, fields);
    return isRefusal(done) ? done : { redirect: `/fund/contributions/${c.params.slug ?? ''}` };
  };

export const contributionRoutes: readonly Route[] = [
  get('/fund/contributions', READ, contributionsPage),
  get('/fund/contributions.csv', READ, async (c) => {
    const found = await everyPartner(c);
    if (isRefusal(found)) return found;
    return {
      download: toCsv(PARTNER_COLUMNS, found.all),
      mediaType: 'text/csv',
      fileName: 'contributions.csv',
    };
  }),
  get('/fund/contributions/:slug', READ, partnerPage),
  get('/fund/contributions/:slug/statement.csv', READ, async (c) => {
    const found = await onePartner(c);
    if (isRefusal(found)) return found;
    return {
      download: toCsv(LINE_COLUMNS, linesOf(found.one)),
      mediaType: 'text/csv',
      fileName: `contributions-${found.one.slug}.csv`,
    };
  }),
  get('/fund/contributions/:slug/statement.xlsx', READ, async (c) => {
    const found = await onePartner(c);
    if (isRefusal(found)) return found;
    return {
      download: await toWorkbook('Contributions', LINE_COLUMNS, linesOf(found.one)),
      mediaType: XLSX,
      fileName: `contributions-${found.one.slug}.xlsx`,
    };
  }),
  get('/fund/contributions/:slug/promises/new', OWN, (c) => promiseForm(c)),
  post(
    '/fund/contributions/:slug/promises/new',
    OWN,
    command(promiseFields, async (c, fields) => {
      const agency = await partnerOf(c);
      return agency ? addPromise(c.tx, c.actor, agency.id, fields) : notFound('partner');
    }),
    { again: promiseForm },
  ),
  get('/fund/contributions/:slug/promises/:promise', OWN, (c) => promisePage(c)),
  post(
    '/fund/contributions/:slug/promises/:promise',
    OWN,
    command(keptFields, (c, fields) =>
      recordDelivery(c.tx, c.actor, { ...fields, promiseId: c.params.promise ?? '' }),
    ),
    { again: promisePage },
  ),
  get('/fund/contributions/:slug/promises/:promise/end', OWN, (c) => promisePage(c)),
  post(
    '/fund/contributions/:slug/promises/:promise/end',
    OWN,
    command(reasonOn, (c, fields) =>
      endPromise(c.tx, c.actor, { ...fields, promiseId: c.params.promise ?? '' }),
    ),
    { again: promisePage },
  ),
  get('/fund/contributions/:slug/deliveries/:delivery', OWN, (c) => strikeForm(c)),
  post(
    '/fund/contributions/:slug/deliveries/:delivery',
    OWN,
    command(reasonOn, (c, fields) =>
      strikeDelivery(c.tx, c.actor, { ...fields, deliveryId: c.params.delivery ?? '' }),
    ),
    { again: strikeForm },
  ),
];
