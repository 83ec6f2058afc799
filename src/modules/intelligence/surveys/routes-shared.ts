import type { Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Context } from '../../../platform/http/route.ts';
import { surveyPath, wavePath } from './pages/list.tsx';
import { findSurvey, findWave } from './queries.ts';
import type { SurveyWave, WholeSurvey } from './types.ts';

export const READ = { permission: 'read' } as const;
export const EDIT = { permission: 'indicators.edit' } as const;
export const RECORD = { permission: 'observations.record' } as const;
export const CODE = { permission: 'surveys.comments' } as const;

export const CRUMBS = [
  { text: 'Indicators', href: '/indicators' },
  { text: 'Surveys', href: '/surveys' },
];
export const crumbsTo = (survey: WholeSurvey, wave?: SurveyWave) => [
  ...CRUMBS,
  { text: survey.title, href: surveyPath(survey) },
  ...(wave ? [{ text: wave.title, href: wavePath(survey, wave) }] : []),
];

/** The survey in the address. */
export const surveyIn = async (c: Pick<Context, 'tx' | 'params'>): Promise<WholeSurvey | Refusal> =>
  (await findSurvey(c.tx, c.params.survey ?? '')) ?? notFound('survey');

/** The wave in the address, of the survey in the address. */
export async function waveIn(
  c: Pick<Context, 'tx' | 'params'>,
): Promise<{ survey: WholeSurvey; wave: SurveyWave } | Refusal> {
  const found = await findWave(c.tx, c.params.wave ?? '');
  return found && found.survey.slug === c.params.survey ? found : notFound('wave');
}
