import { z } from 'zod';
import type { Id } from '../../kernel/ids.ts';
import { slugOf } from '../../kernel/names.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { isRefusal, orThrow, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { findBody } from '../governance/index.ts';
import { listIndicators } from '../intelligence/index.ts';
import { findAgency } from '../partners/index.ts';
import { findPlace } from '../places/index.ts';
import { joinOutcome } from './joining.ts';
import { addEvidence, addNeed } from './need.ts';
import { addOutcome, rewordOutcome } from './outcome.ts';
import { putPriority } from './priority.ts';
import { findOutcome } from './queries.ts';
import { addCorporatePriority, addTheme } from './theme.ts';
import { adoptVersion, startVersion } from './version.ts';

const day = z.iso.date().transform(plainDate);
const optional = z.string().nullable().default(null);
const dated = day.nullable().default(null);
const slugs = z.array(z.string()).default([]);

const outcome = z.object({
  letter: optional,
  wording: z.string().min(1),
  note: optional,
  indicators: slugs,
  themes: slugs,
  rewordings: z
    .array(
      z.object({ wording: z.string().min(1), startsOn: day, reason: z.string().min(1), source: optional }),
    )
    .default([]),
});

/** A whole strategy as one file: a version with its contents, its needs with their evidence, and its adoption. */
const strategyFile = z.object({
  version: z.object({
    title: z.string().min(1),
    vision: optional,
    visionNote: optional,
    summary: optional,
    startsOn: dated,
    endsOn: dated,
    source: optional,
    adoption: z
      .object({ adoptedOn: day, precision: z.enum(['day', 'by']), body: z.string(), note: optional })
      .nullable()
      .default(null),
  }),
  priorities: z.array(
    z.object({
      slug: z.string().min(1),
      title: z.string().min(1),
      question: optional,
      description: optional,
      source: optional,
      outcomes: z.array(outcome),
    }),
  ),
  themes: z
    .array(z.object({ slug: z.string(), title: z.string(), description: optional, source: optional }))
    .default([]),
  corporatePriorities: z
    .array(z.object({ slug: z.string(), agency: z.string(), title: z.string(), priority: z.string() }))
    .default([]),
  corporateSource: optional,
  needs: z
    .array(
      z.object({
        slug: z.string().min(1),
        title: z.string().min(1),
        statement: z.string().min(1),
        priorities: slugs,
        place: optional,
        identifiedOn: dated,
        note: optional,
        evidence: z
          .array(
            z.object({ statement: z.string().min(1), indicator: optional, source: z.string().min(1), dated }),
          )
          .default([]),
      }),
    )
    .default([]),
});

type StrategyFile = z.output<typeof strategyFile>;

export interface ImportedStrategy {
  readonly version: number;
  readonly priorities: number;
  readonly outcomes: number;
  readonly needs: number;
}

/** Imports a strategy from a JSON file as a new version, with the commands that its pages use; all of it or nothing. */
export async function importStrategy(
  tx: Tx,
  actor: Actor,
  text: string,
): Promise<ImportedStrategy | Refusal> {
  const read = strategyFile.safeParse(JSON.parse(text));
  if (!read.success)
    return refused(
      'strategy-unreadable',
      `The strategy file is not complete: ${z.prettifyError(read.error)}`,
    );
  const file = read.data;
  const { adoption, ...fields } = file.version;
  const version = orThrow(await startVersion(tx, actor, fields));
  const indicators = await indicatorIds(tx, file);
  if (isRefusal(indicators)) return indicators;
  const themes = new Map<string, Id<'theme'>>();
  for (const theme of file.themes) themes.set(theme.slug, orThrow(await addTheme(tx, actor, theme)).id);
  const corporate = await addCorporate(tx, actor, file);
  const priorityIds = new Map<string, Id<'priority'>>();
  for (const { outcomes, ...priority } of file.priorities) {
    const { id: priorityId } = orThrow(await putPriority(tx, actor, version.number, priority));
    priorityIds.set(priority.slug, priorityId);
    for (const { wording, letter, note, indicators: judgedBy, themes: runsThrough } of outcomes) {
      const source = [priority.source, note].filter(Boolean).join('. ');
      const added = orThrow(
        await addOutcome(tx, actor, version.number, { priorityId, wording, letter, source: source || null }),
      );
      const joins = {
        indicatorIds: judgedBy.flatMap((slug) => indicators.get(slug) ?? []),
        themeIds: runsThrough.flatMap((slug) => themes.get(slug) ?? []),
        corporatePriorityIds: corporate.get(priority.slug) ?? [],
      };
      orThrow(await joinOutcome(tx, actor, added.id, 1, joins));
    }
  }
  for (const need of file.needs) await addWholeNeed(tx, actor, need, priorityIds, indicators);
  if (adoption) {
    const body = await findBody(tx, adoption.body);
    orThrow(await adoptVersion(tx, actor, version.id, { ...adoption, bodyId: body?.id ?? null }));
    await reword(tx, actor, file);
  }
  return {
    version: version.number,
    priorities: file.priorities.length,
    outcomes: file.priorities.reduce((sum, { outcomes }) => sum + outcomes.length, 0),
    needs: file.needs.length,
  };
}

