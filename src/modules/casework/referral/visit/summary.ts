import { plural } from '../../../../kernel/names.ts';
import { BASES, CONSENTS, isCode, SUBJECTS, TOLD } from '../words.ts';
import { type Answers, isAsked, one, QUESTIONS, type Question, several } from './answers.ts';
import type { Asking } from './questions.tsx';

const join = (parts: readonly (string | undefined)[], by = ', '): string => parts.filter(Boolean).join(by);

/** Each question that was asked with its answer in words. */
export function summaryOf(
  asking: Omit<Asking, 'errors'>,
): readonly { readonly question: Question; readonly says: string }[] {
  return QUESTIONS.filter((question) => isAsked(question, asking.answers)).map((question) => ({
    question,
    says: SAYS[question](asking.answers, asking),
  }));
}

const SAYS: Readonly<Record<Question, (answers: Answers, asking: Omit<Asking, 'errors'>) => string>> = {
  about: (answers) => {
    const kind = one(answers, 'kind');
    return isCode(SUBJECTS, kind) ? SUBJECTS[kind] : '';
  },
  needs: (answers, { indicators }) =>
    join(indicators.filter(({ slug }) => several(answers, 'needs').includes(slug)).map(({ title }) => title)),
  who: (answers) =>
    join([
      join([one(answers, 'givenNames'), one(answers, 'surname')], ' '),
      join(
        ['day', 'month', 'year'].map((part) => one(answers, `born-${part}`)),
        ' ',
      ),
    ]),
  where: (answers) => join([one(answers, 'address').replaceAll('\n', ', '), one(answers, 'postcode')]),
  place: (answers) => one(answers, 'place'),
  contact: (answers) => join(['telephone', 'email', 'contact'].map((name) => one(answers, name))),
  seen: (answers) => join([one(answers, 'urgent') === 'yes' ? 'Urgent' : '', one(answers, 'seen')], '. '),
  consent: (answers) => {
    const [agreed, consent, basis] = ['agreed', 'consent', 'basis'].map((name) => one(answers, name));
    const told = several(answers, 'told').flatMap((code) => (isCode(TOLD, code) ? [TOLD[code]] : []));
    const ground =
      agreed === 'later'
        ? 'To be asked'
        : agreed === 'yes'
          ? join(['They agreed', consent && isCode(CONSENTS, consent) ? CONSENTS[consent] : ''], ': ')
          : basis && isCode(BASES, basis)
            ? BASES[basis]
            : '';
    return join([ground, join(told)], '. ');
  },
  services: (answers, { services }) =>
    join(
      several(answers, 'to').map((chosen) => {
        const [as, slug] = chosen.split(' ');
        const name = services.find((service) => service.slug === slug)?.name ?? slug;
        return as === 'referral' ? `Refer to ${name}` : `Told of ${name}`;
      }),
      '; ',
    ),
};

/** What sending will make: "2 referrals and 1 signpost are sent". */
export function makesOf(answers: Answers): string {
  const to = several(answers, 'to');
  const referrals = to.filter((chosen) => chosen.startsWith('referral ')).length;
  const parts = [
    ...(referrals > 0 ? [plural(referrals, 'referral')] : []),
    ...(to.length > referrals ? [plural(to.length - referrals, 'signpost')] : []),
  ].join(' and ');
  return one(answers, 'agreed') === 'later'
    ? `${parts} will be kept in your agency until you say that they agree.`
    : `${parts} will be made.`;
}
