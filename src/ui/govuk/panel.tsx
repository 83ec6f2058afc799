import { Button, ButtonGroup } from './button.tsx';
import {
  type Content,
  classes,
  type HeadingLevel,
  headingTag,
  isPresent,
  type Maybe,
  type Part,
} from './parts.ts';

/** A button, or with an address a link. */
export interface PanelAction extends Part {
  readonly text: string;
  readonly href?: string | undefined;
  readonly type?: 'submit' | 'button' | undefined;
}

export interface PanelProps extends Part {
  readonly title: Content;
  readonly headingLevel?: HeadingLevel | undefined;
  /** `'interruption'` asks the user to stop and think. Default `'confirmation'`. */
  readonly kind?: 'confirmation' | 'interruption' | undefined;
  /** Only for an interruption. */
  readonly actions?: readonly Maybe<PanelAction>[] | undefined;
  readonly actionsPart?: Part | undefined;
  readonly children?: Content;
}

function Action({ text, href, type, ...part }: PanelAction) {
  if (!href || type === 'button')
    return (
      <Button kind="inverse" href={href} type={type ?? 'button'} {...part}>
        {text}
      </Button>
    );
  return (
    <a class={classes('govuk-link govuk-link--inverse', part.class)} href={href} {...part.attributes}>
      {text}
    </a>
  );
}

/** Confirms that something was completed, or interrupts before it is. */
export function Panel({
  title,
  kind = 'confirmation',
  actions,
  actionsPart,
  children,
  ...props
}: PanelProps) {
  const Heading = headingTag(props.headingLevel ?? 1);
  return (
    <div class={classes('govuk-panel', `govuk-panel--${kind}`, props.class)} {...props.attributes}>
      <Heading class="govuk-panel__title">{title}</Heading>
      {isPresent(children) && <div class="govuk-panel__body">{children}</div>}
      {kind === 'interruption' && actions && (
        <div class={classes('govuk-panel__actions', actionsPart?.class)} {...actionsPart?.attributes}>
          {actions.length > 0 && (
            <ButtonGroup>{actions.map((action) => action && [<Action {...action} />, ' '])}</ButtonGroup>
          )}
        </div>
      )}
    </div>
  );
}
