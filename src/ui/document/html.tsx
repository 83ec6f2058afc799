import { createHash } from 'node:crypto';
import type { JSX } from 'preact';
import { render } from 'preact-render-to-string';
import { longDate } from '../../kernel/plain-date.ts';
import { Blocks, SummaryView } from './html-blocks.tsx';
import type { HtmlContext } from './html-inlines.tsx';
import { prepare } from './prepare.ts';
import { documentCss, standaloneCss } from './styles.ts';
import type { Document, Heading } from './tree.ts';

/**
 * A document inside a page of the application: its title as `h1`, its front rows, its blocks and its figures
 * appendix; `titled={false}` where the page's own heading says the title. Uses classes only (`documentCss` holds those that GOV.UK lacks), so it stands a strict CSP.
 */
export function DocumentView(props: {
  document: Document;
  titled?: boolean;
  /** The page of its PDF on which each heading stands, said beside it. */
  pages?: ReadonlyMap<string, number> | undefined;
}): JSX.Element {
  const context = { prepared: prepare(props.document), standalone: false, pages: props.pages };
  return <View context={context} titled={props.titled ?? true} />;
}

/** The body of a document as HTML for a page that has its own head and styles. */
export const renderHtmlFragment = (document: Document): string =>
  render(<DocumentView document={document} />);

/** A document as one HTML file that needs nothing else: no script, no request, its own styles. */
export function renderHtml(document: Document): string {
  const prepared = prepare(document);
  const css = `${standaloneCss}\n${documentCss}`;
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'`;
  const page = (
    <html lang={document.language}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="author" content={document.meta.author} />
        <meta name="dcterms.date" content={document.meta.date} />
        <title>{fullTitle(document)}</title>
        <style dangerouslySetInnerHTML={{ __html: css }} />
      </head>
      <body class="app-standalone">
        <a href="#main-content" class="govuk-skip-link">
          Skip to main content
        </a>
        {document.meta.organisation !== undefined && (
          <header class="app-standalone__header">{document.meta.organisation}</header>
        )}
        <main id="main-content" class="govuk-main-wrapper">
          <View context={{ prepared, standalone: true }} titled />
        </main>
      </body>
    </html>
  );
  return `<!DOCTYPE html>\n${render(page)}\n`;
}

function View({ context, titled }: { context: HtmlContext; titled: boolean }): JSX.Element {
  const { document } = context.prepared;
  const { reference, author, date } = document.meta;
  return (
    <article class="app-document">
      {titled && <h1 class="govuk-heading-xl">{document.title}</h1>}
      {document.subtitle !== undefined && <p class="govuk-body-l">{document.subtitle}</p>}
      <p class="govuk-body-s app-document__meta">
        {author}, <time dateTime={date}>{longDate(date)}</time>
        {reference !== undefined && `. Reference ${reference}`}
      </p>
      {document.front.length > 0 && <SummaryView rows={document.front} context={context} />}
      <Contents prepared={context.prepared} pages={context.pages} />
      <Blocks blocks={document.blocks} context={context} />
    </article>
  );
}

/** Links to the main headings, when there are enough of them to be worth it. */
function Contents({ prepared, pages }: Pick<HtmlContext, 'prepared' | 'pages'>): JSX.Element | null {
  const headings = prepared.document.blocks.filter(
    (block): block is Heading => block.kind === 'heading' && block.level === 1,
  );
  if (headings.length < 3) return null;
  return (
    <nav class="app-contents" aria-label="Contents of this document">
      <p class="govuk-body govuk-!-font-weight-bold">Contents</p>
      <ol class="govuk-list">
        {headings.map((heading) => (
          <li>
            <a class="govuk-link" href={`#${heading.id}`}>
              {heading.number === undefined ? heading.text : `${heading.number} ${heading.text}`}
            </a>
            {pages?.has(heading.id) ? (
              <span class="app-quiet govuk-!-font-weight-regular govuk-!-font-size-16">
                {' '}
                page {pages.get(heading.id)}
              </span>
            ) : null}
          </li>
        ))}
      </ol>
    </nav>
  );
}

const fullTitle = (document: Document): string =>
  document.meta.organisation === undefined
    ? document.title
    : `${document.title} – ${document.meta.organisation}`;
