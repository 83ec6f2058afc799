import type { ComponentChildren, JSX } from 'preact';
import { type HtmlContext, InWords } from './html-inlines.tsx';
import { cellsOf } from './prepare.ts';
import { ChartPicture } from './raw.tsx';
import type {
  Block,
  Cell,
  Column,
  FigureChart,
  Heading,
  LabelledRow,
  List,
  Paragraph,
  Table,
} from './tree.ts';
import { isBlocks, plainText } from './walk.ts';

/** Blocks as GOV.UK components. Headings sit below the document's title, so level 1 is an `h2`. */
export function Blocks({ blocks, context }: { blocks: readonly Block[]; context: HtmlContext }): JSX.Element {
  return (
    <>
      {blocks.map((block) => (
        <BlockView block={block} context={context} />
      ))}
    </>
  );
}

function BlockView({ block, context }: { block: Block; context: HtmlContext }): JSX.Element {
  switch (block.kind) {
    case 'heading':
      return <HeadingView heading={block} page={context.pages?.get(block.id)} />;
    case 'paragraph':
      return <ParagraphView paragraph={block} context={context} />;
    case 'list':
      return <ListView list={block} context={context} />;
    case 'table':
      return <TableView table={block} context={context} />;
    case 'figureChart':
      return <ChartView chart={block} context={context} />;
    case 'summary':
      return <SummaryView rows={block.rows} context={context} />;
    case 'pageBreak':
      return <div class="app-page-break" />;
    case 'note':
      return (
        <div class="govuk-inset-text">
          {block.title !== undefined && <p class="govuk-body govuk-!-font-weight-bold">{block.title}</p>}
          <Blocks blocks={block.blocks} context={context} />
        </div>
      );
    case 'warning':
      return (
        <div class="govuk-warning-text">
          <span class="govuk-warning-text__icon" aria-hidden="true">
            !
          </span>
          <strong class="govuk-warning-text__text">
            <span class="govuk-visually-hidden">Warning</span>{' '}
            <InWords words={block.inlines} context={context} />
          </strong>
        </div>
      );
    case 'quote':
      return (
        <figure class="app-quote">
          <blockquote>
            <Blocks blocks={block.blocks} context={context} />
          </blockquote>
          {block.attribution !== undefined && (
            <figcaption class="govuk-body-s">{block.attribution}</figcaption>
          )}
        </figure>
      );
    case 'caseStudy':
      return (
        <section class="app-case-study" aria-label={`Case study: ${block.title}`}>
          <p class="govuk-body govuk-!-font-weight-bold">Case study: {block.title}</p>
          <Blocks blocks={block.blocks} context={context} />
          {block.attribution !== undefined && <p class="govuk-body-s">{block.attribution}</p>}
        </section>
      );
  }
}

const HEADING_LOOK = {
  1: 'govuk-heading-l',
  2: 'govuk-heading-m',
  3: 'govuk-heading-s',
  4: 'govuk-heading-s',
};

function HeadingView({ heading, page }: { heading: Heading; page: number | undefined }): JSX.Element {
  const Tag = ({ 1: 'h2', 2: 'h3', 3: 'h4', 4: 'h5' } as const)[heading.level];
  return (
    <Tag class={HEADING_LOOK[heading.level]} id={heading.id}>
      {heading.number !== undefined && <span class="app-number">{heading.number}</span>}
      {heading.number !== undefined && ' '}
      {heading.text}
      {page !== undefined && (
        <span class="app-quiet govuk-!-font-weight-regular govuk-!-font-size-16">
          {' '}
          (page {page} of the PDF)
        </span>
      )}
    </Tag>
  );
}

function ParagraphView({ paragraph, context }: { paragraph: Paragraph; context: HtmlContext }): JSX.Element {
  if (paragraph.number === undefined) {
    return (
      <p class="govuk-body">
        <InWords words={paragraph.inlines} context={context} />
      </p>
    );
  }
  return (
    <p class="govuk-body app-numbered">
      <span class="app-number">{paragraph.number}</span>{' '}
      <InWords words={paragraph.inlines} context={context} />
    </p>
  );
}