async function indicatorIds(tx: Tx, file: StrategyFile): Promise<Map<string, Id<'indicator'>> | Refusal> {
  const wanted = [
    ...file.priorities.flatMap(({ outcomes }) => outcomes.flatMap(({ indicators }) => indicators)),
    ...file.needs.flatMap(({ evidence }) => evidence.flatMap(({ indicator }) => indicator ?? [])),
  ];
  const known = new Map((await listIndicators(tx, { slugs: wanted })).map(({ slug, id }) => [slug, id]));
  const missing = [...new Set(wanted)].filter((slug) => !known.has(slug));
  return missing.length === 0
    ? known
    : refused('indicator-unknown', `There is no indicator ${missing.join(', ')}. Define it first.`, {
        details: { missing },
      });
}

async function addCorporate(
  tx: Tx,
  actor: Actor,
  file: StrategyFile,
): Promise<ReadonlyMap<string, readonly Id<'corporate-priority'>[]>> {
  const byPriority = new Map<string, Id<'corporate-priority'>[]>();
  for (const [at, { slug, agency: agencySlug, title, priority }] of file.corporatePriorities.entries()) {
    const agency = await findAgency(tx, agencySlug);
    if (!agency) orThrow(refused('agency-unknown', `There is no agency "${agencySlug}".`));
    else {
      const fields = { slug, title, description: null, source: file.corporateSource, position: at + 1 };
      const { id } = orThrow(await addCorporatePriority(tx, actor, agency.id, fields));
      byPriority.set(priority, [...(byPriority.get(priority) ?? []), id]);
    }
  }
  return byPriority;
}

async function addWholeNeed(
  tx: Tx,
  actor: Actor,
  { evidence, priorities, place, ...need }: StrategyFile['needs'][number],
  priorityIds: ReadonlyMap<string, Id<'priority'>>,
  indicators: ReadonlyMap<string, Id<'indicator'>>,
): Promise<void> {
  const placeId = place === null ? null : ((await findPlace(tx, place))?.id ?? null);
  const added = orThrow(
    await addNeed(
      tx,
      actor,
      { ...need, placeId, closedOn: null },
      priorities.flatMap((slug) => priorityIds.get(slug) ?? []),
    ),
  );
  for (const { indicator, ...finding } of evidence)
    orThrow(
      await addEvidence(tx, actor, added, {
        ...finding,
        indicatorId: indicator === null ? null : (indicators.get(indicator) ?? null),
      }),
    );
}

async function reword(tx: Tx, actor: Actor, file: StrategyFile): Promise<void> {
  for (const { wording, rewordings } of file.priorities.flatMap(({ outcomes }) => outcomes))
    for (const rewording of rewordings) {
      const slug = slugOf(wording);
      const revision = (await findOutcome(tx, slug))?.revision ?? 0;
      orThrow(await rewordOutcome(tx, actor, { slug, revision, ...rewording }));
    }
}
