import type { Id } from '../../kernel/ids.ts';
import { slugOf } from '../../kernel/names.ts';
import { isRefusal, orThrow, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import {
  type ImportedRow,
  type ImportResult,
  type RowOutcome,
  savepoint,
  tryRow,
} from '../../platform/import-rows.ts';
import { findBody } from '../governance/index.ts';
import { listIndicators } from '../intelligence/index.ts';
import { findAgency } from '../partners/index.ts';
import { findPlace } from '../places/index.ts';
import { joinOutcome } from './joining.ts';
import { findCorporatePriority, findNeed, findTheme } from './links.ts';
import { addEvidence, addNeed } from './need.ts';
import { addOutcome, rewordOutcome } from './outcome.ts';
import { putPriority } from './priority.ts';
import { findOutcome, listOutcomes, listPriorities } from './queries.ts';
import { linesOf, readStrategyFile, type StrategyFile } from './strategy-file.ts';
import { addCorporatePriority, addTheme } from './theme.ts';
import { adoptVersion, startVersion } from './version.ts';

/** Why what a file says was adopted is recorded here and not decided here. */
const FROM_A_FILE =
  'Taken over from a file, as it was adopted before the partnership kept its decisions here.';

/** Carries out one thing of the file, unless it is there already, and tells of it; undefined when it was refused. */
type Step = <T>(
  what: string,
  name: string,
  work: () => Promise<T | Refusal>,
  present?: () => Promise<T | undefined>,
) => Promise<T | undefined>;

type Version = { readonly id: Id<'strategy-version'>; readonly number: number };

/** What was made already, by the names that the file uses. */
interface Made {
  readonly indicators: ReadonlyMap<string, Id<'indicator'>>;
  readonly themes: Map<string, Id<'theme'>>;
  readonly priorities: Map<string, Id<'priority'>>;
  readonly corporate: Map<string, Id<'corporate-priority'>[]>;
}

/**
 * Imports a strategy from a JSON file as a new version, with the commands that its pages use. Everything is tried, so
 * that a preview tells each thing that would be added or refused; it is taken back unless `write` is set and nothing
 * was refused.
 */
export async function importStrategy(
  tx: Tx,
  actor: Actor,
  text: string,
  { write }: { readonly write: boolean },
): Promise<ImportResult | Refusal> {
  const file = readStrategyFile(text);
  if (isRefusal(file)) return file;
  const rows: ImportedRow[] = [];
  const counts = { added: 0, changed: 0, unchanged: 0, refused: 0 };
  const lineOf = linesOf(text);
  const tell = (what: string, name: string, outcome: RowOutcome, says: string | null = null): void => {
    rows.push({ line: lineOf(name), what: `${what}: ${name}`, outcome, says });
    counts[outcome] += 1;
  };
  const step: Step = async (what, name, work, present) => {
    const there = await present?.();
    if (there !== undefined) {
      tell(what, name, 'unchanged');
      return there;
    }
    const answer = await tryRow(tx, work);
    if (isRefusal(answer)) {
      tell(what, name, 'refused', answer.message);
      return undefined;
    }
    tell(what, name, 'added');
    return answer;
  };
  const takeBack = await savepoint(tx, 'whole_import');
  await carryOut(tx, actor, file, step);
  const written = write && counts.refused === 0;
  if (!written) await takeBack();
  return { rows, counts, written };
}

async function carryOut(tx: Tx, actor: Actor, file: StrategyFile, step: Step): Promise<void> {
  const { adoption, ...fields } = file.version;
  const version = await step('Version', fields.title, () => startVersion(tx, actor, fields));
  if (version === undefined) return;
  const made: Made = {
    indicators: await indicatorIds(tx, file),
    themes: new Map(),
    priorities: new Map(),
    corporate: new Map(),
  };
  for (const theme of file.themes) {
    const add = () => addTheme(tx, actor, theme);
    const added = await step('Theme', theme.title, add, () => findTheme(tx, theme.slug));
    if (added) made.themes.set(theme.slug, added.id);
  }
  for (const [at, priority] of file.corporatePriorities.entries())
    await addCorporate(
      tx,
      actor,
      { ...priority, position: at + 1, source: file.corporateSource },
      made,
      step,
    );
  for (const priority of file.priorities) await addPriority(tx, actor, version, priority, made, step);
  for (const need of file.needs) await addWholeNeed(tx, actor, need, made, step);
  if (!adoption) return;
  await step('Adoption', adoption.body, async () => {
    const body = await findBody(tx, adoption.body);
    return (
      (await adoptVersion(tx, actor, version.id, {
        ...adoption,
        bodyId: body?.id ?? null,
        ground: { earlier: { minutes: adoption.note ?? 'The file of the strategy', reason: FROM_A_FILE } },
      })) ?? 'adopted'
    );
  });
  for (const { wording, rewordings } of file.priorities.flatMap(({ outcomes }) => outcomes))
    for (const rewording of rewordings) {
      const slug = slugOf(wording);
      const reword = async () => {
        const revision = (await findOutcome(tx, slug))?.revision ?? 0;
        return (await rewordOutcome(tx, actor, { slug, revision, ...rewording })) ?? 'reworded';
      };
      const present = async () =>
        (await findOutcome(tx, slug))?.wording === rewording.wording ? 'reworded' : undefined;
      await step<string>('Rewording', rewording.wording, reword, present);
    }
}

async function indicatorIds(tx: Tx, file: StrategyFile): Promise<ReadonlyMap<string, Id<'indicator'>>> {
  const slugs = [
    ...file.priorities.flatMap(({ outcomes }) => outcomes.flatMap(({ indicators }) => indicators)),
    ...file.needs.flatMap(({ evidence }) => evidence.flatMap(({ indicator }) => indicator ?? [])),
  ];
  return new Map((await listIndicators(tx, { slugs })).map(({ slug, id }) => [slug, id]));
}

/** What the file names by slugs, or the first it names that there is not. */
function named<T>(
  known: ReadonlyMap<string, T>,
  slugs: readonly string[],
  what: string,
): readonly T[] | Refusal {
  const missing = slugs.find((slug) => !known.has(slug));
  return missing === undefined
    ? slugs.flatMap((slug) => known.get(slug) ?? [])
    : refused(`${what}-unknown`, `There is no ${what} "${missing}".`, { details: { missing } });
}

async function addCorporate(
  tx: Tx,
  actor: Actor,
  given: StrategyFile['corporatePriorities'][number] & { position: number; source: string | null },
  made: Made,
  step: Step,
): Promise<void> {
  const { agency: agencySlug, priority, ...fields } = given;
  const add = async () => {
    const agency = await findAgency(tx, agencySlug);
    if (!agency) return refused('agency-unknown', `There is no agency "${agencySlug}".`);
    return addCorporatePriority(tx, actor, agency.id, { ...fields, description: null });
  };
  const present = () => findCorporatePriority(tx, fields.slug);
  const added = await step<{ id: Id<'corporate-priority'> }>(
    'Corporate priority',
    fields.title,
    add,
    present,
  );
  if (added) made.corporate.set(priority, [...(made.corporate.get(priority) ?? []), added.id]);
}

const WORDED = ['title', 'question', 'description', 'source'] as const;

async function addPriority(
  tx: Tx,
  actor: Actor,
  version: Version,
  { outcomes, ...priority }: StrategyFile['priorities'][number],
  made: Made,
  step: Step,
): Promise<void> {
  const same = (await listPriorities(tx, { versionId: version.id })).find(
    (one) =>
      one.slug === priority.slug && WORDED.every((name) => (one[name] ?? null) === (priority[name] ?? null)),
  );
  const put = await step<{ id: Id<'priority'> }>(
    'Priority',
    priority.title,
    () => putPriority(tx, actor, version.number, priority),
    async () => same,
  );
  if (put === undefined) return;
  made.priorities.set(priority.slug, put.id);
  const there = new Set((await listOutcomes(tx, { versionId: version.id })).map(({ slug }) => slug));
  for (const { wording, letter, note, indicators, themes } of outcomes) {
    const present = async () => (there.has(slugOf(wording)) ? findOutcome(tx, slugOf(wording)) : undefined);
    const add = async () => {
      const indicatorIds = named(made.indicators, indicators, 'indicator');
      if (isRefusal(indicatorIds)) return indicatorIds;
      const themeIds = named(made.themes, themes, 'theme');
      if (isRefusal(themeIds)) return themeIds;
      const source = [priority.source, note].filter(Boolean).join('. ') || null;
      const fields = { priorityId: put.id, wording, letter, source };
      const added = await addOutcome(tx, actor, version.number, fields);
      if (isRefusal(added)) return added;
      const corporatePriorityIds = made.corporate.get(priority.slug) ?? [];
      const revision = (await findOutcome(tx, added.slug))?.revision ?? 1;
      const joins = { indicatorIds, themeIds, corporatePriorityIds };
      return (await joinOutcome(tx, actor, added.id, revision, joins)) ?? added;
    };
    await step<{ slug: string }>('Outcome', wording, add, present);
  }
}

async function addWholeNeed(
  tx: Tx,
  actor: Actor,
  { evidence, priorities, place, ...need }: StrategyFile['needs'][number],
  made: Made,
  step: Step,
): Promise<void> {
  const add = async () => {
    const priorityIds = named(made.priorities, priorities, 'priority');
    if (isRefusal(priorityIds)) return priorityIds;
    const found = place === null ? undefined : await findPlace(tx, place);
    if (place !== null && !found) return refused('place-unknown', `There is no place "${place}".`);
    const fields = { ...need, placeId: found?.id ?? null, closedOn: null };
    const added = await addNeed(tx, actor, fields, priorityIds);
    if (isRefusal(added)) return added;
    for (const { indicator, ...finding } of evidence) {
      const shownBy = named(made.indicators, indicator === null ? [] : [indicator], 'indicator');
      if (isRefusal(shownBy)) return shownBy;
      orThrow(await addEvidence(tx, actor, added, { ...finding, indicatorId: shownBy[0] ?? null }));
    }
    return added;
  };
  await step<{ slug: string }>('Need', need.title, add, () => findNeed(tx, need.slug));
}
