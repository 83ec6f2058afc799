/** The questions of a referral as fields: each a page on the server, all of them steps of one form on a device. */
import type { ComponentChildren } from 'preact';
import { Checkboxes, DateInput, Radios, Textarea, TextInput } from '../../../../ui/govuk/index.ts';
import type { Service } from '../../../partners/index.ts';
import type { Indicator } from '../checklist/standard.ts';
import { BASES, CONSENTS, SUBJECT_KINDS, SUBJECTS, TOLD } from '../words.ts';
import { type Answers, one, type Question, several } from './answers.ts';

export interface Asking {
  readonly answers: Answers;
  readonly errors: Readonly<Record<string, string>>;
  readonly indicators: readonly Indicator[];
  readonly services: readonly Pick<Service, 'slug' | 'name' | 'offers' | 'accepts' | 'indicators'>[];
}

export const HEADINGS = {
  about: 'Who or what is it about?',
  needs: 'What did you see?',
  who: 'Who are they?',
  where: 'Where do they live?',
  place: 'Which street or community?',
  contact: 'How can they be reached?',
  seen: 'What happened?',
  consent: 'Do they agree?',
  services: 'Who can help?',
} as const satisfies Record<Question, string>;

const choices = (codes: Readonly<Record<string, string>>) =>
  Object.entries(codes).map(([value, text]) => ({ value, text }));

/** The fields of one question. */
export function QuestionFields({ question, ...asking }: Asking & { readonly question: Question }) {
  return FIELDS[question](asking);
}

const field = ({ answers, errors }: Asking, name: string) => ({
  name,
  value: one(answers, name),
  error: errors[name],
});

const FIELDS: Readonly<Record<Question, (asking: Asking) => ComponentChildren>> = {
  about: (asking) => (
    <Radios
      {...field(asking, 'kind')}
      legend="Choose one"
      items={SUBJECT_KINDS.map((value) => ({ value, text: SUBJECTS[value] }))}
    />
  ),
  needs: (asking) => (
    <Checkboxes
      name="needs"
      legend="Choose all that you saw"
      hint="Each leads to the services that can help. If somebody is in danger now, call 999 first."
      values={[...several(asking.answers, 'needs')]}
      error={asking.errors.needs}
      items={asking.indicators
        .filter(({ subjects }) => (subjects as readonly string[]).includes(one(asking.answers, 'kind')))
        .map(({ slug, title, says }) => ({ value: slug, text: title, hint: says }))}
    />
  ),
  who: (asking) => (
    <>
      <TextInput {...field(asking, 'givenNames')} label="First names" autocomplete="off" />
      <TextInput {...field(asking, 'surname')} label="Surname" autocomplete="off" />
      <DateInput
        name="born"
        legend="Date of birth, as far as it is known (optional)"
        values={Object.fromEntries(
          ['day', 'month', 'year'].map((part) => [part, one(asking.answers, `born-${part}`)]),
        )}
        error={asking.errors.dateOfBirth}
      />
    </>
  ),
  where: (asking) => (
    <>
      <Textarea
        {...field(asking, 'address')}
        label="Address"
        hint="One line each, as on an envelope"
        rows={3}
      />
      <TextInput {...field(asking, 'postcode')} label="Postcode" width={10} autocomplete="off" />
    </>
  ),
  place: (asking) => (
    <TextInput {...field(asking, 'place')} label="Its name, and where it is" autocomplete="off" />
  ),
  contact: (asking) => (
    <>
      <TextInput
        {...field(asking, 'telephone')}
        label="Telephone (optional)"
        type="tel"
        width={20}
        autocomplete="off"
      />
      <TextInput {...field(asking, 'email')} label="Email (optional)" type="email" autocomplete="off" />
      <Textarea
        {...field(asking, 'contact')}
        label="When and how is it safe? (optional)"
        hint="Such as: after ten, ring twice, never leave a message"
        rows={2}
      />
    </>
  ),
  seen: (asking) => (
    <>
      <Textarea {...field(asking, 'seen')} label="In a few words (optional)" rows={4} />
      <Radios
        {...field(asking, 'urgent')}
        value={one(asking.answers, 'urgent') || 'no'}
        legend="Is it urgent?"
        hint="Urgent referrals are answered sooner. In danger, call 999."
        inline
        items={[
          { value: 'no', text: 'No' },
          { value: 'yes', text: 'Yes' },
        ]}
      />
    </>
  ),
  consent: (asking) => <Consent {...asking} />,
  services: (asking) => <Services {...asking} />,
};

function Consent(asking: Asking) {
  const { answers, errors } = asking;
  return (
    <>
      <Radios
        {...field(asking, 'agreed')}
        legend="Do they agree that this is sent?"
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No, or they were not asked: there is another lawful basis' },
          { value: 'later', text: 'I will ask them', hint: 'It is kept in your agency and is not sent.' },
        ]}
      />
      <Radios
        {...field(asking, 'consent')}
        legend="If yes: how did they agree?"
        inline
        items={choices(CONSENTS)}
      />
      <Radios
        {...field(asking, 'basis')}
        legend="If no: which other lawful basis?"
        small
        items={choices(BASES).filter(({ value }) => value !== 'consent')}
      />
      <Checkboxes
        name="told"
        legend="What were they told?"
        values={[...several(answers, 'told')]}
        error={errors.told}
        items={choices(TOLD)}
      />
      <Checkboxes
        name="mayPassOn"
        legend="May it go on to another service that fits better?"
        values={[...several(answers, 'mayPassOn')]}
        items={[{ value: 'yes', text: 'Yes, they agree to that too' }]}
      />
      <TextInput
        {...field(asking, 'toldWords')}
        label="Anything else that was said (optional)"
        autocomplete="off"
      />
    </>
  );
}

/** Services that the chosen signs lead to: each referred to, told of, or left alone. */
function Services({ answers, errors, indicators, services }: Asking) {
  const needs = several(answers, 'needs');
  const led = services.filter((service) => service.indicators.some((sign) => needs.includes(sign)));
  const others = services.filter((service) => !led.includes(service));
  const signs = (service: Asking['services'][number]): string =>
    indicators
      .filter(({ slug }) => needs.includes(slug) && service.indicators.includes(slug))
      .map(({ title }) => title.toLowerCase())
      .join(', ');
  const item = (service: Asking['services'][number], because: string) => ({
    value: `${service.accepts === 'referrals' ? 'referral' : 'signpost'} ${service.slug}`,
    text: service.accepts === 'referrals' ? `Refer to ${service.name}` : `Tell them of ${service.name}`,
    hint: because === '' ? service.offers : `${service.offers} For: ${because}.`,
  });
  const chosen = several(answers, 'to');
  const fresh = answers.to === undefined;
  return (
    <>
      <Checkboxes
        name="to"
        legend={led.length === 0 ? 'No service is listed for what you saw' : 'For what you saw'}
        hint={led.length === 0 ? 'Choose one below.' : undefined}
        values={fresh ? led.map((service) => item(service, '').value) : [...chosen]}
        error={errors.to}
        items={led.map((service) => item(service, signs(service)))}
      />
      <details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">Other services</span>
        </summary>
        <div class="govuk-details__text">
          <Checkboxes
            name="to"
            id="other-to"
            legend="Other services"
            small
            values={[...chosen]}
            items={others.map((service) => item(service, ''))}
          />
        </div>
      </details>
    </>
  );
}
