import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Collected } from '../../platform/collect.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Figure } from '../../ui/document/index.ts';
import { figureReferences, figuresOf } from '../../ui/document/index.ts';
import { type Assembled, assemble } from './assemble.ts';
import { caseStudyHash, isCaseStudy } from './case-study-release.ts';
import { gatherFigures, gatherSections } from './gather.ts';
import type { DraftFacts, PreviousEdition, ReportHead, WrittenText } from './model.ts';
import {
  interestsFor,
  listRecommendations,
  listTexts,
  previousEdition,
  type ReportRow,
  releasedCaseStudies,
  type TemplateRow,
  templateVersion,
} from './queries.ts';
import type { Template } from './template.ts';
import { type DraftWarning, warningsOf } from './warnings/index.ts';

/** A report built from live data: as it will read, its figures, and what is wrong with it. */
export interface BuiltDraft extends Assembled {
  readonly facts: DraftFacts;
  /** The figures that the report uses, in the order a reader meets them. */
  readonly figures: readonly Figure[];
  readonly warnings: readonly DraftWarning[];
}

/** What a build needs besides the transaction and who asks. */
export interface DraftTools {
  readonly offers: Pick<Collected, 'figures' | 'sections'>;
  readonly origin?: string | undefined;
}

/** Tells how far a build is: a sentence and the share that is done. */
export type Tell = (sentence: string, done: number, total: number) => Promise<void> | void;

const quiet: Tell = () => undefined;

/** Builds the report as it stands: its texts, and the offers of all modules at its date. */
export async function buildDraft(
  tx: Tx,
  actor: Actor,
  tools: DraftTools,
  report: ReportRow,
  { tell = quiet, frozen = false }: { tell?: Tell; frozen?: boolean } = {},
): Promise<BuiltDraft> {
  const template = await templateVersion(tx, actor, report.templateId, report.templateVersion);
  return fromFacts(await gatherFacts(tx, actor, tools, { template, report }, tell), tools, frozen);
}

/**
 * Builds a report of a template as at a date at which nobody has begun one: with the words of the last edition,
 * as the draft would begin.
 */
export async function buildUnwritten(
  tx: Tx,
  actor: Actor,
  tools: DraftTools,
  row: TemplateRow,
  period: { readonly periodStart: PlainDate; readonly asAt: PlainDate },
): Promise<BuiltDraft> {
  return fromFacts(
    await gatherFacts(tx, actor, tools, { template: row.template, row, period }, quiet),
    tools,
    false,
  );
}

const fromFacts = (facts: DraftFacts, { origin }: DraftTools, frozen: boolean): BuiltDraft => {
  const assembled = assemble(facts, { draft: !frozen, origin });
  return { ...assembled, facts, figures: figuresOf(assembled.document), warnings: warningsOf(facts) };
};

type Subject = { readonly template: Template } & (
  | { readonly report: ReportRow }
  | {
      readonly row: TemplateRow;
      readonly period: { readonly periodStart: PlainDate; readonly asAt: PlainDate };
    }
);

async function gatherFacts(
  tx: Tx,
  actor: Actor,
  { offers }: DraftTools,
  subject: Subject,
  tell: Tell,
): Promise<DraftFacts> {
  const report = 'report' in subject ? subject.report : undefined;
  const head = headOf(subject);
  const templateId = 'report' in subject ? subject.report.templateId : subject.row.id;
  const request = { asAt: head.asAt, periodStart: head.periodStart };
  const previous = await previousEdition(tx, actor, templateId, head.asAt);
  await tell('Gathering the figures', 1, 6);
  const figures = await gatherFigures(offers, tx, actor, request);
  await tell('Gathering the sections', 2, 6);
  const fed = await gatherSections(offers, tx, actor, request, subject.template);
  const texts = report === undefined ? carriedTexts(previous) : await listTexts(tx, actor, report.id);
  return {
    head,
    template: subject.template,
    texts: new Map(texts.map((text) => [text.place, text])),
    recommendations:
      report === undefined
        ? (previous?.contents.recommendations ?? [])
        : await listRecommendations(tx, actor, report.id),
    interests: await interestsFor(tx, actor, templateId, head.asAt, report?.id),
    previous,
    figures,
    fed,
    released: new Set([...(await releasedCaseStudies(tx, actor)), ...signedOffElsewhere(offers, fed)]),
  };
}

/** Case studies that come from a module which offers only those that were signed off. */
const signedOffElsewhere = (offers: DraftTools['offers'], fed: DraftFacts['fed']): readonly string[] =>
  [...fed]
    .filter(([feed]) => offers.sections.get(feed.split('#')[0] ?? '')?.signedOff)
    .flatMap(([, blocks]) => blocks.filter(isCaseStudy).map(caseStudyHash));

function headOf(subject: Subject): ReportHead {
  if ('report' in subject) return subject.report;
  return {
    id: undefined,
    templateSlug: subject.row.slug,
    templateVersion: subject.row.version,
    state: 'draft',
    revision: 0,
    ...subject.period,
  };
}

/** The prose of an edition as the next draft begins with it: marked as copied, with the figures it was approved with. */
export function carriedTexts(previous: PreviousEdition | undefined): readonly WrittenText[] {
  if (previous === undefined) return [];
  const { texts, figures } = previous.contents;
  const seen = Object.fromEntries(
    Object.entries(figures).map(([name, { text, value }]) => [name, { text, value, asAt: previous.asAt }]),
  );
  return Object.entries(texts).map(([place, text]) => ({
    place,
    ...text,
    origin: 'copied',
    seen: seenIn(text.words, seen),
    revision: 1,
  }));
}

/** Of the figures, those that the words refer to. */
export const seenIn = <T>(words: string, figures: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(
    figureReferences(words).flatMap((name) => {
      const figure = figures[name];
      return figure === undefined ? [] : [[name, figure]];
    }),
  );