function ListView({ list, context }: { list: List; context: HtmlContext }): JSX.Element {
  const items = list.items.map((item) => (
    <li>
      <InWords words={item.inlines} context={context} />
      {item.list !== undefined && <ListView list={item.list} context={context} />}
    </li>
  ));
  return list.style === 'numbered' ? (
    <ol class="govuk-list govuk-list--number">{items}</ol>
  ) : (
    <ul class="govuk-list govuk-list--bullet">{items}</ul>
  );
}

const alignment = (column: Column | undefined, part: 'header' | 'cell'): string => {
  if (column?.align === 'right') return ` govuk-table__${part}--numeric`;
  return column?.align === 'centre' ? ' app-table__centred' : '';
};

/** A table that scrolls in its own region, reachable by keyboard, when it is wider than the page. */
export function TableView({ table, context }: { table: Table; context: HtmlContext }): JSX.Element {
  const wide = table.columns.length > 5;
  const className = `govuk-table${table.columns.length > 7 ? ' govuk-table--small-text-until-tablet app-table--dense' : ''}`;
  const view = (
    <table class={className}>
      {table.caption.length > 0 && (
        <caption class="govuk-table__caption govuk-table__caption--s">
          <InWords words={table.caption} context={context} />
        </caption>
      )}
      <thead class="govuk-table__head">
        <tr class="govuk-table__row">
          {table.columns.map((column) => (
            <th scope="col" class={`govuk-table__header${alignment(column, 'header')}`}>
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {table.rows.map((row) => (
          <tr class={`govuk-table__row${row.total === true ? ' app-table__total' : ''}`} id={row.id}>
            {cellsOf(table, row).map((cell, index) => {
              const look = alignment(table.columns[index], 'cell');
              return index === 0 && table.headerColumn === true && !isEmpty(cell) ? (
                <th scope="row" class={`govuk-table__header${look}`}>
                  <CellView cell={cell} context={context} />
                </th>
              ) : (
                <td class={`govuk-table__cell${look}`}>
                  {table.columns[index]?.onDemand && !isEmpty(cell) ? (
                    <OnDemand header={table.columns[index].header} of={row.cells[0]}>
                      <CellView cell={cell} context={context} />
                    </OnDemand>
                  ) : (
                    <CellView cell={cell} context={context} />
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (!wide) return view;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="app-table-scroll" tabIndex={0} aria-label={plainText(table.caption) || 'Wide table'}>
      {view}
    </section>
  );
}

/** A header cell without words names nothing: it is shown as an ordinary cell. */
const isEmpty = (cell: Cell): boolean => !isBlocks(cell) && plainText(cell).trim() === '';

/** A long cell behind its column's name, said together with what its row is about. */
function OnDemand(props: { header: string; of: Cell | undefined; children: ComponentChildren }): JSX.Element {
  const row = props.of === undefined || isBlocks(props.of) ? '' : plainText(props.of);
  return (
    <details class="govuk-details app-on-demand">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">
          {props.header}
          <span class="govuk-visually-hidden"> of {row}</span>
        </span>
      </summary>
      <div class="govuk-details__text">{props.children}</div>
    </details>
  );
}

function CellView({ cell, context }: { cell: Cell; context: HtmlContext }): JSX.Element {
  return isBlocks(cell) ? (
    <Blocks blocks={cell.blocks} context={context} />
  ) : (
    <InWords words={cell} context={context} />
  );
}

function ChartView({ chart, context }: { chart: FigureChart; context: HtmlContext }): JSX.Element {
  return (
    <figure class="app-chart">
      <figcaption>
        <p class="govuk-body govuk-!-font-weight-bold app-chart__headline">{chart.headline}</p>
        <p class="govuk-body-s">{chart.subtitle}</p>
      </figcaption>
      <ChartPicture svg={chart.svg} alt={chart.alt} />
      <p class="govuk-body-s">
        Source: <InWords words={chart.source} context={context} />
      </p>
      <details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">The data behind this chart</span>
        </summary>
        <div class="govuk-details__text">
          <TableView table={chart.table} context={context} />
        </div>
      </details>
    </figure>
  );
}

export function SummaryView(props: { rows: readonly LabelledRow[]; context: HtmlContext }): JSX.Element {
  return (
    <dl class="govuk-summary-list">
      {props.rows.map((row) => (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{row.label}</dt>
          <dd class="govuk-summary-list__value">
            <InWords words={row.value} context={props.context} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
