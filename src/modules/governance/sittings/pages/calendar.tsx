import { longDate, monthAndYear, type PlainDate } from '../../../../kernel/plain-date.ts';
import type { Keys } from '../../../../ui/forms/typed.ts';
import { Button, Form, Select, WarningText } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { SittingTag } from '../../pages/bodies.tsx';
import type { Body, Sitting } from '../../queries.ts';
import type { CalendarLink } from '../calendar-link.ts';
import { whenOf } from '../words.ts';

export interface CalendarView {
  readonly year: number;
  readonly today: PlainDate;
  readonly body: Body | undefined;
  readonly bodies: readonly Body[];
  /** The year's sittings in order. */
  readonly sittings: readonly Sitting[];
  readonly mayEdit: boolean;
  readonly mayHaveOwn: boolean;
}

const addressOf = (year: number, body: Body | undefined) =>
  `/sittings?year=${year}${body ? `&body=${body.slug}` : ''}`;

/** When bodies sit in a year, month by month. */
export function CalendarPage(view: CalendarView) {
  const { year, body, sittings, today } = view;
  const months = Map.groupBy(sittings, ({ day }) => day.slice(0, 7));
  const next = sittings.find((one) => one.latestDay >= today && one.status === 'planned');
  return (
    <>
      <PageHeading
        heading={body ? `Sittings of the ${body.name} in ${year}` : `Sittings in ${year}`}
        lead={next ? `Next: ${next.body}, ${whenOf(next)}.` : undefined}
        actions={
          view.mayEdit && body ? (
            <>
              <Button href={`/bodies/${body.slug}/sittings/new`}>Add a sitting</Button>
              <Button href={`/bodies/${body.slug}/sittings/year`} kind="secondary">
                Plan the year
              </Button>
            </>
          ) : undefined
        }
      />
      <Filters {...view} />
      {sittings.length === 0 ? (
        <p class="govuk-body">
          No sitting is known for {year}. Sittings appear here once they are planned: open a body under{' '}
          <a class="govuk-link" href="/bodies">
            Boards and groups
          </a>{' '}
          and add one.
        </p>
      ) : (
        [...months].map(([month, held]) => <Month key={month} sittings={held} today={today} />)
      )}
      <nav class="govuk-body" aria-label="Other years">
        <a class="govuk-link" href={addressOf(year - 1, body)}>
          {year - 1}
        </a>{' '}
        ·{' '}
        <a class="govuk-link" href={addressOf(year + 1, body)}>
          {year + 1}
        </a>
      </nav>
      <Subscribing {...view} />
    </>
  );
}

function Filters({ year, body, bodies }: CalendarView) {
  return (
    <form method="get" action="/sittings" class="app-filter" aria-label="Choose what is listed">
      <div class="app-filter__fields">
        <Select
          name="body"
          label="Body"
          value={body?.slug ?? ''}
          items={[
            { value: '', text: 'All bodies' },
            ...bodies.map(({ slug, name }) => ({ value: slug, text: name })),
          ]}
        />
      </div>
      <input type="hidden" name="year" value={year} />
      <div class="app-filter__actions">
        <button type="submit" class="govuk-button govuk-button--secondary app-button--small">
          Show
        </button>
      </div>
    </form>
  );
}

function Month({ sittings, today }: { readonly sittings: readonly Sitting[]; readonly today: PlainDate }) {
  const [first] = sittings;
  if (!first) return null;
  return (
    <section aria-labelledby={`month-${first.day.slice(0, 7)}`}>
      <h2 class="govuk-heading-m" id={`month-${first.day.slice(0, 7)}`}>
        {monthAndYear(first.day)}
      </h2>
      <ul class="govuk-list govuk-list--spaced">
        {sittings.map((sitting) => (
          <li key={sitting.id}>
            <a class="govuk-link" href={`/bodies/${sitting.bodySlug}/sittings/${sitting.id}`}>
              {sitting.body}
            </a>{' '}
            <SittingTag sitting={sitting} today={today} />
            <br />
            {sitting.precision === 'month' ? 'Day not known' : whenOf(sitting)}
            {sitting.venue ? `, ${sitting.venue}` : ''}
            {sitting.kind === 'extraordinary' ? '. Extraordinary' : ''}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Subscribing({ body, mayHaveOwn }: CalendarView) {
  return (
    <section aria-labelledby="subscribe">
      <h2 class="govuk-heading-m" id="subscribe">
        In your own calendar
      </h2>
      <p class="govuk-body">
        A calendar that subscribes to an address takes over every change and cancellation.
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {mayHaveOwn ? (
          <li>
            <a class="govuk-link" href="/account/calendar">
              Your own sittings
            </a>
            , of every body you sit on
          </li>
        ) : null}
        <li>
          {body ? (
            <a class="govuk-link" href={`/calendar/${body.slug}.ics`}>
              The {body.name} (days and venues only)
            </a>
          ) : (
            'Those of one body: choose it above'
          )}
        </li>
      </ul>
    </section>
  );
}

/** The secret addresses of one's own calendar. */
export function OwnCalendarPage({ links, keys }: { links: readonly CalendarLink[]; keys: Keys }) {
  return (
    <>
      <PageHeading
        heading="Your calendar"
        lead="A secret address under which your calendar finds the sittings of every body you sit on."
      />
      {links.length === 0 ? (
        <p class="govuk-body">You have no address yet. Make one and give it to your calendar.</p>
      ) : (
        <ul class="govuk-list govuk-list--spaced">
          {links.map(({ id, madeAt }) => (
            <li key={id}>
              <Form
                action={`/account/calendar/${id}/ending`}
                csrf={keys.csrf}
                formId={`${keys.formId}-${id}`}
              >
                Made on {longDate(madeAt.toISOString().slice(0, 10) as PlainDate)}{' '}
                <Button kind="secondary">End this address</Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <Form action="/account/calendar" csrf={keys.csrf} formId={keys.formId}>
        <Button>Make an address</Button>
      </Form>
    </>
  );
}

/** The address, shown this once. */
export function CalendarAddressPage({ address }: { readonly address: string }) {
  return (
    <>
      <PageHeading
        heading="Copy your calendar address"
        lead="In your calendar choose “Subscribe”, or “Add from the internet”, and paste it."
      />
      <p class="govuk-body">
        <code class="app-secret">{address}</code>
      </p>
      <WarningText>
        It is not shown again. Whoever has it sees when and where you sit: keep it to yourself, and end it
        when it got about.
      </WarningText>
      <Button href="/account/calendar">I have copied it</Button>
    </>
  );
}
