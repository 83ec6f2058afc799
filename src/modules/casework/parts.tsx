/** Small parts that the pages of casework have in common. */
import type { ComponentChildren } from 'preact';
import { type Column, DataTable } from '../../ui/table/index.ts';

/** A name, leading to the person's page where the reader may know that there is one. */
export const PersonLink = ({
  name,
  clusterId,
}: {
  readonly name: string;
  readonly clusterId: string | null;
}) =>
  clusterId === null ? (
    <span>{name}</span>
  ) : (
    <a class="govuk-link" href={`/casework/people/${clusterId}`}>
      {name}
    </a>
  );

/** A link in a row that says, to whoever hears it out of its row, of what it is. */
export const RowLink = ({
  href,
  text,
  of,
}: {
  readonly href: string;
  readonly text: ComponentChildren;
  readonly of: string;
}) => (
  <a class="govuk-link" href={href}>
    {text}
    <span class="govuk-visually-hidden">{`: ${of}`}</span>
  </a>
);

/** A table of what belongs to one thing: all of it, in the order of the thing. */
export const PartsTable = <Row extends { readonly id: string }>(props: {
  readonly caption: string;
  readonly columns: readonly (Column<Row> | undefined)[];
  readonly rows: readonly Row[];
  readonly empty: string;
  readonly path: string;
}) => (
  <DataTable
    {...props}
    columns={props.columns.filter((column) => column !== undefined)}
    rowKey={({ id }) => id}
  />
);
