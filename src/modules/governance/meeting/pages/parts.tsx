import type { ComponentChildren } from 'preact';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { textIn } from '../../../../platform/http/form.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { Button, Form } from '../../../../ui/govuk/index.ts';
import type { AgendaItem } from '../../sittings/queries.ts';
import type { Meeting } from '../queries.ts';
import type { Quorum } from '../quorum.ts';

export interface Option {
  readonly value: string;
  readonly text: string;
}

/** What the screen of a meeting is made of. */
export interface MeetingView {
  readonly meeting: Meeting;
  /** The item in focus; none while the agenda is empty. */
  readonly item: AgendaItem | undefined;
  /** What the item in focus is about, where that is kept here. */
  readonly about: { readonly title: string; readonly path: string } | undefined;
  readonly quorum: Quorum;
  /** Address of this screen. */
  readonly base: string;
  /** What was recorded when this was drawn; it differs after every change. */
  readonly mark: string;
  readonly keys: { readonly csrf: string; readonly formId: string };
  /** The form that was refused, by its name. */
  readonly attempts: Readonly<Record<string, Attempt>>;
  readonly mayRecord: boolean;
  readonly accountId: string | undefined;
  readonly today: PlainDate;
  /** Who may own an action. */
  readonly posts: readonly Option[];
  readonly agencies: readonly Option[];
}

const BLANK: Attempt = { values: {}, errors: {} };

export const attemptOf = ({ attempts }: Pick<MeetingView, 'attempts'>, name: string): Attempt =>
  attempts[name] ?? BLANK;

export const typed = ({ values }: Attempt, name: string): string => textIn(values, name);

/** The name of a member; a dash of the register where they no longer sit. */
export const nameOf = ({ meeting }: Pick<MeetingView, 'meeting'>, membershipId: string | null): string =>
  meeting.members.find(({ id }) => id === membershipId)?.title ?? 'A former member';

/** A part of the screen that is brought up to date by itself when somebody else records something. */
export function Part(props: {
  readonly name: string;
  readonly label?: string | undefined;
  readonly class?: string | undefined;
  readonly children: ComponentChildren;
}) {
  return (
    <section
      id={props.name}
      class={props.class}
      data-part={props.name}
      tabIndex={-1}
      aria-label={props.label}
    >
      {props.children}
    </section>
  );
}

/** A small form that returns to the item in focus. With script it is sent without leaving the page. */
export function Act(props: {
  readonly view: MeetingView;
  /** Below the address of the screen: `attendance`. */
  readonly to: string;
  readonly hidden?: Readonly<Record<string, string | undefined>>;
  readonly button?: string | undefined;
  readonly secondary?: boolean | undefined;
  readonly revision?: number | undefined;
  readonly class?: string | undefined;
  readonly children?: ComponentChildren;
}) {
  const { view } = props;
  const hidden = { item: view.item?.id, ...props.hidden };
  return (
    <Form
      action={`${view.base}/${props.to}`}
      csrf={view.keys.csrf}
      formId={view.keys.formId}
      revision={props.revision}
      class={props.class}
      attributes={{ 'data-in-place': 'true' }}
    >
      {Object.entries(hidden).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      {props.children}
      {props.button === undefined ? null : (
        <Button
          kind={props.secondary ? 'secondary' : undefined}
          class={props.secondary ? 'app-button--small' : undefined}
        >
          {props.button}
        </Button>
      )}
    </Form>
  );
}

/** More controls behind a line that opens them; open while what was typed in them is refused. */
export function More(props: {
  readonly id: string;
  readonly summary: ComponentChildren;
  readonly open?: boolean | undefined;
  readonly children: ComponentChildren;
}) {
  return (
    <details id={props.id} class="govuk-details app-meeting-more" open={props.open}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{props.summary}</span>
      </summary>
      <div class="govuk-details__text">{props.children}</div>
    </details>
  );
}
