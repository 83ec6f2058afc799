import {
  type Content,
  classes,
  type HeadingLevel,
  headingTag,
  isPresent,
  type Maybe,
  type Part,
} from './parts.ts';

export interface SummaryAction extends Part {
  readonly href: string;
  readonly text: Content;
  /** What the action concerns, said to screen readers: "Change" *name*. */
  readonly visuallyHiddenText?: string | undefined;
}

export interface SummaryRow {
  readonly key: Content;
  readonly value: Content;
  readonly actions?: readonly SummaryAction[] | undefined;
  readonly class?: string | undefined;
  readonly keyClass?: string | undefined;
  readonly valueClass?: string | undefined;
  readonly actionsClass?: string | undefined;
}

export interface SummaryCard extends Part {
  readonly title?: Content;
  readonly titleClass?: string | undefined;
  readonly headingLevel?: HeadingLevel | undefined;
  readonly actions?: readonly SummaryAction[] | undefined;
  readonly actionsClass?: string | undefined;
}

export interface SummaryListProps extends Part {
  readonly rows: readonly Maybe<SummaryRow>[];
  /** Puts the list in a card, whose title the actions of the rows repeat to screen readers. */
  readonly card?: SummaryCard | undefined;
  readonly noBorder?: boolean | undefined;
}

function ActionLink({ action, cardTitle }: { readonly action: SummaryAction; readonly cardTitle: Content }) {
  const { visuallyHiddenText } = action;
  return (
    <a class={classes('govuk-link', action.class)} href={action.href} {...action.attributes}>
      {action.text}
      {(visuallyHiddenText || isPresent(cardTitle)) && (
        <span class="govuk-visually-hidden">
          {visuallyHiddenText && ` ${visuallyHiddenText}`}
          {isPresent(cardTitle) && [' (', cardTitle, ')']}
        </span>
      )}
    </a>
  );
}

interface ActionsProps {
  readonly actions: readonly SummaryAction[] | undefined;
  readonly cardTitle: Content;
  readonly class?: string | undefined;
}

function CardActions({ actions = [], cardTitle, ...props }: ActionsProps) {
  const className = classes('govuk-summary-card__actions', props.class);
  const links = actions.map((action) => <ActionLink action={action} cardTitle={cardTitle} />);
  if (links.length === 0) return null;
  if (links.length === 1) return <div class={className}>{links}</div>;
  return (
    <ul class={className}>
      {links.map((link) => (
        <li class="govuk-summary-card__action">{link}</li>
      ))}
    </ul>
  );
}

function RowActions({ actions = [], cardTitle, ...props }: ActionsProps) {
  const links = actions.map((action) => <ActionLink action={action} cardTitle={cardTitle} />);
  if (links.length === 0) return null;
  return (
    <dd class={classes('govuk-summary-list__actions', props.class)}>
      {links.length === 1 ? (
        links
      ) : (
        <ul class="govuk-summary-list__actions-list">
          {links.map((link) => (
            <li class="govuk-summary-list__actions-list-item">{link}</li>
          ))}
        </ul>
      )}
    </dd>
  );
}

function Card({ card, children }: { readonly card: SummaryCard; readonly children?: Content }) {
  const Heading = headingTag(card.headingLevel ?? 2);
  return (
    <div class={classes('govuk-summary-card', card.class)} {...card.attributes}>
      <div class="govuk-summary-card__title-wrapper">
        {isPresent(card.title) && (
          <Heading class={classes('govuk-summary-card__title', card.titleClass)}>{card.title}</Heading>
        )}
        <CardActions actions={card.actions} cardTitle={card.title} class={card.actionsClass} />
      </div>
      <div class="govuk-summary-card__content">{children}</div>
    </div>
  );
}

/** Facts as pairs of name and value, with what may be done to each. */
export function SummaryList({ rows, card, noBorder, ...part }: SummaryListProps) {
  const someHaveActions = rows.some((row) => row && (row.actions ?? []).length > 0);
  const list = (
    <dl
      class={classes('govuk-summary-list', noBorder && 'govuk-summary-list--no-border', part.class)}
      {...part.attributes}
    >
      {rows.map(
        (row) =>
          row && (
            <div
              class={classes(
                'govuk-summary-list__row',
                someHaveActions && !row.actions && 'govuk-summary-list__row--no-actions',
                row.class,
              )}
            >
              <dt class={classes('govuk-summary-list__key', row.keyClass)}>{row.key}</dt>
              <dd class={classes('govuk-summary-list__value', row.valueClass)}>{row.value}</dd>
              <RowActions actions={row.actions} cardTitle={card?.title} class={row.actionsClass} />
            </div>
          ),
      )}
    </dl>
  );
  return card ? <Card card={card}>{list}</Card> : list;
}
