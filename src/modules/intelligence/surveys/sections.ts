import type { SectionOffer } from '../../../platform/module.ts';
import { type Block, paragraph, text } from '../../../ui/document/index.ts';
import { listQuotations } from './comments.ts';
import { listSurveys, listSurveyWaves } from './queries.ts';

/** What residents wrote in surveys, in words that may be quoted: those of waves that were closed by then. */
export const surveyQuotations: SectionOffer = {
  name: 'survey-quotations',
  title: 'What residents wrote in surveys',
  gather: async (tx, _actor, { asAt }) => {
    const surveys = new Map((await listSurveys(tx)).map((survey) => [survey.id, survey]));
    const waves = (await listSurveyWaves(tx)).filter(({ closed }) => closed !== null && closed.on <= asAt);
    const quotations = Map.groupBy(
      await listQuotations(
        tx,
        waves.map(({ id }) => id),
      ),
      ({ waveId }) => waveId,
    );
    return waves.flatMap((wave): Block[] => {
      const survey = surveys.get(wave.surveyId);
      const said = quotations.get(wave.id) ?? [];
      if (!survey || said.length === 0) return [];
      const invented = survey.synthetic ? ' (synthetic: invented for trying it out)' : '';
      return [
        paragraph([text(`${survey.title}, ${wave.title}${invented}:`)]),
        ...said.map(({ words }) => paragraph([text(`“${words}”`)])),
      ];
    });
  },
};
