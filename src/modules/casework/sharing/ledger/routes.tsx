import { z } from 'zod';
import { parsePlainDate } from '../../../../kernel/plain-date.ts';
import { may } from '../../../../platform/actor.ts';
import { apiPages } from '../../../../platform/http/api-list.ts';
import { type Answer, type Context, get, type Route } from '../../../../platform/http/route.ts';
import { filterOf, parseTableQuery, toCsv } from '../../../../ui/table/index.ts';
import { personCode } from '../../people/index.ts';
import { listAllPurposes } from '../../purpose/queries.ts';
import { inCasework } from '../../purpose/working.ts';
import { CATEGORY_NAMES, GROUND_NAMES } from '../categories.ts';
import { SHARING_CRUMBS } from '../parts.tsx';
import { readsOf } from '../reading.ts';
import { LEDGER_COLUMNS, LedgerPage } from './pages.tsx';
import { type LedgerFilter, type LedgerRow, listLedger } from './queries.ts';

const SEE = { permission: 'casework.read', anywhere: true } as const;
const AT_ONCE = 50;
const MOST_IN_A_FILE = 50_000;

const filterIn = (c: Context): LedgerFilter => {
  const query = parseTableQuery(c.query, []);
  return {
    purpose: filterOf(query, 'purpose'),
    agencyId: filterOf(query, 'agency'),
    kind: filterOf(query, 'kind'),
    ground: filterOf(query, 'ground'),
    from: parsePlainDate(filterOf(query, 'from') ?? ''),
    until: parsePlainDate(filterOf(query, 'until') ?? ''),
  };
};

/** The key of a row in the address, and back. */
const keyOf = (row: LedgerRow): string => `${row.at}_${row.id}`;
const KEY = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/;
function keyIn(text: string | undefined): readonly [string, string] | undefined {
  const [, at, id] = KEY.exec(text ?? '') ?? [];
  return at !== undefined && id !== undefined ? [at, id] : undefined;
}

async function ledgerPage(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, []);
  const { before: _, ...filters } = query.filters;
  const found = await listLedger(c.tx, c.actor, c.services.subjects, {
    ...filterIn(c),
    after: keyIn(c.query.before),
    limit: AT_ONCE + 1,
  });
  const rows = found.slice(0, AT_ONCE);
  const last = rows.at(-1);
  const joint = Object.keys(filters).length > 0 ? '&' : '?';
  return {
    title: 'What was disclosed',
    wide: true,
    breadcrumbs: SHARING_CRUMBS,
    body: (
      <LedgerPage
        rows={rows}
        query={{ ...query, filters }}
        purposes={await listAllPurposes(c.tx, c.actor)}
        agencies={
          await c.tx
            .selectFrom('partners.agency')
            .where('partnership_id', '=', c.actor.partnershipId)
            .orderBy('name')
            .select(['id as value', 'name as text'])
            .execute()
        }
        older={
          last && found.length > AT_ONCE ? `${joint}before=${encodeURIComponent(keyOf(last))}` : undefined
        }
        all={may(c.actor, 'casework.govern')}
      />
    ),
  };
}

const Disclosure = z.object({
  id: z.uuid(),
  kind: z.enum(['disclosed', 'not-shared']),
  at: z.string().describe('When, ISO 8601'),
  onDay: z.string(),
  item: z.object({ kind: z.string(), id: z.string().nullable() }),
  person: z.string().nullable().describe('The code of the person, such as P-3F7K2QX'),
  fromAgencyId: z.uuid(),
  toAgencyId: z.uuid().nullable(),
  to: z.string().nullable(),
  purpose: z.string(),
  ground: z.enum(GROUND_NAMES).nullable(),
  basis: z.string(),
  agreement: z.string().nullable(),
  categories: z.array(z.enum(CATEGORY_NAMES)),
  conditions: z.string(),
  expiresOn: z.string().nullable(),
  reason: z.string().nullable(),
});

const asItem = (row: LedgerRow): z.input<typeof Disclosure> => ({
  ...row,
  item: { kind: row.itemKind, id: row.itemId },
  person: row.clusterId === null ? null : personCode(row.clusterId),
  to: row.to ?? null,
  categories: [...row.categories],
  reason: row.reason ?? null,
});

/** The ledger of disclosures, for people and for programs. */
export const ledgerRoutes: readonly Route[] = [
  inCasework(get('/casework/sharing/ledger', SEE, ledgerPage, { reads: readsOf('disclosure.list') })),
  inCasework(
    get(
      '/casework/sharing/ledger.csv',
      SEE,
      async (c) => ({
        download: toCsv(
          LEDGER_COLUMNS,
          await listLedger(c.tx, c.actor, c.services.subjects, { ...filterIn(c), limit: MOST_IN_A_FILE }),
        ),
        mediaType: 'text/csv',
        fileName: 'disclosures.csv',
      }),
      { reads: readsOf('disclosure.export') },
    ),
  ),
  inCasework(
    apiPages(
      '/api/v1/disclosures',
      {
        name: 'listDisclosures',
        summary: 'What was disclosed and what was not shared, the latest first',
        says: 'Of the caller’s agency, as giver and receiver; of all agencies for information governance. Name the purpose in Concord-Purpose.',
        permission: 'casework.read',
        anywhere: true,
        item: Disclosure,
        query: z.strictObject({
          purpose: z.string().max(61).optional(),
          agency: z.uuid().optional(),
          kind: z.enum(['disclosed', 'not-shared']).optional(),
          ground: z.enum(GROUND_NAMES).optional(),
        }),
        key: z.tuple([z.string(), z.string()]),
        order: ({ at, id }: z.input<typeof Disclosure>) => [at, id] as [string, string],
        reads: readsOf('disclosure.list'),
        problems: ['choose-a-purpose'],
      },
      async ({ tx, actor, services, query }, { after, limit }) =>
        (
          await listLedger(tx, actor, services.subjects, {
            purpose: query.purpose,
            agencyId: query.agency,
            kind: query.kind,
            ground: query.ground,
            after,
            limit,
          })
        ).map(asItem),
    ),
  ),
];
