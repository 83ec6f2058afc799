/** Fields that are filled in on the device from what it was told when there was signal. */
import { type Answers, one, several } from '../../src/modules/casework/referral/visit/answers.ts';

/** The checklist and the services, as the server told them last. */
export interface Catalogue {
  readonly version: number | null;
  /** After so many hours what is written here is wiped. */
  readonly hours: number;
  readonly indicators: readonly {
    readonly slug: string;
    readonly title: string;
    readonly question: string;
    readonly says: string;
    readonly subjects: readonly ('person' | 'household' | 'street' | 'community')[];
  }[];
  readonly services: readonly {
    readonly slug: string;
    readonly name: string;
    readonly offers: string;
    readonly accepts: 'referrals' | 'signpost';
    readonly indicators: readonly string[];
  }[];
}

/** An element with attributes and content; text is text. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly hint: string;
}

function checkboxes(
  name: string,
  legend: string,
  choices: readonly Choice[],
  chosen: readonly string[],
): HTMLElement {
  const items = choices.map(({ value, text, hint }, at) => {
    const id = at === 0 ? name : `${name}-${at + 1}`;
    const input = element('input', {
      class: 'govuk-checkboxes__input',
      id,
      name,
      type: 'checkbox',
      value,
      'aria-describedby': `${id}-hint`,
    });
    input.checked = chosen.includes(value);
    return element(
      'div',
      { class: 'govuk-checkboxes__item' },
      input,
      element('label', { class: 'govuk-label govuk-checkboxes__label', for: id }, text),
      element('div', { class: 'govuk-hint govuk-checkboxes__hint', id: `${id}-hint` }, hint),
    );
  });
  return element(
    'div',
    { class: 'govuk-form-group' },
    element(
      'fieldset',
      { class: 'govuk-fieldset' },
      element('legend', { class: 'govuk-fieldset__legend' }, legend),
      element('div', { class: 'govuk-checkboxes' }, ...items),
    ),
  );
}

/** Fills in the signs, or the services that the chosen signs lead to. */
export function fillChoices(
  place: HTMLElement,
  question: string,
  catalogue: Catalogue,
  answers: Answers,
): void {
  if (question === 'needs') {
    const kind = one(answers, 'kind');
    const signs = catalogue.indicators
      .filter(({ subjects }) => (subjects as readonly string[]).includes(kind))
      .map(({ slug, title, says }) => ({ value: slug, text: title, hint: says }));
    place.replaceChildren(checkboxes('needs', 'Choose all that you saw', signs, several(answers, 'needs')));
    return;
  }
  const needs = several(answers, 'needs');
  const leads = (service: Catalogue['services'][number]) =>
    service.indicators.some((sign) => needs.includes(sign));
  const sorted = [...catalogue.services.filter(leads), ...catalogue.services.filter((one) => !leads(one))];
  const choices = sorted.map((service) => ({
    value: `${service.accepts === 'referrals' ? 'referral' : 'signpost'} ${service.slug}`,
    text: `${service.accepts === 'referrals' ? 'Refer to' : 'Tell them of'} ${service.name}`,
    hint: service.offers,
  }));
  const led = choices.slice(0, catalogue.services.filter(leads).length).map(({ value }) => value);
  const chosen = answers.to === undefined ? led : several(answers, 'to');
  place.replaceChildren(checkboxes('to', 'Those that fit what you saw come first', choices, chosen));
}

/** Says what is missing: in a summary that is read out and leads to each field. */
export function showErrors(form: HTMLFormElement, errors: Readonly<Record<string, string>>): void {
  const place = form.querySelector('[data-device-errors]');
  const entries = Object.entries(errors);
  if (!place) return;
  place.replaceChildren();
  if (entries.length === 0) return;
  const links = entries.map(([field, says]) => {
    const link = element('a', { href: `#${field}` }, says);
    link.addEventListener('click', (event) => {
      event.preventDefault();
      document.getElementById(field)?.focus();
    });
    return element('li', {}, link);
  });
  const summary = element(
    'div',
    { class: 'govuk-error-summary', tabindex: '-1', role: 'alert' },
    element('h2', { class: 'govuk-error-summary__title' }, 'There is a problem'),
    element(
      'div',
      { class: 'govuk-error-summary__body' },
      element('ul', { class: 'govuk-list govuk-error-summary__list' }, ...links),
    ),
  );
  place.replaceChildren(summary);
  summary.focus();
}
