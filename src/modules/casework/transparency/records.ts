/**
 * What the machine suggests about people, as the Algorithmic Transparency Recording Standard asks: what it is for, what
 * it uses, how it was tested, who decides. Figures stand in `docs/matching.md` and the tests that are named.
 */

import { EARLY_WARNING_FIGURES as EARLY, falseAlarms, MATCHING_FIGURES } from './figures.ts';

export interface SuggestionRecord {
  readonly slug: string;
  readonly title: string;
  /** The first tier, for everybody: what it does in a sentence or two. */
  readonly does: string;
  readonly why: string;
  readonly uses: readonly string[];
  readonly neverUses: string;
  readonly how: string;
  readonly decides: string;
  readonly appeal: string;
  readonly tested: readonly string[];
  readonly risks: readonly { readonly risk: string; readonly answer: string }[];
  /** Tests of the program that hold these sentences to what it does. */
  readonly shownBy: readonly string[];
  /** What was measured, by name, for programs that read the record. */
  readonly figures?: Readonly<Record<string, number | string>>;
}

/** Whom to ask about any of them. */
export const CONTACT =
  'The partnership’s information governance officer; each agency answers for the records that it holds. Whoever is not content may complain to the Information Commissioner.';

export const SUGGESTIONS: readonly SuggestionRecord[] = [
  {
    slug: 'matching',
    title: 'Which records are of one person',
    does: 'When an agency records somebody, the machine compares the record with those of other agencies and says which may be of the same person. Above one weight it joins them; between two weights it asks somebody.',
    why: 'So that nobody’s thirty-third complaint is anybody’s first: agencies write names and dates differently, and none of them sees the whole.',
    uses: [
      'Names, short forms and spellings of names',
      'Date of birth',
      'Address and postcode',
      'Telephone numbers, e-mail addresses, official numbers where an agency holds them',
    ],
    neverUses:
      'What was told about the person, ethnicity, religion, health or offending. Joining shows nobody more than agreements allow.',
    how: 'By the weights of Fellegi and Sunter (1969): how much likelier a likeness is for one person than for two strangers, learned from the records themselves by expectation maximisation. Rare values weigh more. There is no neural network and no profile of anybody.',
    decides:
      'A member of staff who holds the permission to decide, for everything between the two weights; they see the evidence as words and weights, and write down why. What a person decided outranks the machine for ever. Twins (same surname, birth date and address, other first name) are never joined by the machine.',
    appeal:
      'Every join can be parted again exactly, at the request of the person or by any agency concerned; the request is answered within a month.',
    tested: [
      `A public sample of 5,000 synthetic records (febrl3), by names, birth date, address and postcode, without any official number: ${MATCHING_FIGURES.sample}). Of ${MATCHING_FIGURES.truePairs.toLocaleString('en-GB')} pairs of one person it joined ${MATCHING_FIGURES.joined.toLocaleString('en-GB')}, none wrongly, and asked about ${MATCHING_FIGURES.asked}.`,
      `A million made-up records: ${MATCHING_FIGURES.million}.`,
      `Figures of ${MATCHING_FIGURES.day}. They are of made-up people: how well it does on the partnership’s own records is seen in what staff answer.`,
    ],
    risks: [
      {
        risk: 'Two people are taken for one, and what is known of one is seen with the other.',
        answer:
          'It joins only above an even chance, never twins, and every join can be parted with all that followed from it.',
      },
      {
        risk: 'Names of some languages are spelt in more ways than others, so that their records are joined less often.',
        answer:
          'Names are compared by sound, in Latin letters, swapped and hyphenated; what remains doubtful is asked, not dropped.',
      },
    ],
    shownBy: [
      'a machine may suggest that two records are one person; twins are asked about, never joined by it',
      'a person told of by two agencies under differently spelt names is one person',
    ],
    figures: MATCHING_FIGURES,
  },
  {
    slug: 'early-warning',
    title: 'When incidents form a pattern',
    does: 'When an incident is told, the machine counts what was told before of the same person, household or address, by any agency, and warns when rules are met: many in a short time, speeding up, spread over agencies, a slow series over years.',
    why: 'Low-level incidents are closed one by one, and each of them looks small. Families were failed so for years.',
    uses: [
      'When incidents were and which agencies were told',
      'Which person, household or address they were told of',
      'Whether somebody said that they feel targeted, or that somebody at home is disabled or long-term ill',
    ],
    neverUses:
      'Names, ages, ethnicity, religion, where in the district somebody lives, or free text; nor whom somebody thinks responsible: an allegation is never counted against a person.',
    how: 'By rules that anybody can read: so many incidents in 30, 90, 180 or 365 days, over two or four years, at regular intervals, or fewer where somebody feels targeted or is ill. The thresholds are set by the partnership and shown on the page of settings. Nothing is learned, nobody is scored or ranked.',
    decides:
      'A member of staff, who reads the flag in two sentences with its evidence and acts on it, acknowledges it, or dismisses it with a reason. The machine opens no case, tells nobody else and changes nothing for the person.',
    appeal:
      'A person can ask whether they or their home were flagged and object; how often flags of each rule were acted on is counted, and a rule that is mostly dismissed is changed.',
    tested: [
      'Thirty-three incidents over ten years at one household, told to different agencies under differently spelt names, are flagged by the sixth; so are the same told to one agency and closed one by one.',
      `Made-up series of that kind: ${EARLY.series} of ${EARLY.series} were flagged by the sixth incident, in fact at incident ${EARLY.flaggedAt}.`,
      `Ordinary streets of ${EARLY.households.toLocaleString('en-GB')} made-up households over ten years: ${falseAlarms(0.2)} of them were flagged at least once where each had 0.2 incidents a year, ${falseAlarms(0.3)} at 0.3 and ${falseAlarms(0.5)} at 0.5.`,
      'Not tested on the partnership’s own past, of which nobody knows what should have been flagged: how often flags are dismissed is counted by rule.',
    ],
    risks: [
      {
        risk: 'People who complain often are taken for the problem.',
        answer: 'Incidents are counted for whom they affected; who reported is not flagged for reporting.',
      },
      {
        risk: 'Where much is told of every household, one in ten is flagged although nothing repeats on purpose.',
        answer:
          'The thresholds are the partnership’s to raise, and what each rule’s flags came to is shown beside them.',
      },
      {
        risk: 'Some places and people are watched more, so more is told of them.',
        answer:
          'One incident told three times counts once, answers are counted by rule, and the partnership looks at what is dismissed.',
      },
    ],
    figures: {
      day: EARLY.day,
      households: EARLY.households,
      years: 10,
      ...Object.fromEntries(
        EARLY.flagged.map(({ aYear, count }) => [`flagged at ${aYear} incidents a year`, count]),
      ),
      series: EARLY.series,
      'flagged at incident': EARLY.flaggedAt,
    },
    shownBy: [
      'thirty-three incidents over ten years at one household are flagged by the sixth, told to many agencies or to one',
      'a street with ordinary levels is not flagged: fewer than one household in a hundred over ten years',
    ],
  },
  {
    slug: 'cohorts',
    title: 'Who meets the criterion of a cohort',
    does: 'Agencies manage some people together: those who offend again and again, families that many services know, victims who are harmed repeatedly. The machine lists who meets the criterion of such a cohort and is not in it.',
    why: 'So that nobody is overlooked because what happened was told to several agencies, and nobody is managed because somebody remembers their name.',
    uses: [
      'How many incidents and cases were recorded in the months that the cohort looks back',
      'Whether the person was affected, was thought responsible, or was an offender in a case',
      'For families: who lives at one address now',
    ],
    neverUses:
      'Anything that the agency of who reads may not see for the chosen purpose; age, ethnicity, religion, health or free text.',
    how: 'By counting against one number that the agencies of the cohort set and that its page shows. Nothing is learned, and nobody is scored or ranked beyond the count.',
    decides:
      'A member of staff, who enters the person with a reason, or sets the suggestion aside with a reason. Ratings of red, amber and green are given by staff on published questions, never by the machine.',
    appeal:
      'A person can ask whether they are in a cohort, why they entered and how they were rated, and object; each entry and each rating has its reason.',
    tested: [
      'One incident told to three agencies counts once; who is in the cohort is not suggested; who was set aside comes again only when more is counted.',
    ],
    risks: [
      {
        risk: 'People who are named often as responsible are suggested although nothing was proved.',
        answer:
          'The sentence says “thought responsible”, staff see each incident, and nobody enters without a reason that is written down.',
      },
    ],
    shownBy: [
      'who meets the criterion is suggested with the reason, until they enter or are set aside; a person decides',
    ],
  },
  {
    slug: 'unusual-reading',
    title: 'When a member of staff reads what should be looked at',
    does: 'Each night the machine looks through the audit trail and gives information governance signs of unusual reading: at night, of people without open work, of restricted records, of somebody of the reader’s own surname, address or postcode, of somebody whom many read within a week.',
    why: 'So that those whose data is kept can trust that nobody reads it out of curiosity.',
    uses: [
      'Who read whom and when, by ids',
      'Keyed hashes of surnames and postcodes, compared with those of the reader where they have a record of their own',
      'Whether the reader’s agency has an open case, referral or concern about the person',
    ],
    neverUses: 'What was read, or what a member of staff does elsewhere.',
    how: 'By counting against thresholds that stand on the page of signs.',
    decides:
      'Information governance, which asks the reader and writes down what it found. A sign is no finding and has no consequence by itself.',
    appeal: 'The reader gives the reason, and may see what was recorded.',
    tested: ['Each sign has a test that gives it and one that does not.'],
    risks: [
      {
        risk: 'Common surnames give signs that mean nothing.',
        answer: 'The page says so, and nothing follows from a sign by itself.',
      },
    ],
    shownBy: [
      'is reading oneself, those at one’s address or postcode, and those of one’s surname: the closest is said',
      'is none of a day’s work',
    ],
  },
];
