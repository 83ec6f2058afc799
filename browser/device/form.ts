/** The form on the device: the questions of the page, shown one at a time, kept after each answer. */
import {
  type Answers,
  FIELDS_OF,
  isAsked,
  missingIn,
  nextQuestion,
  one,
  QUESTIONS,
  type Question,
  questionBefore,
  several,
} from '../../src/modules/casework/referral/visit/answers.ts';
import { makesOf, summaryOf } from '../../src/modules/casework/referral/visit/summary.ts';
import { type Catalogue, element, fillChoices, showErrors } from './fields.ts';
import { type Kept, keep, wipeTime } from './vault.ts';

const within = <T extends Element>(root: ParentNode, selector: string): T => {
  const found = root.querySelector<T>(selector);
  if (!found) throw new Error(`The form has no ${selector}`);
  return found;
};

export interface DeviceForm {
  /** Opens a visit that was kept, or a new one. */
  readonly write: (visit: Kept | undefined) => void;
}

/** Makes the form of the page work; `done` is called when a visit is ready to be sent, `left` when it is put aside. */
export function deviceForm(
  root: HTMLElement,
  catalogue: Catalogue,
  account: string,
  done: () => void,
  left: () => void,
): DeviceForm {
  const form = within<HTMLFormElement>(root, '[data-device-questions]');
  const steps = new Map(
    [...form.querySelectorAll<HTMLElement>('[data-step]')].map((step) => [step.dataset.step ?? '', step]),
  );
  let visit: Kept | undefined;
  let at: Question | 'check' = 'about';
  let keeping = false;

  const asking = (answers: Answers) => ({ ...catalogue, answers });

  /** Personal data leaves the page with the question: fields are emptied when the form is put aside. */
  function show(step: Question | 'check'): void {
    if (!visit) return;
    at = step;
    showErrors(form, {});
    for (const [name, section] of steps) section.hidden = name !== step;
    if (step === 'check') showSummary(visit.answers);
    else {
      const place = steps.get(step)?.querySelector<HTMLElement>('[data-device-choices]');
      if (place) fillChoices(place, step, catalogue, visit.answers);
      putBack(step, visit.answers);
    }
    const button = within<HTMLButtonElement>(form, '[data-device-continue]');
    button.textContent =
      step !== 'check'
        ? 'Continue'
        : one(visit.answers, 'agreed') === 'later'
          ? 'Keep as a draft'
          : 'Send referral';
    steps.get(step)?.querySelector('h1')?.focus();
  }

  function showSummary(answers: Answers): void {
    const rows = summaryOf(asking(answers)).map(({ question, says }) => {
      const heading = steps.get(question)?.querySelector('h1')?.textContent ?? question;
      const button = element('button', { type: 'button', class: 'app-link-button' }, `Change: ${heading}`);
      button.addEventListener('click', () => show(question));
      return element(
        'p',
        { class: 'govuk-body' },
        element('strong', {}, heading),
        ` ${says || 'Not answered'} `,
        button,
      );
    });
    within(form, '[data-device-summary]').replaceChildren(...rows, makesOf(answers));
  }

  function putBack(question: Question, answers: Answers): void {
    for (const name of FIELDS_OF[question])
      for (const field of form.querySelectorAll<HTMLInputElement>(`[name="${name}"]`))
        if (field.type === 'checkbox' || field.type === 'radio') {
          if (answers[name] === undefined) continue;
          field.checked = several(answers, name).includes(field.value);
        } else field.value = one(answers, name);
  }

  function collect(question: Question): Answers {
    const data = new FormData(form);
    return Object.fromEntries(
      FIELDS_OF[question].map((name) => {
        const values = data.getAll(name).map(String);
        return [
          name,
          values.length > 1 || name === 'needs' || name === 'to' || name === 'told'
            ? values
            : (values[0] ?? ''),
        ];
      }),
    );
  }

  async function goOn(): Promise<void> {
    if (!visit) return;
    if (at === 'check') {
      const open = QUESTIONS.find(
        (question) =>
          visit &&
          isAsked(question, visit.answers) &&
          Object.keys(missingIn(question, visit.answers)).length > 0,
      );
      if (open) return show(open);
      await keep({ ...visit, state: 'ready' });
      putAside();
      return done();
    }
    const answers = { ...visit.answers, ...collect(at) };
    const errors = missingIn(at, answers);
    if (Object.keys(errors).length > 0) return showErrors(form, errors);
    visit = { ...visit, answers, state: 'writing' };
    await keep(visit);
    show(nextQuestion(at, answers));
  }

  function putAside(): void {
    visit = undefined;
    form.reset();
    within(form, '[data-device-summary]').replaceChildren();
    form.hidden = true;
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    // A second press while the answer is kept is the first one's.
    if (keeping) return;
    keeping = true;
    void goOn().finally(() => {
      keeping = false;
    });
  });
  within<HTMLButtonElement>(form, '[data-device-back]').addEventListener('click', () => {
    const before = visit && questionBefore(at, visit.answers);
    if (before) return show(before);
    putAside();
    left();
  });

  return {
    write(kept) {
      visit = kept ?? {
        id: crypto.randomUUID(),
        at: Date.now(),
        wipeAt: wipeTime(catalogue.hours),
        state: 'writing',
        account,
        version: catalogue.version,
        answers: {},
      };
      form.hidden = false;
      show(kept ? 'check' : 'about');
    },
  };
}
