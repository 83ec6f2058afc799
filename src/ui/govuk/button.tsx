import { type Content, classes, isText, type Part } from './parts.ts';

export interface ButtonProps extends Part {
  readonly children?: Content;
  readonly kind?: 'secondary' | 'warning' | 'inverse' | undefined;
  /** With an address the button is a link that looks and acts like one. */
  readonly href?: string | undefined;
  readonly type?: 'submit' | 'button' | 'reset' | undefined;
  readonly name?: string | undefined;
  readonly value?: string | number | undefined;
  readonly id?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Ignores a second click within a second. */
  readonly preventDoubleClick?: boolean | undefined;
  /** The green button with an arrow that begins a service. */
  readonly isStart?: boolean | undefined;
}

function StartIcon() {
  return (
    <svg
      class="govuk-button__start-icon"
      xmlns="http://www.w3.org/2000/svg"
      width="17.5"
      height="19"
      viewBox="0 0 33 40"
      aria-hidden="true"
      focusable="false"
    >
      <path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" />
    </svg>
  );
}

/** Carries out an action; submits its form unless told otherwise. */
export function Button({ children, kind, href, isStart, ...props }: ButtonProps) {
  const common = {
    id: props.id,
    'data-module': 'govuk-button',
    class: classes(
      'govuk-button',
      kind && `govuk-button--${kind}`,
      props.class,
      isStart && 'govuk-button--start',
    ),
  };
  const content = (
    <>
      {isStart && !isText(children) ? <span>{children}</span> : children}
      {isStart && <StartIcon />}
    </>
  );
  if (href)
    return (
      // biome-ignore lint/a11y/useSemanticElements: a link has no button element; the script makes space press it
      <a {...common} href={href} role="button" draggable={false} {...props.attributes}>
        {content}
      </a>
    );
  return (
    <button
      {...common}
      type={props.type ?? 'submit'}
      value={props.value}
      name={props.name}
      disabled={props.disabled}
      aria-disabled={props.disabled ? 'true' : undefined}
      data-prevent-double-click={
        props.preventDoubleClick === undefined ? undefined : String(props.preventDoubleClick)
      }
      {...props.attributes}
    >
      {content}
    </button>
  );
}

/** Buttons and links beside each other. */
export function ButtonGroup({ children }: { readonly children?: Content }) {
  return <div class="govuk-button-group">{children}</div>;
}
