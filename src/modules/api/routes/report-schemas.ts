import { z } from 'zod';
import type { EditionRow } from '../../reporting/index.ts';
import { day } from '../schemas.ts';

export const state = z.enum(['draft', 'submitted', 'approved', 'published']);

export const Report = z
  .object({
    id: z.uuid(),
    templateSlug: z.string(),
    templateVersion: z.int(),
    title: z.string(),
    periodStart: day,
    asAt: day,
    state,
    stateSince: day,
    revision: z.int(),
  })
  .meta({ id: 'Report', description: 'A report for a period, from its draft to its publication.' });

const Figure = z
  .object({
    name: z.string(),
    value: z.union([z.number(), z.string()]).nullable(),
    unit: z.string(),
    text: z.string().describe('As it is printed'),
    sentence: z.string(),
    source: z.string(),
    query: z.string(),
    rows: z.int(),
    asAt: day,
  })
  .meta({ id: 'ReportFigure', description: 'A value of a report, bound to where it comes from.' });

export const ReportContents = z
  .object({
    report: z.looseObject({ template: z.string(), title: z.string(), asAt: day, periodStart: day, state }),
    figures: z.array(Figure),
    sections: z
      .array(z.looseObject({ text: z.string() }))
      .describe('Blocks of the document, and their words'),
    recommendations: z.array(z.unknown()),
    implications: z.array(
      z.object({ key: z.string(), title: z.string(), standing: z.string(), text: z.string() }),
    ),
    warnings: z.array(z.unknown()).optional().describe('What is missing, copied, stale or contradicted'),
  })
  .meta({ id: 'ReportContents' });

const hash = z.string().nullable().describe('SHA-256 of the frozen file');

export const Edition = z
  .object({
    id: z.uuid(),
    reportId: z.uuid(),
    slug: z.string(),
    title: z.string(),
    periodStart: day,
    asAt: day,
    approvedOn: day,
    publishedOn: day.nullable(),
    hashes: z.object({ html: hash, pdf: hash, docx: hash, json: hash }),
  })
  .meta({ id: 'Edition', description: 'A report as it was approved: frozen, with the hashes of its files.' });

/** An edition with its hashes as text. */
export const editionShown = (edition: EditionRow): z.input<typeof Edition> => {
  const { html, pdf, docx, json } = edition.hashes;
  const hex = (bytes: Buffer | null): string | null => bytes?.toString('hex') ?? null;
  return { ...edition, hashes: { html: hex(html), pdf: hex(pdf), docx: hex(docx), json: hex(json) } };
};
