import type { PlainDate } from '../../../kernel/plain-date.ts';

/** What may be answered, or a group that answers are told apart by. */
export interface Choice {
  readonly value: string;
  readonly text: string;
  /** Counts towards the question's positive share, which an indicator may follow. */
  readonly positive?: boolean;
  /** Ticked alone, where several can be: none of these. */
  readonly exclusive?: boolean;
}

/** How many answers the public form of a wave without codes takes in a day. */
export interface Cap {
  readonly mostADay: number;
  /** How many of them from one network. */
  readonly mostFromOne: number;
  /** How people can answer in another way, in words for the public; empty where nobody said. */
  readonly otherwise: string;
  /** The last day on which it was answered, and how often then. */
  readonly day: PlainDate;
  readonly taken: number;
  readonly revision: number;
}

export const QUESTION_KINDS = {
  single: 'One answer of a list',
  multiple: 'Any number of answers of a list',
  scale: 'A point on a scale',
  number: 'A number',
  text: 'Their own words',
} as const;
export type QuestionKind = keyof typeof QUESTION_KINDS;

export interface Question {
  readonly slug: string;
  readonly kind: QuestionKind;
  readonly wording: string;
  readonly hint: string;
  /** The public form asks for an answer; paper and files may lack it. */
  readonly needed: boolean;
  readonly choices: readonly Choice[];
  /** The lowest and the highest number that is taken, where there is one. */
  readonly lowest?: number | null;
  readonly highest?: number | null;
  readonly withdrawnOn: PlainDate | null;
}

/** What answers are told apart by: age band, sex. */
export interface Group {
  readonly slug: string;
  readonly title: string;
  readonly choices: readonly Choice[];
}

export const METHODS = {
  online: 'Online',
  paper: 'On paper',
  post: 'By post',
  telephone: 'By telephone',
  'face-to-face': 'Face to face',
  panel: 'A panel',
  mixed: 'Several ways',
  'not-stated': 'Not stated',
} as const;
export type Method = keyof typeof METHODS;

export const WEIGHTS = {
  weighted: 'Weighted',
  unweighted: 'Not weighted',
  'not-stated': 'Not stated',
} as const;
export type Weights = keyof typeof WEIGHTS;

export interface SurveyWave {
  readonly id: string;
  readonly surveyId: string;
  readonly slug: string;
  readonly title: string;
  /** Numbers of the first and last wave pooled in it; null when waves are not numbered. */
  readonly firstWave: number | null;
  readonly lastWave: number | null;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate;
  /** Null when it is not known. */
  readonly sampleSize: number | null;
  readonly note: string;
  readonly method: Method;
  readonly weights: Weights;
  readonly opened: {
    readonly on: PlainDate;
    readonly closesOn: PlainDate;
    readonly welcome: string;
    readonly codes: boolean;
    /** Null where households need a code. */
    readonly cap: Cap | null;
  } | null;
  readonly closed: { readonly on: PlainDate; readonly responses: number } | null;
  readonly published: { readonly on: PlainDate; readonly figures: number } | null;
}

export interface Survey {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly about: string;
  /** Respondents are asked which place of this geography they live in; empty when they are not asked. */
  readonly geography: string;
  readonly synthetic: boolean;
  readonly revision: number;
}

/** A survey with what it asks and its waves, the newest first. */
export interface WholeSurvey extends Survey {
  readonly questions: readonly Question[];
  readonly groups: readonly Group[];
  readonly waves: readonly SurveyWave[];
}

/** An answer as it is kept: a choice, several, or a number. What people write in their own words is kept apart. */
export type Answer = string | readonly string[] | number;

/** One respondent's answers, checked against what the survey asks. */
export interface Response {
  readonly weight: number | null;
  readonly place: string | null;
  readonly groups: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, Answer>>;
  /** By question, in their own words. */
  readonly comments: Readonly<Record<string, string>>;
}

/** True when the public form has taken on that day what it takes in one. */
export const isFull = ({ opened }: Pick<SurveyWave, 'opened'>, today: PlainDate): boolean =>
  opened?.cap != null && opened.cap.day === today && opened.cap.taken >= opened.cap.mostADay;

/** True while anybody may answer a wave at its public address. */
export const isOpenToAll = ({ opened, closed }: SurveyWave, today: PlainDate): boolean =>
  opened !== null && closed === null && opened.on <= today && today <= opened.closesOn;
