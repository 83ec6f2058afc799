import { plural } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { WordsField } from '../../../ui/forms/fields.tsx';
import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form, InsetText } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../ui/table/index.ts';
import { sayFlag } from '../course/course-words.ts';
import type { Rule } from '../statistics/control.ts';
import type { Indicator } from '../types.ts';
import { type Alert, isOpen, PAGE_SIZE, sayAlert } from './queries.ts';
import { MOST_PLACES } from './watched.ts';

const FAVOURS: Readonly<Record<Alert['favour'], readonly [string, Tone]>> = {
  worse: ['For the worse', 'bad'],
  better: ['For the better', 'good'],
  neither: ['Changed', 'active'],
};

const FavourTag = ({ favour }: Pick<Alert, 'favour'>) => (
  <StatusTag tone={FAVOURS[favour][1]}>{FAVOURS[favour][0]}</StatusTag>
);

/** What became of an alert, in words. */
function sayOutcome(alert: Alert): string {
  if (alert.withdrawnOn !== null)
    return `Withdrawn on ${longDate(alert.withdrawnOn)}. ${alert.withdrawnBecause ?? ''}`;
  if (alert.acknowledgedOn !== null)
    return `Answered on ${longDate(alert.acknowledgedOn)}: ${alert.acknowledgedBecause ?? ''}`;
  return isOpen(alert) ? 'Waits for an answer of its owner.' : 'The indicator has ended.';
}

const columns: readonly Column<Alert>[] = [
  {
    key: 'sentence',
    header: 'What stands out',
    cell: (alert) => (
      <a class="govuk-link" href={`/indicators/alerts/${alert.id}`}>
        {sayAlert(alert)}
      </a>
    ),
  },
  { key: 'favour', header: 'Which way', cell: (alert) => <FavourTag favour={alert.favour} /> },
  { key: 'raised', header: 'Raised', cell: ({ raisedOn }) => longDate(raisedOn) },
  { key: 'outcome', header: 'What became of it', cell: sayOutcome },
];

interface ListProps {
  /** The indicator that they are of, where it is one. */
  readonly of?: Pick<Indicator, 'slug' | 'title'>;
  readonly alerts: readonly Alert[];
  readonly total: number;
  readonly open: number;
  readonly query: TableQuery;
  readonly subscribed: boolean;
  readonly keys: Keys;
}

/** Every alert, the newest first, and whether the reader is written to about new ones. */
export function AlertsPage({ of, alerts, total, open, query, subscribed, keys }: ListProps) {
  const path = of ? `/indicators/${of.slug}/alerts` : '/indicators/alerts';
  return (
    <>
      <PageHeading
        {...(of ? { caption: of.title } : {})}
        heading="Alerts"
        lead={
          total === 0
            ? 'No figure is more than the usual variation.'
            : `${plural(open, 'alert')} of ${total} ${open === 1 ? 'waits' : 'wait'} for an answer. Each says that a new figure was more than the usual variation of its series.`
        }
      />
      <DataTable
        caption="Alerts"
        captionHidden
        columns={columns}
        rows={alerts}
        rowKey={({ id }) => id}
        path={path}
        query={query}
        total={total}
        pageSize={PAGE_SIZE}
        empty={`When a new figure lies outside the limits of its control chart, or ends a run or a trend, it will be told here; places of a geography of at most ${MOST_PLACES} are looked at too, in one alert for all. Five comparable figures without a break are needed.`}
      />
      <SubscriptionForm
        action={`${path}/subscription`}
        subscribed={subscribed}
        keys={keys}
        of={of ? 'this indicator' : 'any indicator'}
      />
    </>
  );
}

/** Asking for mail, or ending it: by nobody but oneself. */
function SubscriptionForm(props: {
  readonly action: string;
  readonly subscribed: boolean;
  readonly keys: Keys;
  readonly of: string;
}) {
  return (
    <Form action={props.action} {...props.keys} formId={`${props.keys.formId}s`}>
      <h2 class="govuk-heading-m">Mail</h2>
      <p class="govuk-body">
        {props.subscribed
          ? `You are written to when ${props.of} changes by these rules.`
          : `You are not written to when ${props.of} changes by these rules.`}
      </p>
      <input type="hidden" name="wanted" value={props.subscribed ? 'no' : 'yes'} />
      <Button kind="secondary">{props.subscribed ? 'End these mails' : 'Write to me'}</Button>
    </Form>
  );
}

/** The places that stand out, each by its own rule. */
function PlacesOf({ alert: { places, side } }: { readonly alert: Alert }) {
  return places.length === 0 ? null : (
    <ul class="govuk-list govuk-list--bullet">
      {places.map(({ slug, name, rule }) => (
        <li key={slug}>
          <a class="govuk-link" href={`/places/${slug}`}>
            {name}
          </a>
          : {sayFlag({ rule: rule as Rule, side })}
        </li>
      ))}
    </ul>
  );
}

interface AlertProps {
  readonly alert: Alert;
  readonly mayAnswer: boolean;
  readonly subscribed: boolean;
  readonly keys: Keys;
  readonly typed: Typed;
}

/** One alert: what stands out, what became of it, and the owner's answer. */
export function AlertPage({ alert, mayAnswer, subscribed, keys, typed }: AlertProps) {
  const path = `/indicators/alerts/${alert.id}`;
  return (
    <>
      <ErrorSummaryFor errors={typed.errors} />
      <PageHeading caption="Alert" heading={alert.title} lead={alert.sentence} />
      <p class="govuk-body">
        <FavourTag favour={alert.favour} /> Raised on {longDate(alert.raisedOn)}.
      </p>
      <InsetText>{sayOutcome(alert)}</InsetText>
      <PlacesOf alert={alert} />
      <p class="govuk-body">
        <a class="govuk-link" href={`/indicators/${alert.slug}#course`}>
          See the course of the indicator
        </a>
        {' · '}
        <a class="govuk-link" href="/indicators/alerts">
          All alerts
        </a>
      </p>
      {mayAnswer && isOpen(alert) ? (
        <Form action={`${path}/acknowledgement`} {...keys}>
          <h2 class="govuk-heading-m">Answer it</h2>
          <WordsField
            name="reason"
            label="What is behind it, or what is done about it?"
            hint="It stands here for everybody, and the warning ends."
            attempt={typed}
            rows={3}
          />
          <Button preventDoubleClick>Acknowledge the alert</Button>
        </Form>
      ) : null}
      <SubscriptionForm
        action={`/indicators/${alert.slug}/alerts/subscription`}
        subscribed={subscribed}
        keys={keys}
        of="this indicator"
      />
    </>
  );
}
