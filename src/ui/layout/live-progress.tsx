export interface LiveProgressProps {
  /** What is being done: "Building the quarterly report". */
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** How far it is, in words: "Page 3 of 12". */
  readonly text: string;
  /** Server-sent events whose data is `{ value, max, text, done?, href? }`. */
  readonly src: string;
  /** This page again, for those without script. */
  readonly refreshHref: string;
  /** Text of the link once it is done. */
  readonly doneText?: string | undefined;
}

/** Work under way: brought up to date by the browser, or by the reader's own refresh. */
export function LiveProgress(props: LiveProgressProps) {
  return (
    <div class="app-live-progress" data-progress-src={props.src}>
      <label class="app-live-progress__label">
        {props.label}
        <progress class="app-live-progress__bar" value={props.value} max={props.max} />
      </label>
      <p class="govuk-body" data-progress-text role="status">
        {props.text}
      </p>
      <a class="govuk-link" href={props.refreshHref} data-progress-link={props.doneText ?? 'See the result'}>
        Refresh to see how far it is
      </a>
    </div>
  );
}
