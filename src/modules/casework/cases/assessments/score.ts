import { type Refusal, refused } from '../../../../kernel/refusal.ts';
import type { Band, Template } from './template-queries.ts';

/** An answer: the number of the chosen option (from nought), or words. */
export type Answers = Readonly<Record<string, number | string>>;

export interface Score {
  readonly score: number;
  readonly band: Band;
}

/**
 * The sum of what was chosen and the band it falls into. Refuses `question-unanswered` where a question that counts has no
 * answer, and `no-such-answer`.
 */
export function scoreOf(template: Pick<Template, 'questions' | 'bands'>, answers: Answers): Score | Refusal {
  let score = 0;
  for (const question of template.questions) {
    if (question.kind === 'words') continue;
    const chosen = answers[question.id];
    if (chosen === undefined || chosen === '')
      return refused('question-unanswered', `Answer: ${question.text}`, { field: question.id });
    const option = question.options[Number(chosen)];
    if (!option)
      return refused('no-such-answer', `Choose one of the answers: ${question.text}`, { field: question.id });
    score += option.score;
  }
  const band = template.bands.filter(({ from }) => from <= score).sort((a, b) => b.from - a.from)[0];
  return band
    ? { score, band }
    : refused(
        'lowest-score-needs-a-band',
        'This assessment has no band for that score. Tell who keeps its template.',
      );
}
