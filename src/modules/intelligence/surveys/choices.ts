import { slugOf } from '../../../kernel/names.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Choice } from './types.ts';

/**
 * Reads one answer on each line; a plus sign in front makes it a positive one, an exclamation mark one that is ticked alone.
 * Refused: choices-alike.
 */
export function readChoices(text: string): readonly Choice[] | Refusal {
  const choices = text
    .split('\n')
    .map((line) => line.trim())
    .map((line) => {
      const [, signs = '', words = ''] = /^([+!\s]*)(.*)$/s.exec(line) ?? [];
      const [positive, exclusive] = [signs.includes('+'), signs.includes('!')];
      return {
        value: slugOf(words) || 'other',
        text: words,
        ...(positive ? { positive } : {}),
        ...(exclusive ? { exclusive } : {}),
      };
    })
    .filter(({ text: words }) => words !== '');
  const alike = choices.find(({ value }, at) => choices.findIndex((one) => one.value === value) < at);
  return alike
    ? refused('choices-alike', `“${alike.text}” is there twice. Word the answers so that they differ.`, {
        field: 'choices',
      })
    : choices;
}

/** The choice that words of a file mean: its value or its text, whatever the case. */
export const choiceOf = (choices: readonly Choice[], words: string): Choice | undefined => {
  const wanted = words.trim().toLowerCase();
  return choices.find(({ value, text }) => value === wanted || text.toLowerCase() === wanted);
};

/** The number that a point of a scale stands for: the one it begins with, else its rank from one. */
export const pointOf = (choices: readonly Choice[], value: string): number => {
  const at = choices.findIndex((choice) => choice.value === value);
  const said = /^-?\d+/.exec(choices[at]?.text ?? '')?.[0];
  return said === undefined ? at + 1 : Number(said);
};
