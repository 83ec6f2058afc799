import type { ComponentChildren } from 'preact';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { Button, Form, TaskList } from '../../../ui/govuk/index.ts';
import { StatusTag } from '../../../ui/layout/index.ts';
import type { Action } from '../actions.ts';
import type { Change, Duty, Warning } from '../queries.ts';
import type { Step } from '../starting.ts';
import { ChangeList, DutyList, WarningList } from './lists.tsx';

export interface HomeView {
  readonly name: string;
  readonly partnership: string;
  readonly today: PlainDate;
  /** What is late or due soon. */
  readonly duties: readonly Duty[];
  /** The next things after those. */
  readonly later: readonly Duty[];
  readonly warnings: readonly Warning[];
  readonly changes: readonly Change[];
  readonly actions: readonly Action[];
  /** How far a new partnership is set up; empty once it is. */
  readonly steps: readonly Step[];
  readonly csrf: string;
}

/** What needs me, what is going wrong and why, what changed, and the three things I do most. */
export function Home(view: HomeView) {
  return (
    <>
      <h1 class="govuk-heading-xl app-home__title">{headline(view)}</h1>
      <nav class="app-actions" aria-label="What you do most">
        {view.actions.map((action) => (
          <a key={action.href} class="app-action" href={action.href}>
            <span class="app-action__text">{action.text}</span>
            <span class="app-action__says">{action.says}</span>
          </a>
        ))}
      </nav>
      {view.steps.length > 0 ? <Steps steps={view.steps} /> : null}
      <div class="app-home">
        <Panel
          id="needs-me"
          title="What needs you"
          more={{ href: '/calendar', text: 'All dates' }}
          empty={NOTHING_SOON}
        >
          {view.duties.length + view.later.length > 0 ? <Needs {...view} /> : null}
        </Panel>
        <Panel
          id="going-wrong"
          title="What is going wrong"
          more={{ href: '/warnings', text: 'All warnings' }}
          empty="No rule reports anything going wrong."
        >
          {view.warnings.length > 0 ? <WarningList warnings={view.warnings} /> : null}
        </Panel>
        <Panel
          id="changed"
          title="What changed since you last looked"
          empty="Nothing has changed since your last visit."
        >
          {view.changes.length > 0 ? (
            <>
              <ChangeList changes={view.changes} />
              <Form action="/looked" csrf={view.csrf}>
                <Button kind="secondary">I have seen these</Button>
              </Form>
            </>
          ) : null}
        </Panel>
      </div>
    </>
  );
}

const NOTHING_SOON = 'Nothing is asked of you or your agency in the next 30 days.';

/** What is late or due soon, and what comes after that. */
const Needs = ({ duties, later, today }: Pick<HomeView, 'duties' | 'later' | 'today'>) => (
  <>
    {duties.length > 0 ? (
      <DutyList duties={duties} today={today} />
    ) : (
      <p class="govuk-body app-muted">{NOTHING_SOON}</p>
    )}
    {later.length > 0 ? (
      <>
        <h3 class="govuk-heading-s">Coming later</h3>
        <DutyList duties={later} today={today} />
      </>
    ) : null}
  </>
);

/** What is left to do until a new partnership can run its first quarter. */
const Steps = ({ steps }: { readonly steps: readonly Step[] }) => (
  <section aria-labelledby="start">
    <h2 class="govuk-heading-m" id="start">
      Set up the partnership
    </h2>
    <TaskList
      idPrefix="step"
      items={steps.map(({ text, href, says, done }) => ({
        title: text,
        href,
        hint: says,
        status: done ? 'Done' : <StatusTag tone="active">To do</StatusTag>,
      }))}
    />
  </section>
);

function headline({ duties, today }: HomeView): string {
  const late = duties.filter((duty) => duty.dueOn < today).length;
  if (duties.length === 0) return 'Nothing needs you today';
  const things = duties.length === 1 ? 'One thing needs you' : `${duties.length} things need you`;
  return late === 0 ? things : `${things}, ${late === duties.length ? 'late' : `${late} late`}`;
}

function Panel(props: {
  readonly id: string;
  readonly title: string;
  readonly empty: string;
  readonly more?: { readonly href: string; readonly text: string };
  readonly children?: ComponentChildren;
}) {
  return (
    <section class="app-panel" aria-labelledby={props.id}>
      <h2 class="govuk-heading-m" id={props.id}>
        {props.title}
      </h2>
      {props.children ?? <p class="govuk-body app-muted">{props.empty}</p>}
      {props.more ? (
        <p class="govuk-body-s">
          <a class="govuk-link" href={props.more.href}>
            {props.more.text}
          </a>
        </p>
      ) : null}
    </section>
  );
}

/** For a visitor: what this is, what is public, how to sign in. */
export function Welcome(view: {
  readonly partnership: string;
  readonly area: string;
  readonly example: boolean;
}) {
  return (
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        <h1 class="govuk-heading-xl">{view.partnership}</h1>
        <p class="govuk-body-l">
          What the partners of {view.area} have agreed to change together, what it costs, and what came of it.
        </p>
        <p class="govuk-body">
          <a class="govuk-link" href="/published">
            Read the published reports
          </a>
        </p>
        <p class="govuk-body">
          <a class="govuk-link" href="/published/boards">
            See what the boards decide
          </a>
        </p>
        <p class="govuk-body">
          <Button href={view.example ? '/sign-in/example' : '/sign-in'}>Sign in</Button>
        </p>
      </div>
    </div>
  );
}
