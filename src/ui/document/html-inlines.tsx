import type { JSX } from 'preact';
import { figureRowId, sourceSentence } from './appendix.ts';
import { inlinesOf } from './build.ts';
import type { Prepared } from './prepare.ts';
import { outsideHref } from './prepare.ts';
import type { Figure, Inline, Link, Words } from './tree.ts';

/** What every part of a page needs to know of its document, and where it will be read. */
export interface HtmlContext {
  readonly prepared: Prepared;
  /** A file on its own cannot follow `/paths` unless the document says where they lead. */
  readonly standalone: boolean;
  /** The page of the PDF on which each heading stands, by its id. */
  readonly pages?: ReadonlyMap<string, number> | undefined;
}

/** Words with their emphasis, links and figures. */
export function InWords({ words, context }: { words: Words; context: HtmlContext }): JSX.Element {
  return (
    <>
      {inlinesOf(words).map((inline) => (
        <InlineView inline={inline} context={context} />
      ))}
    </>
  );
}

function InlineView({ inline, context }: { inline: Inline; context: HtmlContext }): JSX.Element {
  switch (inline.kind) {
    case 'text':
      return <>{inline.text}</>;
    case 'strong':
      return (
        <strong>
          <InWords words={inline.inlines} context={context} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <InWords words={inline.inlines} context={context} />
        </em>
      );
    case 'lineBreak':
      return <br />;
    case 'link':
      return <LinkView link={inline} context={context} />;
    case 'figure':
      return <FigureView figure={inline} context={context} />;
  }
}

/** A figure reads as its words; its number, bracketed so that it cannot be read on as digits, leads to its row in the appendix and says the source when asked. */
function FigureView({ figure, context }: { figure: Figure; context: HtmlContext }): JSX.Element {
  const number = context.prepared.figureNumbers.get(figure.name);
  const source = sourceSentence(figure);
  const value = figure.value === null ? figure.text : String(figure.value);
  return (
    <span class="app-figure">
      <data value={value}>{figure.text}</data>
      <sup class="app-figure__source">
        <a
          class="govuk-link"
          href={`#${figureRowId(figure.name)}`}
          title={source}
          aria-label={`Figure [${number}]. ${source}`}
        >
          [{number}]
        </a>
      </sup>
    </span>
  );
}

function LinkView({ link, context }: { link: Link; context: HtmlContext }): JSX.Element {
  const href = safeHref(link.href, context);
  const words = <InWords words={link.inlines} context={context} />;
  if (href === undefined) return words;
  return (
    <a class="govuk-link" href={href}>
      {words}
    </a>
  );
}

function safeHref(href: string, context: HtmlContext): string | undefined {
  if (href.startsWith('#')) return context.prepared.anchors.has(href.slice(1)) ? href : undefined;
  if (!context.standalone && /^\/(?!\/)/.test(href)) return href;
  return outsideHref(context.prepared.document, href);
}
