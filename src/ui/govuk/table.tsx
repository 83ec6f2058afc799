import type { VNode } from 'preact';
import type { TextSize } from './label.tsx';
import { type Content, classes, isPresent, type Maybe, type Part } from './parts.ts';

/** A cell that needs more than its content. */
export interface TableCell extends Part {
  readonly text: Content;
  /** Numbers align right, so that they can be compared. */
  readonly format?: 'numeric' | undefined;
  readonly colspan?: number | undefined;
  readonly rowspan?: number | undefined;
}

/** A cell: its content, or an object with `text` and more. */
export type Cell = TableCell | VNode | string | number | null | undefined;

export interface TableProps extends Part {
  readonly caption?: Content;
  readonly captionSize?: TextSize | undefined;
  readonly captionClass?: string | undefined;
  readonly head?: readonly Cell[] | undefined;
  readonly rows: readonly Maybe<readonly Cell[]>[];
  readonly firstCellIsHeader?: boolean | undefined;
}

function asTableCell(cell: Cell): TableCell {
  return typeof cell === 'object' && cell !== null && 'text' in cell ? cell : { text: cell };
}

function HeadCell({ cell }: { readonly cell: TableCell }) {
  const format = cell.format && `govuk-table__header--${cell.format}`;
  return (
    <th
      scope="col"
      class={classes('govuk-table__header', format, cell.class)}
      colSpan={cell.colspan}
      rowSpan={cell.rowspan}
      {...cell.attributes}
    >
      {cell.text}
    </th>
  );
}

function BodyCell({ cell, isHeader }: { readonly cell: TableCell; readonly isHeader: boolean }) {
  const spans = { colSpan: cell.colspan, rowSpan: cell.rowspan };
  if (isHeader)
    return (
      <th {...spans} scope="row" class={classes('govuk-table__header', cell.class)} {...cell.attributes}>
        {cell.text}
      </th>
    );
  const format = cell.format && `govuk-table__cell--${cell.format}`;
  return (
    <td {...spans} class={classes('govuk-table__cell', format, cell.class)} {...cell.attributes}>
      {cell.text}
    </td>
  );
}

/** Facts in rows and columns, to be compared. */
export function Table({ caption, captionSize, captionClass, head, rows, ...props }: TableProps) {
  const size = captionSize && `govuk-table__caption--${captionSize}`;
  return (
    <table class={classes('govuk-table', props.class)} {...props.attributes}>
      {isPresent(caption) && (
        <caption class={classes('govuk-table__caption', size, captionClass)}>{caption}</caption>
      )}
      {head && (
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {head.map((cell) => (
              <HeadCell cell={asTableCell(cell)} />
            ))}
          </tr>
        </thead>
      )}
      <tbody class="govuk-table__body">
        {rows.map(
          (row) =>
            row && (
              <tr class="govuk-table__row">
                {row.map((cell, column) => (
                  <BodyCell
                    cell={asTableCell(cell)}
                    isHeader={column === 0 && props.firstCellIsHeader === true}
                  />
                ))}
              </tr>
            ),
        )}
      </tbody>
    </table>
  );
}
