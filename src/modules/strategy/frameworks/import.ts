import type { Id } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { readFields } from '../../../platform/http/form.ts';
import { type ImportResult, importer } from '../../../platform/import-rows.ts';
import { findBody } from '../../governance/index.ts';
import { findIndicator } from '../../intelligence/index.ts';
import { findOutcome } from '../queries.ts';
import { entryFields, frameworkFields, nameMonitor, putEntry, putFramework } from './framework.ts';
import { joinEntry } from './joins.ts';
import { findEntry, findFramework } from './queries.ts';

export const FRAMEWORK_COLUMNS = [
  {
    name: 'framework',
    says: 'Short address of the framework, such as national-indicators. A row without a reference tells of the framework itself and comes first',
  },
  {
    name: 'reference',
    says: 'Reference of the entry as published, such as NI 16; it tells which entry a row is about',
  },
  { name: 'title', says: 'The entry, or the framework, in its own words' },
  { name: 'kind', says: 'indicator (unless given) or outcome' },
  { name: 'group', says: 'The heading it stands under; may be left out' },
  { name: 'part_of', says: 'Reference of the outcome that it tells of; may be left out' },
  { name: 'monitoring_body', says: 'Who monitors it by the framework; may be left out' },
  {
    name: 'in_agreement',
    says: 'yes when it was chosen for the Local Area Agreement, no when not; empty when not known',
  },
  { name: 'definition', says: 'May be left out' },
  {
    name: 'publisher, published_on, starts_on, ends_on, entries_in_all, source, note',
    says: 'Of the framework itself: days as YYYY-MM-DD; how many entries it has in all, so that a list that is here in part is told as such',
  },
] as const;

const importEntries = importer({
  required: ['framework', 'reference', 'title'],
  optional: [
    'kind',
    'group',
    'part_of',
    'monitoring_body',
    'in_agreement',
    'definition',
    'publisher',
    'published_on',
    'starts_on',
    'ends_on',
    'entries_in_all',
    'source',
    'note',
  ],
  what: (row) => [row.reference || row.framework, row.title].filter(Boolean).join(' '),
  async row(tx, actor, row) {
    if (row.reference === '') {
      const fields = readFields(frameworkFields, {
        ...row,
        slug: row.framework,
        publishedOn: row.published_on,
        startsOn: row.starts_on,
        endsOn: row.ends_on,
        entriesInAll: row.entries_in_all,
      });
      return isRefusal(fields) ? fields : putFramework(tx, actor, fields);
    }
    const framework = await findFramework(tx, row.framework.toLowerCase());
    if (!framework)
      return refused(
        'framework-unknown',
        `There is no framework “${row.framework}”. Put a row before it that tells of the framework itself: its title, and no reference.`,
      );
    const fields = readFields(entryFields, {
      ...row,
      grouping: row.group,
      partOf: row.part_of,
      monitoringBody: row.monitoring_body,
      inAgreement: row.in_agreement,
    });
    return isRefusal(fields) ? fields : putEntry(tx, actor, framework, fields);
  },
});

export const JOIN_COLUMNS = [
  {
    name: 'framework, reference',
    says: 'The entry, by the short address of its framework and its reference',
  },
  { name: 'outcome', says: 'Short address of our outcome that works towards it; or leave it empty' },
  { name: 'indicator', says: 'Short address of our indicator that measures it; or leave it empty' },
  {
    name: 'fit',
    says: 'whole when the indicator measures the entry as it is defined, part when something near it',
  },
  { name: 'note', says: 'May be left out' },
] as const;

const importEntryJoins = importer({
  required: ['framework', 'reference'],
  optional: ['outcome', 'indicator', 'fit', 'note'],
  what: (row) => `${row.reference} ${row.outcome || row.indicator}`.trim(),
  async row(tx, actor, { framework: slug, reference, note, ...row }) {
    const framework = await findFramework(tx, slug.toLowerCase());
    if (!framework) return refused('framework-unknown', `There is no framework “${slug}”. Import it first.`);
    const entry = await findEntry(tx, framework.id, reference);
    if (!entry) return refused('entry-unknown', `${framework.title} has no entry “${reference}”.`);
    if ((row.outcome === '') === (row.indicator === ''))
      return refused('join-unclear', 'Name an outcome or an indicator of ours: one of them in each row.');
    if (row.outcome !== '') {
      const outcome = await findOutcome(tx, row.outcome);
      if (!outcome) return refused('outcome-unknown', `There is no outcome “${row.outcome}”.`);
      return joinEntry(tx, actor, entry, { outcomeId: outcome.id, note });
    }
    const indicator = await findIndicator(tx, row.indicator);
    if (!indicator) return refused('indicator-unknown', `There is no indicator “${row.indicator}”.`);
    const fit = row.fit.toLowerCase();
    if (fit !== 'whole' && fit !== 'part') return refused('fit-unclear', 'Write the fit as whole or part.');
    return joinEntry(tx, actor, entry, { indicatorId: indicator.id as Id<'indicator'>, fit, note });
  },
});

export const MONITORING_COLUMNS = [
  { name: 'indicator', says: 'Short address of the indicator' },
  { name: 'body', says: 'Short address of the body of the partnership that monitors it' },
  { name: 'note', says: 'May be left out' },
] as const;

const importMonitors = importer({
  required: ['indicator', 'body'],
  optional: ['note'],
  what: (row) => `${row.indicator} ${row.body}`.trim(),
  async row(tx, actor, row) {
    const indicator = await findIndicator(tx, row.indicator);
    if (!indicator) return refused('indicator-unknown', `There is no indicator “${row.indicator}”.`);
    const body = await findBody(tx, row.body);
    if (!body) return refused('body-unknown', `There is no body “${row.body}”.`);
    return nameMonitor(tx, actor, { indicatorId: indicator.id, bodyId: body.id, note: row.note });
  },
});

type Importer = (
  tx: Tx,
  actor: Actor,
  text: string,
  options: { readonly write: boolean },
) => Promise<ImportResult | Refusal>;

// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL cannot hold NUL and nobody types the others
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

const clean =
  (importer: Importer): Importer =>
  (tx, actor, text, options) =>
    importer(tx, actor, text.replace(CONTROL, ''), options);

/** Imports frameworks with their entries; see `FRAMEWORK_COLUMNS`. Entries that a file leaves out stay as they are. */
export const importFramework = clean(importEntries);

/** Imports which of our outcomes and indicators answer which entries; see `JOIN_COLUMNS`. */
export const importFrameworkJoins = clean(importEntryJoins);

/** Imports which of our bodies monitors which indicator; see `MONITORING_COLUMNS`. */
export const importMonitoring = clean(importMonitors);
