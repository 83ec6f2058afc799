import { plural } from '../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';

export interface Waiting {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly dueOn: PlainDate | null;
}

interface Room {
  readonly path: string;
  readonly text: string;
  readonly says: string;
}

/** What waits for the agency, and the rooms of casework. */
export function DeskPage({
  waiting,
  rooms,
  today,
}: {
  readonly waiting: readonly Waiting[];
  readonly rooms: readonly Room[];
  readonly today: PlainDate;
}) {
  const late = waiting.filter(({ dueOn }) => dueOn !== null && dueOn < today).length;
  return (
    <>
      <PageHeading
        heading="Casework"
        lead={
          waiting.length === 0
            ? 'Nothing waits for your agency.'
            : `${plural(waiting.length, 'thing waits', 'things wait')} for your agency${late > 0 ? `, ${late} late` : ', none late'}.`
        }
      />
      <DataTable
        caption="What waits for your agency"
        columns={columns(today)}
        rows={waiting}
        rowKey={({ id }) => id}
        empty="Referrals to answer, tasks, reviews and questions of your agency will stand here, the earliest first."
        path="/casework"
      />
      <h2 class="govuk-heading-m">Where to</h2>
      <Rooms rooms={rooms} />
    </>
  );
}

/** What the partnership sets for casework; it names nobody, so that no purpose is asked for. */
export const SettingsPage = ({ rooms }: { readonly rooms: readonly Room[] }) => (
  <>
    <PageHeading
      heading="Casework settings"
      lead="What casework asks, how long it waits, and when it warns. Nobody is named here."
    />
    <Rooms rooms={rooms} />
  </>
);

const Rooms = ({ rooms }: { readonly rooms: readonly Room[] }) => (
  <ul class="govuk-list app-rooms">
    {rooms.map(({ path, text, says }) => (
      <li key={path}>
        <a class="govuk-link" href={path}>
          {text}
        </a>
        <span class="app-muted">{says}</span>
      </li>
    ))}
  </ul>
);

const columns = (today: PlainDate): readonly Column<Waiting>[] => [
  {
    key: 'title',
    header: 'What',
    cell: ({ title, path }) => (
      <a class="govuk-link" href={path}>
        {title}
      </a>
    ),
  },
  {
    key: 'due',
    header: 'Due',
    cell: ({ dueOn }) =>
      dueOn === null ? (
        'No day'
      ) : dueOn < today ? (
        <StatusTag tone="warning">{`Late since ${longDate(dueOn)}`}</StatusTag>
      ) : (
        longDate(dueOn)
      ),
  },
];
