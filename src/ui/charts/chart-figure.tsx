import type { ComponentChildren } from 'preact';

/** What stands around every chart, so that it can be read without the picture. */
export interface ChartFrame {
  /** Unique on the page. */
  readonly id: string;
  /** The finding, as a sentence: "Confidence in local policing has risen for three years". */
  readonly headline: string;
  /** Measure, place and period: "Residents who feel safe after dark, Cannock Chase, 2008/09 to 2012/13". */
  readonly subtitle: string;
  /** Where the figures come from. */
  readonly source: string;
  readonly csvHref?: string | undefined;
  readonly headingLevel?: 2 | 3 | 4 | undefined;
}

/** The table behind a picture, as text. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type FigureProps = ChartFrame & {
  readonly table: ChartTable;
  readonly notes?: readonly string[];
  readonly children: ComponentChildren;
};

/** A picture with its finding above it and, below, its notes, its source and the table it was drawn from. */
export function ChartFigure(props: FigureProps) {
  const Heading = `h${props.headingLevel ?? 2}` as const;
  return (
    <figure class="app-chart" aria-labelledby={`${props.id}-headline`}>
      <figcaption class="app-chart__caption">
        <Heading class="app-chart__headline" id={`${props.id}-headline`}>
          {props.headline}
        </Heading>
        <p class="app-chart__subtitle">{props.subtitle}</p>
      </figcaption>
      {props.children}
      <div class="app-chart__foot">
        {props.notes?.map((note) => (
          <p key={note} class="app-chart__note">
            {note}
          </p>
        ))}
        <p class="app-chart__note">Source: {props.source}</p>
        <DataBehind {...props} />
      </div>
    </figure>
  );
}

function DataBehind({ table, subtitle, headline, csvHref }: FigureProps) {
  return (
    <details class="govuk-details app-chart__data">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">
          Show the figures<span class="govuk-visually-hidden"> behind “{headline}”</span>
        </span>
      </summary>
      <div class="govuk-details__text">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <section class="app-table-scroll" aria-label={`Figures: ${subtitle}`} tabIndex={0}>
          <table class="govuk-table app-table app-table--compact">
            <caption class="govuk-visually-hidden">{subtitle}</caption>
            <thead class="govuk-table__head">
              <tr class="govuk-table__row">
                {table.columns.map((column, index) => (
                  <th key={column} scope="col" class={cellClass('header', index)}>
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody class="govuk-table__body">
              {table.rows.map((row) => (
                <tr key={row[0]} class="govuk-table__row">
                  {row.map((text, index) => cellOf(text, index, table.columns))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        {csvHref ? (
          <p class="govuk-body">
            <a class="govuk-link" href={csvHref}>
              Download the figures as CSV<span class="govuk-visually-hidden"> for “{headline}”</span>
            </a>
          </p>
        ) : null}
      </div>
    </details>
  );
}

const cellClass = (kind: 'header' | 'cell', index: number): string =>
  `govuk-table__${kind}${index > 0 ? ` govuk-table__${kind}--numeric` : ''}`;

const cellOf = (text: string, index: number, columns: readonly string[]) =>
  index === 0 ? (
    <th key={index} scope="row" class={cellClass('header', index)}>
      {text}
    </th>
  ) : (
    <td key={index} class={cellClass('cell', index)} data-label={columns[index]}>
      {text}
    </td>
  );

/**
 * A chart is drawn for three widths, since text in a drawing grows and shrinks with it; the width of the place it
 * stands in decides which one is seen, and only that one is read out (see `60-charts.css`).
 */
const SIZES = ['wide', 'medium', 'narrow'] as const;
export type Size = (typeof SIZES)[number];

/** Width of each drawing, in units that are about a pixel where it is seen. */
export const WIDTH: Readonly<Record<Size, number>> = { wide: 760, medium: 540, narrow: 330 };

interface Plot {
  readonly width: number;
  readonly height: number;
}

interface DrawingsProps<Plotted extends Plot> {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly plotOf: (size: Size) => Plotted;
  readonly draw: (plot: Plotted) => ComponentChildren;
}

/** The drawings of a chart, each an SVG that tells its own title and content to those who do not see it. */
export const Drawings = <Plotted extends Plot>(props: DrawingsProps<Plotted>) => (
  <>
    {SIZES.map((size) => {
      const id = `${props.id}-${size}`;
      const plot = props.plotOf(size);
      return (
        <svg
          key={size}
          class={`app-chart__drawing app-chart__drawing--${size}`}
          viewBox={`0 0 ${plot.width} ${plot.height}`}
          role="img"
          aria-labelledby={`${id}-title ${id}-desc`}
        >
          <title id={`${id}-title`}>{props.title}</title>
          <desc id={`${id}-desc`}>{props.description}</desc>
          {props.draw(plot)}
        </svg>
      );
    })}
  </>
);
