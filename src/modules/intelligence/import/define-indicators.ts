import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { indicatorFields } from '../indicator-fields.ts';
import { changeIndicator, defineIndicator, type IndicatorInput } from '../indicators.ts';
import { findIndicator, listIndicators } from '../queries.ts';
import type { Indicator } from '../types.ts';
import { type DefinitionReport, importDefinitions } from './define.ts';
import { noIndicator } from './near-miss.ts';
import { loadOwners } from './owners.ts';

const COLUMNS = [
  'slug',
  'title',
  'definition',
  'kind',
  'unit',
  'decimals',
  'direction',
  'uncertainty',
  'numerator_says',
  'denominator_says',
  'per',
  'computed_from',
  'place',
  'source',
  'frequency',
  'due_days',
  'owner_agency',
  'owner_post',
  'public',
] as const;

/**
 * Imports indicators from CSV; `computed_from` names two others as `numerator / denominator`. All or nothing; an
 * indicator that is there already is changed where the file differs.
 */
export async function importIndicators(
  tx: Tx,
  actor: Actor,
  text: string,
  { dryRun = false } = {},
): Promise<DefinitionReport | Refusal> {
  const known = new Map((await listIndicators(tx)).map((one) => [one.slug, one]));
  const owners = await loadOwners(tx);
  const slugs = new Set([...known.keys(), ...slugsIn(text)]);
  return importDefinitions(
    tx,
    actor,
    text,
    {
      columns: COLUMNS,
      needed: ['slug', 'title', 'kind', 'direction'],
      what: ({ cells }) => cells.slug,
      understand: ({ cells }) => {
        const owner = owners.find(cells.owner_agency, cells.owner_post);
        if ('reason' in owner) return owner;
        const parts =
          cells.computed_from === '' ? [] : cells.computed_from.split('/').map((part) => part.trim());
        const unknown = parts.find((part) => !slugs.has(part));
        if (unknown !== undefined) return { reason: noIndicator(unknown, slugs) };
        if (parts.length !== 0 && parts.length !== 2)
          return { reason: 'Write what it is computed from as numerator / denominator.' };
        const fields = indicatorFields.safeParse({
          ...cells,
          numeratorSays: cells.numerator_says,
          denominatorSays: cells.denominator_says,
          dueDays: cells.due_days,
          placeSlug: cells.place,
        });
        if (!fields.success)
          return {
            reason: fields.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join(' '),
          };
        const input: IndicatorInput = {
          ...fields.data,
          ownerAgencyId: owner.agencyId,
          ownerPostId: owner.postId,
        };
        const before = known.get(cells.slug);
        return {
          outcome: !before
            ? 'added'
            : sameAs(before, { ...input, ...idsOf(parts, known) })
              ? 'unchanged'
              : 'changed',
          late: parts.length > 0,
          write: (writing, who) => write(writing, who, input, before, parts),
        };
      },
    },
    dryRun,
  );
}

const slugsIn = (text: string): string[] =>
  [...text.matchAll(/^"?([a-z0-9-]+)"?[,;\t]/gm)].map(([, slug = '']) => slug);

const idsOf = (
  [numerator = '', denominator = '']: readonly string[],
  known: ReadonlyMap<string, Indicator>,
) => ({
  numeratorId: known.get(numerator)?.id ?? null,
  denominatorId: known.get(denominator)?.id ?? null,
});

const sameAs = (before: Indicator, input: IndicatorInput): boolean =>
  Object.entries(input).every(([name, value]) => before[name as keyof Indicator] === value);

async function write(
  tx: Tx,
  actor: Actor,
  input: IndicatorInput,
  before: Indicator | undefined,
  parts: readonly string[],
): Promise<Indicator | Refusal> {
  const [numerator, denominator] = [
    parts[0] === undefined ? undefined : await findIndicator(tx, parts[0]),
    parts[1] === undefined ? undefined : await findIndicator(tx, parts[1]),
  ];
  if (parts.length > 0 && !(numerator && denominator))
    return refused(
      'computed-from-computed',
      `${input.slug} is computed from one that is itself computed. Import that one first.`,
    );
  const whole = { ...input, numeratorId: numerator?.id ?? null, denominatorId: denominator?.id ?? null };
  return before
    ? changeIndicator(tx, actor, before.id, before.revision, whole)
    : defineIndicator(tx, actor, whole);
}
