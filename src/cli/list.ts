import type { PlainDate } from '../kernel/plain-date.ts';
import { isRefusal } from '../kernel/refusal.ts';
import { listProjects } from '../modules/delivery/index.ts';
import { listStandings } from '../modules/intelligence/index.ts';
import { listAgencies } from '../modules/partners/index.ts';
import { listOutcomes } from '../modules/strategy/index.ts';
import type { Actor } from '../platform/actor.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { businessDate } from '../platform/http/visitor.ts';
import { asOperator, type Command, sayRefusal } from './command.ts';

type Row = Readonly<Record<string, unknown>> & { readonly slug: string; readonly title: string };
type Lister = (tx: Tx, actor: Actor, asAt: PlainDate) => Promise<readonly Row[]>;

const indicators: Lister = async (tx, _actor, asAt) =>
  (await listStandings(tx, { asAt })).map((standing) => ({
    slug: standing.indicator.slug,
    title: standing.indicator.title,
    unit: standing.indicator.unit,
    period: standing.latest?.period.text ?? null,
    value: standing.latest?.value ?? null,
    status: standing.status,
    sentence: standing.sentence,
  }));

const projects: Lister = async (tx, _actor, asAt) =>
  (await listProjects(tx, { asAt })).map((project) => ({
    ...project,
    slug: project.slug,
    title: project.title,
  }));

const outcomes: Lister = async (tx) =>
  (await listOutcomes(tx)).map((outcome) => ({ ...outcome, slug: outcome.slug, title: outcome.wording }));

const agencies: Lister = async (tx) =>
  (await listAgencies(tx)).map((agency) => ({ ...agency, slug: agency.slug, title: agency.name }));

const LISTS = { indicators, projects, outcomes, agencies } as const;

/** `concord list indicators|projects|outcomes|agencies`: slugs and titles, or everything as JSON. */
export const listCommands: readonly Command[] = Object.entries(LISTS).map(([name, lister]) => ({
  name: `list ${name}`,
  summary: `List the ${name} with their slugs`,
  usage: '[--json]',
  options: { json: { type: 'boolean' } },
  async run(call) {
    const rows = await asOperator(
      call,
      `list ${name}`,
      async (tx, actor, { directory }) => {
        const partnership = (await directory.list()).find((row) => row.id === actor.partnershipId);
        return partnership ? lister(tx, actor, businessDate(partnership)) : [];
      },
      { readOnly: true },
    );
    if (isRefusal(rows)) return sayRefusal(call, rows);
    call.print(
      call.values.json
        ? JSON.stringify(rows, null, 2)
        : rows.map((row) => `${row.slug}\t${row.title}`).join('\n'),
    );
    return 0;
  },
}));
