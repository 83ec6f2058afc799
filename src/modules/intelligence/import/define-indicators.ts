import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { fieldsOf, indicatorFields } from '../indicator-fields.ts';
import { changeIndicator, defineIndicator, type IndicatorInput } from '../indicators.ts';
import { findIndicator, listIndicators } from '../queries.ts';
import type { Indicator } from '../types.ts';
import { type DefinitionReport, importDefinitions } from './define.ts';
import { noIndicator } from './near-miss.ts';
import { loadOwners, type Owners } from './owners.ts';

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
  'small_numbers',
] as const;
type Cells = Readonly<Record<(typeof COLUMNS)[number], string>>;

const UNMARKED =
  'It is no longer marked as counting few people: figures of places that are hidden now will be shown.';

/**
 * Imports indicators from CSV; `computed_from` names two others as `numerator / denominator`. All or nothing; an
 * indicator that is there already is changed where the file differs. A column that is missing and an empty cell say
 * nothing: what stands there stays.
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
        const before = known.get(cells.slug);
        const owner = ownerOf(owners, cells, before);
        if ('reason' in owner) return owner;
        const unclear = unclearIn(cells);
        if (unclear) return { reason: unclear };
        const parts =
          cells.computed_from === '' ? [] : cells.computed_from.split('/').map((part) => part.trim());
        const unknown = parts.find((part) => !slugs.has(part));
        if (unknown !== undefined) return { reason: noIndicator(unknown, slugs) };
        if (parts.length !== 0 && parts.length !== 2)
          return { reason: 'Write what it is computed from as numerator / denominator.' };
        const fields = indicatorFields.safeParse({ ...(before ? fieldsOf(before) : {}), ...given(cells) });
        if (!fields.success)
          return {
            reason: fields.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join(' '),
          };
        const input: IndicatorInput = {
          ...fields.data,
          ownerAgencyId: owner.agencyId,
          ownerPostId: owner.postId,
        };
        return {
          outcome: !before
            ? 'added'
            : sameAs(before, { ...input, ...idsOf(parts, known) })
              ? 'unchanged'
              : 'changed',
          ...(before?.smallNumbers && input.smallNumbers === false ? { says: UNMARKED } : {}),
          late: parts.length > 0,
          write: (writing, who) => write(writing, who, input, before, parts),
        };
      },
    },
    dryRun,
  );
}

/** The cells that say something, as the fields of an indicator. */
const given = (cells: Cells): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      ...cells,
      numeratorSays: cells.numerator_says,
      denominatorSays: cells.denominator_says,
      dueDays: cells.due_days,
      placeSlug: cells.place,
      smallNumbers: cells.small_numbers,
    }).filter(([, cell]) => cell !== ''),
  );

const YES_OR_NO = ['', 'yes', 'true', '1', 'on', 'no', 'false', '0', 'off'];

/** A word that nobody can tell to be yes or no would change who may see figures. */
const unclearIn = (cells: Cells): string | undefined => {
  const name = (['public', 'small_numbers'] as const).find(
    (one) => !YES_OR_NO.includes(cells[one].toLowerCase()),
  );
  return name && `${name}: Write yes or no.`;
};

/** Whom a line names as owner; who owns it already where it names nobody, and the post too while the agency stays. */
function ownerOf(owners: Owners, cells: Cells, before: Indicator | undefined): ReturnType<Owners['find']> {
  const found = owners.find(cells.owner_agency, cells.owner_post);
  if ('reason' in found || !before || cells.owner_post !== '') return found;
  const agencyId = found.agencyId ?? before.ownerAgencyId;
  return { agencyId, postId: agencyId === before.ownerAgencyId ? before.ownerPostId : null };
}

const slugsIn = (text: string): string[] =>
  [...text.matchAll(/^"?([a-z0-9-]+)"?[,;\t]/gm)].map(([, slug = '']) => slug);

const idsOf = (
  [numerator, denominator]: readonly string[],
  known: ReadonlyMap<string, Indicator>,
): Pick<IndicatorInput, 'numeratorId' | 'denominatorId'> =>
  numerator === undefined || denominator === undefined
    ? {}
    : {
        numeratorId: known.get(numerator)?.id ?? null,
        denominatorId: known.get(denominator)?.id ?? null,
      };

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
  const whole =
    numerator && denominator ? { ...input, numeratorId: numerator.id, denominatorId: denominator.id } : input;
  return before
    ? changeIndicator(tx, actor, before.id, before.revision, whole)
    : defineIndicator(tx, actor, whole);
}
