import {
  type Content,
  classes,
  type HeadingLevel,
  headingTag,
  isPresent,
  isText,
  type Maybe,
  type Part,
} from './parts.ts';
import { type Translations, translationAttributes } from './translations.ts';

export interface AccordionSection {
  readonly heading: Content;
  readonly summary?: Content;
  /** Words alone become a paragraph. */
  readonly content: Content;
  readonly expanded?: boolean | undefined;
}

export interface AccordionProps extends Part {
  /** Must not change: what a user opened is remembered under it. */
  readonly id: string;
  readonly items: readonly Maybe<AccordionSection>[];
  readonly headingLevel?: HeadingLevel | undefined;
  readonly rememberExpanded?: boolean | undefined;
  /** Keys: `show-all-sections`, `hide-all-sections`, `show-section` and others of the script. */
  readonly translations?: Translations | undefined;
}

interface SectionProps {
  readonly section: AccordionSection;
  readonly accordion: string;
  readonly position: number;
  readonly headingLevel: HeadingLevel;
}

function Section({ section, accordion, position, headingLevel }: SectionProps) {
  const Heading = headingTag(headingLevel);
  const { content } = section;
  return (
    <div
      class={classes('govuk-accordion__section', section.expanded && 'govuk-accordion__section--expanded')}
    >
      <div class="govuk-accordion__section-header">
        <Heading class="govuk-accordion__section-heading">
          <span class="govuk-accordion__section-button" id={`${accordion}-heading-${position}`}>
            {section.heading}
          </span>
        </Heading>
        {isPresent(section.summary) && (
          <div class="govuk-accordion__section-summary govuk-body" id={`${accordion}-summary-${position}`}>
            {section.summary}
          </div>
        )}
      </div>
      <div id={`${accordion}-content-${position}`} class="govuk-accordion__section-content">
        {isPresent(content) && isText(content) ? <p class="govuk-body">{content}</p> : content}
      </div>
    </div>
  );
}

/** Sections that are opened and closed. Without a script all are open. */
export function Accordion({ id, items, headingLevel = 2, translations, ...props }: AccordionProps) {
  return (
    <div
      class={classes('govuk-accordion', props.class)}
      data-module="govuk-accordion"
      data-remember-expanded={
        props.rememberExpanded === undefined ? undefined : String(props.rememberExpanded)
      }
      id={id}
      {...translationAttributes(translations)}
      {...props.attributes}
    >
      {items.map(
        (section, index) =>
          section && (
            <Section section={section} accordion={id} position={index + 1} headingLevel={headingLevel} />
          ),
      )}
    </div>
  );
}
