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
    kind: standing.indicator.kind,
    unit: standing.indicator.unit,
    direction: standing.indicator.direction,
    period: standing.latest?.period.text ?? null,
    value: standing.latest?.value ?? null,
    quality: standing.latest?.quality ?? null,
    status: standing.status,
    sentence: standing.sentence,
  }));

const projects: Lister = async (tx, _actor, asAt) =>
  (await listProjects(tx, { asAt })).map((project) => ({
    slug: project.slug,
    title: project.title,
    reference: project.reference,
    programme: project.programme,
    stage: project.stage,
    stageSince: project.stageSince,
    rag: project.rag,
    sentence: project.sentence,
    lead: project.lead,
    lastUpdateOn: project.lastUpdateOn,
    updateDueOn: project.updateDueOn,
    endorsedOn: project.endorsedOn,
    openConditions: project.openConditions,
    outcomes: project.outcomes,
    plans: project.plans,
    cash: project.cash / 100,
    requested: project.requested / 100,
    unknowns: project.unknowns,
  }));

const outcomes: Lister = async (tx) =>
  (await listOutcomes(tx)).map((outcome) => ({
    slug: outcome.slug,
    title: outcome.wording,
    letter: outcome.letter,
    priority: outcome.prioritySlug,
    priorityTitle: outcome.priority,
    strategyStatus: outcome.versionStatus,
  }));

const agencies: Lister = async (tx) =>
  (await listAgencies(tx)).map((agency) => ({
    slug: agency.slug,
    title: agency.name,
    shortName: agency.shortName,
    sector: agency.sector,
    statutory: agency.statutory,
  }));

const LISTS = { indicators, projects, outcomes, agencies } as const;

/** What the JSON of each list holds; these names stay. */
const KEYS: Readonly<Record<keyof typeof LISTS, string>> = {
  indicators:
    'slug, title, kind, unit, direction, period, value, quality, status, sentence (as known on the business date)',
  projects:
    'slug, title, reference, programme, stage, stageSince, rag, sentence, lead, lastUpdateOn, updateDueOn, endorsedOn, openConditions, outcomes, plans, cash and requested (in pounds, options left out), unknowns',
  outcomes: 'slug, title, letter, priority, priorityTitle, strategyStatus',
  agencies: 'slug, title, shortName, sector, statutory',
};

/** `concord list indicators|projects|outcomes|agencies`: slugs and titles, or everything as JSON. */
export const listCommands: readonly Command[] = Object.entries(LISTS).map(([name, lister]) => ({
  name: `list ${name}`,
  summary: `List the ${name} with their slugs`,
  usage: '[--json]',
  help: `With --json: ${KEYS[name as keyof typeof LISTS]}.`,
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
