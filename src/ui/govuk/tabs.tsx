import { type Attributes, type Content, classes, isPresent, isText, type Maybe, type Part } from './parts.ts';

export interface Tab {
  readonly label: string;
  /** What the tab shows; words alone become a paragraph. */
  readonly panel: Content;
  /** Defaults to the `idPrefix` of the tabs and the position. */
  readonly id?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly panelAttributes?: Attributes | undefined;
}

export interface TabsProps extends Part {
  readonly items: readonly Maybe<Tab>[];
  readonly id?: string | undefined;
  readonly idPrefix?: string | undefined;
  /** Read where tabs do not work, as the heading of a list of links. Default "Contents". */
  readonly title?: string | undefined;
}

/** Sections of which one is seen at a time. Without a script all are seen. */
export function Tabs({ items, id, idPrefix = 'tab', title = 'Contents', ...part }: TabsProps) {
  const tabs = items.flatMap((tab, index) =>
    tab ? [{ ...tab, id: tab.id || `${idPrefix}-${index + 1}`, first: index === 0 }] : [],
  );
  return (
    <div id={id} class={classes('govuk-tabs', part.class)} data-module="govuk-tabs" {...part.attributes}>
      <h2 class="govuk-tabs__title">{title}</h2>
      {items.length > 0 && (
        <ul class="govuk-tabs__list">
          {tabs.map((tab) => (
            <li class={classes('govuk-tabs__list-item', tab.first && 'govuk-tabs__list-item--selected')}>
              <a class="govuk-tabs__tab" href={`#${tab.id}`} {...tab.attributes}>
                {tab.label}
              </a>
            </li>
          ))}
        </ul>
      )}
      {tabs.map((tab) => (
        <div
          class={classes('govuk-tabs__panel', !tab.first && 'govuk-tabs__panel--hidden')}
          id={tab.id}
          {...tab.panelAttributes}
        >
          {isPresent(tab.panel) && isText(tab.panel) ? <p class="govuk-body">{tab.panel}</p> : tab.panel}
        </div>
      ))}
    </div>
  );
}
