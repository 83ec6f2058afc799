import { plural } from '../../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf, dateValues } from '../../../../platform/http/form.ts';
import { Button, DateInput, Form, Select } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import type { Body } from '../../queries.ts';
import type { Attendance, Share } from './statistics.ts';

/** `5 of 6 (83%)` */
export const shareInWords = ({ present, sittings }: Share): string =>
  sittings === 0 ? 'No sitting' : `${present} of ${sittings} (${Math.round((100 * present) / sittings)}%)`;

interface Row extends Share {
  readonly name: string;
  readonly key: string;
  readonly agency?: string | null;
}

const columns = (first: string, agency: boolean): readonly Column<Row>[] => [
  { key: 'name', header: first, cell: ({ name }) => name },
  ...(agency ? [{ key: 'agency', header: 'Agency', cell: (row: Row) => row.agency ?? '' }] : []),
  { key: 'present', header: 'Present', cell: shareInWords },
  {
    key: 'substitute',
    header: 'Of these by a substitute',
    cell: ({ bySubstitute }) => (bySubstitute === 0 ? 'None' : String(bySubstitute)),
  },
];

/** Attendance of a period, per agency, member and body. */
export function AttendancePage(props: {
  readonly attendance: Attendance;
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly bodies: readonly Body[];
  readonly bodySlug: string | undefined;
  readonly query: TableQuery;
}) {
  const { attendance, query } = props;
  const lists: readonly (readonly [string, string, readonly Row[], boolean])[] = [
    [
      'Agencies',
      'Agency',
      attendance.agencies.map((one) => ({ ...one, name: one.agency, key: one.agencyId })),
      false,
    ],
    ['Members', 'Member', attendance.members.map((one) => ({ ...one, name: one.title, key: one.id })), true],
    ['Bodies', 'Body', attendance.bodies.map((one) => ({ ...one, name: one.body, key: one.bodyId })), false],
  ];
  return (
    <>
      <PageHeading
        heading="Attendance"
        lead={`${plural(attendance.counted, 'sitting')} from ${longDate(props.from)} to ${longDate(props.to)}${attendance.unrecorded > 0 ? `; of ${attendance.unrecorded} more nobody recorded who was there` : ''}. Cancelled sittings do not count.`}
      />
      {lists.map(([caption, first, rows, agency]) => (
        <DataTable
          key={caption}
          caption={caption}
          columns={columns(first, agency)}
          rows={rows}
          rowKey={({ key }) => key}
          path="/attendance"
          query={query}
          empty={`${caption} will be listed here once attendance is recorded on the screen of a meeting.`}
        />
      ))}
      <h2 class="govuk-heading-m">Another period or body</h2>
      <Form action="/attendance" method="get">
        <DateInput name="from" legend="From" values={datePartsOf(dateValues('from', props.from), 'from')} />
        <DateInput name="to" legend="To" values={datePartsOf(dateValues('to', props.to), 'to')} />
        <Select
          name="body"
          label="Body"
          items={[
            { value: '', text: 'Every body' },
            ...props.bodies.map(({ slug, name }) => ({ value: slug, text: name })),
          ]}
          value={props.bodySlug}
        />
        <Button kind="secondary">Show</Button>
      </Form>
    </>
  );
}
