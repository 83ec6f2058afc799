import type { ComponentChildren } from 'preact';

export interface KeyFigure {
  readonly label: string;
  /** Already formatted, with its unit. */
  readonly value: string;
  /** What to hold it against: "target 75%, up 4 percentage points". */
  readonly detail?: ComponentChildren;
  /** Where the figure comes from. */
  readonly href?: string | undefined;
}

/** The few numbers a page is about, each with what to hold it against. */
export function KeyFigures({ figures }: { readonly figures: readonly KeyFigure[] }) {
  return (
    <dl class="app-key-figures">
      {figures.map((figure) => (
        <div key={figure.label} class="app-key-figures__item">
          <dt class="app-key-figures__label">
            {figure.href ? (
              <a class="govuk-link govuk-link--no-visited-state" href={figure.href}>
                {figure.label}
              </a>
            ) : (
              figure.label
            )}
          </dt>
          <dd class="app-key-figures__value">{figure.value}</dd>
          {figure.detail ? <dd class="app-key-figures__detail">{figure.detail}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
