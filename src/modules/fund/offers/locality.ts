import { sql } from 'kysely';
import { formatPence } from '../../../kernel/pence.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { LocalityOffer, LocalityRequest } from '../../../platform/module.ts';
import { type Block, link, paragraph, type Table } from '../../../ui/document/index.ts';

interface SpentHere {
  readonly slug: string;
  readonly title: string;
  readonly place: string;
  readonly committed: number;
  readonly spent: number;
}

interface PartnerHere {
  readonly agency: string;
  readonly place: string;
  readonly from: string;
  readonly to: string;
  readonly arrangement: 'pooled' | 'aligned';
  readonly pence: number | null;
}

const MOST = 50;

/** What the fund committed to requests for these places, or for projects that work there and nowhere else, and spent of it. */
async function spentIn(tx: Tx, { ids, isArea }: LocalityRequest): Promise<readonly SpentHere[]> {
  const { rows } = await sql<SpentHere>`
    with here as (
      select r.partnership_id, r.id, r.slug, r.title, g.name as place from fund.request r
      join places.place g on g.partnership_id = r.partnership_id and g.id = r.place_id
      where r.place_id = any(${ids}::uuid[])
      union all
      select r.partnership_id, r.id, r.slug, r.title, p.places from (
        select partnership_id, project_id, string_agg(name, ', ' order by name) as places, bool_and(inside) as inside from (
          select x.partnership_id, x.project_id, g.name, x.place_id = any(${ids}::uuid[]) as inside
          from delivery.project_place x
          join places.place g on g.partnership_id = x.partnership_id and g.id = x.place_id
          where x.project_id in (
            select y.project_id from delivery.project_place y where y.place_id = any(${ids}::uuid[]))) n
        group by partnership_id, project_id) p
      join fund.request r on r.partnership_id = p.partnership_id and r.project_id = p.project_id and r.place_id is null
      where p.inside
      union all
      select r.partnership_id, r.id, r.slug, r.title, 'The whole area' from fund.request r
      where ${isArea} and r.place_id is null and not exists (
        select from delivery.project_place x where x.partnership_id = r.partnership_id and x.project_id = r.project_id))
    select h.slug, h.title, h.place, e.committed, e.spent from here h
    join lateral (
      select sum(case coalesce(x.reverses_kind, x.kind) when 'reserved' then 1 when 'allocated' then 1 when 'released' then -1 else 0 end
          * case when x.reverses_id is null then x.pence else -x.pence end)::bigint as committed,
        sum(x.pence * ((x.to_account = 'spent')::int - (x.from_account = 'spent')::int))::bigint as spent
      from fund.entry x where x.partnership_id = h.partnership_id and x.request_id = h.id) e on e.committed > 0
    order by e.committed desc, h.slug limit ${MOST}`.execute(tx);
  return rows.map((row) => ({ ...row, committed: Number(row.committed), spent: Number(row.spent) }));
}

async function partnersIn(tx: Tx, { ids, isArea }: LocalityRequest): Promise<readonly PartnerHere[]> {
  const { rows } = await sql<PartnerHere>`
    select a.name as agency, coalesce(g.name, 'The whole area') as place, x.starts_on as "from", x.ends_on as "to", x.arrangement, x.pence
    from fund.partner_spend x
    join partners.agency a on a.partnership_id = x.partnership_id and a.id = x.agency_id
    left join places.place g on g.partnership_id = x.partnership_id and g.id = x.place_id
    where x.partnership_id = platform.partnership() and (x.place_id = any(${ids}::uuid[]) or (${isArea} and x.place_id is null))
    order by x.starts_on desc, a.name, g.name, x.id limit ${MOST}`.execute(tx);
  return rows;
}

const fundTable = (rows: readonly SpentHere[], name: string): Table => ({
  kind: 'table',
  caption: `From the fund, for ${name}`,
  headerColumn: true,
  columns: [
    { header: 'Request', width: 3 },
    { header: 'Where', width: 2 },
    { header: 'Committed', align: 'right' },
    { header: 'Spent', align: 'right' },
  ],
  rows: rows.map(({ slug, title, place, committed, spent }) => ({
    cells: [[link(`/fund/requests/${slug}`, title)], place, formatPence(committed), formatPence(spent)],
  })),
});

const partnerTable = (rows: readonly PartnerHere[], name: string): Table => ({
  kind: 'table',
  caption: `By partners, in ${name}`,
  headerColumn: true,
  columns: [
    { header: 'Partner', width: 2 },
    { header: 'Where', width: 2 },
    { header: 'Period', width: 2 },
    { header: 'How' },
    { header: 'Amount', align: 'right' },
  ],
  rows: rows.map((row) => ({
    cells: [
      row.agency,
      row.place,
      `${row.from} to ${row.to}`,
      row.arrangement === 'pooled' ? 'Pooled' : 'Aligned',
      row.pence === null ? 'Not known' : formatPence(row.pence),
    ],
  })),
});

/** The money that the fund committed and partners spent in a place and those that lie in it. */
export const moneyLocality: LocalityOffer = {
  name: 'money',
  title: 'Money spent here',
  order: 50,
  empty: 'No money of the fund or of partners is recorded for this place alone.',
  async gather(tx, _actor, request): Promise<readonly Block[]> {
    const { place } = request;
    const [fund, partners] = [await spentIn(tx, request), await partnersIn(tx, request)];
    if (fund.length + partners.length === 0) return [];
    const committed = fund.reduce((sum, row) => sum + row.committed, 0);
    return [
      ...(fund.length > 0
        ? [
            paragraph(
              `The fund committed ${formatPence(committed)} to what is for ${place.name}; projects that also work elsewhere are not counted.`,
            ),
            fundTable(fund, place.name),
          ]
        : []),
      ...(partners.length > 0 ? [partnerTable(partners, place.name)] : []),
    ];
  },
};
