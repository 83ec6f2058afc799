import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type DefinitionReport, importDefinitions } from '../import/define.ts';
import { noIndicator } from '../import/near-miss.ts';
import { listIndicators } from '../queries.ts';
import { isLicence } from './licences.ts';
import { publishIndicator, type Terms } from './publish.ts';
import { listPublications } from './queries.ts';

const COLUMNS = ['indicator', 'licence', 'shows', 'embargo_until', 'provenance'] as const;

/**
 * Imports from CSV which indicators are open data and under which terms. All or nothing; terms that stand already and cells that are empty stay,
 * and one that was withdrawn is published again.
 */
export async function importPublications(
  tx: Tx,
  actor: Actor,
  text: string,
  { dryRun = false } = {},
): Promise<DefinitionReport | Refusal> {
  const indicators = new Map((await listIndicators(tx)).map((one) => [one.slug, one]));
  const publications = new Map((await listPublications(tx)).map((one) => [one.indicatorId, one]));
  return importDefinitions(
    tx,
    actor,
    text,
    {
      columns: COLUMNS,
      needed: ['indicator'],
      what: ({ cells }) => cells.indicator,
      understand: ({ cells }) => {
        const indicator = indicators.get(cells.indicator);
        if (!indicator) return { reason: noIndicator(cells.indicator, indicators.keys()) };
        if (!indicator.public) return { reason: 'It is not marked “May be published”.' };
        const before = publications.get(indicator.id);
        const licence = cells.licence || before?.licence || 'ogl-3.0';
        if (!isLicence(licence)) return { reason: `“${licence}” is no licence of the list.` };
        const shows = cells.shows || before?.shows || 'final';
        if (shows !== 'final' && shows !== 'all') return { reason: 'Write final or all for what it shows.' };
        const embargo =
          cells.embargo_until === '' ? (before?.embargoUntil ?? null) : parsePlainDate(cells.embargo_until);
        if (embargo === undefined) return { reason: 'Write the embargo as a date such as 2013-02-01.' };
        const terms: Terms = {
          licence,
          shows,
          embargoUntil: embargo,
          provenance: cells.provenance || (before?.provenance ?? ''),
          revision: before?.version ?? 0,
        };
        const same =
          before !== undefined &&
          before.withdrawnOn === null &&
          (['licence', 'shows', 'embargoUntil', 'provenance'] as const).every(
            (name) => before[name] === terms[name],
          );
        return {
          outcome: same ? 'unchanged' : before ? 'changed' : 'added',
          write: (writing, who) => publishIndicator(writing, who, indicator, terms),
        };
      },
    },
    dryRun,
  );
}

/** Publishes some of the example's indicators. Refused: example-refused, with the first line that was. */
export async function loadOpenDataExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  const report = await importPublications(tx, actor, files('open-data.csv'));
  if (isRefusal(report)) return report;
  const wrong = report.rows.find(({ outcome }) => outcome === 'refused');
  return wrong && refused('example-refused', `open-data.csv, line ${wrong.line}: ${wrong.reason}`);
}
