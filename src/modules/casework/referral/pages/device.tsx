import { Button } from '../../../../ui/govuk/index.ts';
import { QUESTIONS, type Question } from '../visit/answers.ts';
import { HEADINGS, QuestionFields } from '../visit/questions.tsx';

const EMPTY = { answers: {}, errors: {}, indicators: [], services: [] };
/** Filled in on the device from what it was told when it last had signal. */
const FROM_CATALOGUE: readonly Question[] = ['needs', 'services'];

/**
 * The whole form in one page, a question shown at a time by script: it holds nothing about anybody, is kept on the device,
 * and opens without signal. What is typed into it is encrypted on the device until it is sent.
 */
export function DeviceShell() {
  return (
    <div data-device-form>
      <div class="app-device" data-device-list>
        <h1 class="govuk-heading-l">Refer somebody</h1>
        <p class="govuk-body" data-device-signal role="status">
          This form needs JavaScript. Without it, use the ordinary form while there is signal.
        </p>
        <div data-device-waiting />
        <div data-device-ready hidden>
          <Button type="button" attributes={{ 'data-device-start': '' }}>
            Start
          </Button>
        </div>
        <p class="govuk-body">
          <a class="govuk-link" href="/casework/refer">
            The ordinary form
          </a>
        </p>
        <p class="govuk-hint" data-device-kept />
      </div>
      <form data-device-questions hidden novalidate autocomplete="off">
        <p class="govuk-body">
          <button type="button" class="app-link-button govuk-back-link" data-device-back>
            Back
          </button>
        </p>
        <div data-device-errors />
        {QUESTIONS.map((question) => (
          <section key={question} data-step={question} hidden>
            <h1 class="govuk-heading-l" tabIndex={-1}>
              {HEADINGS[question]}
            </h1>
            {FROM_CATALOGUE.includes(question) ? (
              <div data-device-choices={question} />
            ) : (
              <QuestionFields question={question} {...EMPTY} />
            )}
          </section>
        ))}
        <section data-step="check" hidden>
          <h1 class="govuk-heading-l" tabIndex={-1}>
            Check and send
          </h1>
          <p class="govuk-body" data-device-summary />
        </section>
        <Button attributes={{ 'data-device-continue': '' }}>Continue</Button>
      </form>
    </div>
  );
}
