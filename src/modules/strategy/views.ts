import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { getBody } from '../governance/index.ts';
import { listStandings, type Standing } from '../intelligence/index.ts';
import { type Agency, listAgencies } from '../partners/index.ts';
import {
  type CorporatePriority,
  listContributions,
  listCorporatePriorities,
  listNeedPriorities,
  listNeeds,
  listOutcomeIndicators,
  listOutcomeThemes,
  listThemes,
  type Named,
  type Need,
  servedBy,
  type Theme,
} from './links.ts';
import {
  currentStrategy,
  listOutcomes,
  listPriorities,
  listVersions,
  type Outcome,
  type Priority,
  type StrategyVersion,
} from './queries.ts';

export interface OutcomeView extends Outcome {
  readonly standings: readonly Standing[];
  /** What serves it, such as projects. */
  readonly served: readonly Named[];
}

export interface PriorityView extends Priority {
  readonly outcomes: readonly OutcomeView[];
  readonly needs: readonly Need[];
}

export type CorporateView = CorporatePriority & {
  readonly agency: string;
  readonly outcomes: readonly Outcome[];
};

export interface StrategyView {
  readonly version: StrategyVersion;
  readonly adoptedBy: string | undefined;
  readonly priorities: readonly PriorityView[];
  readonly needs: readonly Need[];
  readonly themes: readonly (Theme & { readonly outcomes: readonly Outcome[] })[];
  readonly corporate: readonly CorporateView[];
}

export interface Offers {
  readonly thread: string | undefined;
  readonly kinds: string | undefined;
}

/** Everything the strategy page shows of a version: the current one, else the latest draft. */
export async function gatherStrategy(
  tx: Tx,
  { today, offers, version: asked }: { today: PlainDate; offers: Offers; version?: StrategyVersion },
): Promise<StrategyView | undefined> {
  const version = asked ?? (await currentStrategy(tx)) ?? (await listVersions(tx))[0];
  if (!version) return undefined;
  const outcomes = await gatherOutcomes(tx, await listOutcomes(tx, { versionId: version.id }), {
    today,
    offers,
  });
  const [needs, answers] = [await listNeeds(tx), await listNeedPriorities(tx)];
  const priorities = (await listPriorities(tx, { versionId: version.id })).map((priority) => ({
    ...priority,
    outcomes: outcomes.filter((outcome) => outcome.priorityId === priority.id),
    needs: needs.filter((need) =>
      answers.some(({ needId, priorityId }) => needId === need.id && priorityId === priority.id),
    ),
  }));
  const ofTheme = await listOutcomeThemes(tx);
  const themes = (await listThemes(tx)).map((theme) => ({
    ...theme,
    outcomes: outcomes.filter(({ id }) =>
      ofTheme.some((link) => link.id === theme.id && link.outcomeId === id),
    ),
  }));
  return {
    version,
    adoptedBy: version.adoptedById ? (await getBody(tx, version.adoptedById)).name : undefined,
    priorities,
    needs,
    themes,
    corporate: await gatherCorporate(tx, outcomes),
  };
}

/** Outcomes with how their indicators stand and what serves them: a fixed number of queries for any number of outcomes. */
export async function gatherOutcomes(
  tx: Tx,
  outcomes: readonly Outcome[],
  { today, offers }: { today: PlainDate; offers: Offers },
): Promise<readonly OutcomeView[]> {
  const ids = new Set<string>(outcomes.map(({ id }) => id));
  const links = (await listOutcomeIndicators(tx)).filter(({ outcomeId }) => ids.has(outcomeId));
  const standings =
    links.length === 0
      ? []
      : await listStandings(tx, { asAt: today, ids: [...new Set(links.map(({ id }) => id))] });
  const byIndicator = new Map<string, Standing>(
    standings.map((standing) => [standing.indicator.id, standing]),
  );
  const served = await servedBy(tx, offers, [...ids]);
  return outcomes.map((outcome) => ({
    ...outcome,
    standings: links
      .filter(({ outcomeId }) => outcomeId === outcome.id)
      .flatMap(({ id }) => byIndicator.get(id) ?? []),
    served: served.filter(({ outcomeId }) => outcomeId === outcome.id),
  }));
}

/** Corporate priorities with their agency and the outcomes that contribute to them. */
export async function gatherCorporate(
  tx: Tx,
  outcomes: readonly Outcome[],
): Promise<readonly CorporateView[]> {
  const all = await listCorporatePriorities(tx);
  if (all.length === 0) return [];
  const contributions = await listContributions(tx);
  const agencies = new Map<string, Agency>((await listAgencies(tx)).map((agency) => [agency.id, agency]));
  return all.map((priority) => ({
    ...priority,
    agency: agencies.get(priority.agencyId)?.name ?? '',
    outcomes: outcomes.filter(({ id }) =>
      contributions.some((link) => link.id === priority.id && link.outcomeId === id),
    ),
  }));
}
