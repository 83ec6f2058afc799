/**
 * The answers of the form, one question a page, as flat fields; and what a visit they make. The form on a device without
 * signal reads them by the same function, so nothing here may need a server.
 */
export type Answers = Readonly<Record<string, string | readonly string[]>>;

/** One answer as text; the last of several. */
export const one = (answers: Answers, name: string): string => {
  const value = answers[name];
  return (typeof value === 'string' ? value : (value?.at(-1) ?? '')).trim();
};

/** The answers to a question that takes several. */
export const several = (answers: Answers, name: string): readonly string[] => {
  const value = answers[name] ?? [];
  return (typeof value === 'string' ? [value] : value).map((text) => text.trim()).filter(Boolean);
};

/** The three parts of a date as far as they are known: `1931-05-04`, `1931`. */
function dateIn(answers: Answers, name: string): string {
  const [day, month, year] = ['day', 'month', 'year'].map((part) => one(answers, `${name}-${part}`));
  if (!year) return '';
  return [year, month, month ? day : '']
    .filter(Boolean)
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

/** What the answers say, as a visit is sent; still to be read by `visitInput`. */
export function visitOf(answers: Answers, id: string): Record<string, unknown> {
  const text = (name: string): string | undefined => one(answers, name) || undefined;
  const kind = one(answers, 'kind');
  const lines = one(answers, 'address').split('\n').filter(Boolean);
  const postcode = text('postcode');
  const somebody = kind === 'person' || kind === 'household';
  const basis = one(answers, 'agreed') === 'yes' ? 'consent' : text('basis');
  return {
    id,
    subject: {
      kind,
      ...(somebody
        ? {
            givenNames: text('givenNames'),
            surname: text('surname'),
            dateOfBirth: dateIn(answers, 'born') || undefined,
            telephone: text('telephone'),
            email: text('email'),
            ...(lines.length > 0 || postcode ? { address: { lines, postcode } } : {}),
          }
        : { place: text('place') }),
      contact: text('contact'),
    },
    needs: several(answers, 'needs'),
    seen: text('seen'),
    urgent: one(answers, 'urgent') === 'yes',
    basis: one(answers, 'agreed') === 'later' ? null : (basis ?? null),
    consent: basis === 'consent' ? (text('consent') ?? null) : null,
    told: several(answers, 'told'),
    toldWords: text('toldWords'),
    mayPassOn: one(answers, 'mayPassOn') === 'yes',
    to: several(answers, 'to').map((chosen) => {
      const [as, service] = chosen.split(' ');
      return { service: service ?? '', as: as ?? '' };
    }),
  };
}

/** The questions in order, each a page; what is asked of a person is not asked of a street. */
export const QUESTIONS = [
  'about',
  'needs',
  'who',
  'where',
  'place',
  'contact',
  'seen',
  'consent',
  'services',
] as const;
export type Question = (typeof QUESTIONS)[number];

const ASKED_OF: Readonly<Partial<Record<Question, readonly string[]>>> = {
  who: ['person', 'household'],
  where: ['person', 'household'],
  contact: ['person', 'household'],
  place: ['street', 'community'],
};

/** The fields of each question: what is not sent of them was not answered, or was taken back. */
export const FIELDS_OF = {
  about: ['kind'],
  needs: ['needs'],
  who: ['givenNames', 'surname', 'born-day', 'born-month', 'born-year'],
  where: ['address', 'postcode'],
  place: ['place'],
  contact: ['telephone', 'email', 'contact'],
  seen: ['seen', 'urgent'],
  consent: ['agreed', 'consent', 'basis', 'told', 'toldWords', 'mayPassOn'],
  services: ['to'],
} as const satisfies Record<Question, readonly string[]>;

/** What a form says in answer to one question, every field of it. */
export const answerIn = (question: Question, form: Answers): Answers =>
  Object.fromEntries(FIELDS_OF[question].map((name) => [name, form[name] ?? '']));

/** Whether a question is asked, after what was answered so far. */
export const isAsked = (question: Question, answers: Answers): boolean =>
  ASKED_OF[question]?.includes(one(answers, 'kind')) ?? true;

/** The question after one, or `check` when all were answered. */
export const nextQuestion = (after: Question, answers: Answers): Question | 'check' =>
  QUESTIONS.slice(QUESTIONS.indexOf(after) + 1).find((question) => isAsked(question, answers)) ?? 'check';

/** The question before one, or undefined before the first. */
export const questionBefore = (before: Question | 'check', answers: Answers): Question | undefined =>
  QUESTIONS.slice(0, before === 'check' ? QUESTIONS.length : QUESTIONS.indexOf(before))
    .toReversed()
    .find((question) => isAsked(question, answers));

/** What is missing in the answer to one question, by field; nothing when it will do. */
export function missingIn(question: Question, answers: Answers): Readonly<Record<string, string>> {
  const person = one(answers, 'kind') === 'person';
  const agreed = one(answers, 'agreed');
  const rules: Readonly<Partial<Record<Question, readonly (readonly [boolean, string, string])[]>>> = {
    about: [[one(answers, 'kind') === '', 'kind', 'Choose what it is about']],
    needs: [[several(answers, 'needs').length === 0, 'needs', 'Choose at least one sign']],
    who: [
      [
        person && !one(answers, 'givenNames') && !one(answers, 'surname'),
        'givenNames',
        'Give at least one name, or what they are called',
      ],
    ],
    where: [
      [
        !person && !one(answers, 'address') && !one(answers, 'postcode'),
        'address',
        'Give the address of the household',
      ],
    ],
    place: [[one(answers, 'place') === '', 'place', 'Say which street or community it is']],
    consent: [
      [agreed === '', 'agreed', 'Say whether they agreed'],
      [agreed === 'yes' && !one(answers, 'consent'), 'consent', 'Say how they agreed'],
      [agreed === 'no' && !one(answers, 'basis'), 'basis', 'Choose the other lawful basis'],
      [
        agreed === 'yes' && !several(answers, 'told').includes('who-receives'),
        'told',
        'Consent counts only when they were told who will receive it',
      ],
      [
        agreed === 'no' && several(answers, 'told').length === 0,
        'told',
        'Say what they were told, or why they were not',
      ],
    ],
    services: [[several(answers, 'to').length === 0, 'to', 'Choose at least one service']],
  };
  return Object.fromEntries(
    (rules[question] ?? []).filter(([is]) => is).map(([, field, says]) => [field, says]),
  );
}
