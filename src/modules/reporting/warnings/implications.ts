import { listInWords, plural } from '../../../kernel/names.ts';
import type { FigureValue } from '../../../platform/module.ts';
import { figureReferences } from '../../../ui/document/index.ts';
import type { DraftFacts, WrittenText } from '../model.ts';
import { printedNumber } from '../numbers.ts';
import { fits, type TemplateImplication } from '../template.ts';
import { bare, type DraftWarning, type Rule, warn } from './warning.ts';

const placeOf = (implication: TemplateImplication): string => `implication.${implication.key}`;
const textOf = (facts: DraftFacts, implication: TemplateImplication): WrittenText | undefined =>
  facts.texts.get(placeOf(implication));
const isWritten = (text: WrittenText | undefined): text is WrittenText =>
  text !== undefined && (text.standing === 'none' || text.words.trim() !== '');

/** An implication that the template requires and nobody has stated. */
export const missingImplication: Rule = ({ template, ...facts }) =>
  template.implications
    .filter((one) => one.required && !isWritten(facts.texts.get(placeOf(one))))
    .map((one) =>
      warn(
        'missing-implication',
        'warning',
        placeOf(one),
        `${one.title}: nothing is said. Write what follows, or that there is none and why.`,
      ),
    );

/** "None" without a reason: the reader cannot tell whether anybody looked. */
export const noneWithoutReason: Rule = (facts) =>
  facts.template.implications.flatMap((one) => {
    const text = textOf(facts, one);
    return text?.standing === 'none' && text.words.trim() === ''
      ? [
          warn(
            'none-without-reason',
            'warning',
            placeOf(one),
            `${one.title}: “None” is said without a reason.`,
          ),
        ]
      : [];
  });

/** An implication that reads as in the last edition and that nobody has confirmed since. */
export const copiedImplication: Rule = (facts) =>
  facts.template.implications.flatMap((one) => {
    const text = textOf(facts, one);
    const before = facts.previous?.contents.texts[placeOf(one)];
    if (!isWritten(text) || before === undefined || text.origin === 'confirmed') return [];
    const same = text.standing === before.standing && bare(text.words) === bare(before.words);
    return same
      ? [
          warn(
            'copied-implication',
            'warning',
            placeOf(one),
            `${one.title}: the words are those of the last edition. Confirm that they still hold, or change them.`,
          ),
        ]
      : [];
  });

const SHORTEST_TEXT_THAT_CANNOT_BE_CHANCE = 20;

/** One text under two implications: one of the two was pasted. */
export const sameTextTwice: Rule = (facts) => {
  const byWords = Map.groupBy(
    facts.template.implications.filter(
      (one) => bare(textOf(facts, one)?.words ?? '').length >= SHORTEST_TEXT_THAT_CANNOT_BE_CHANCE,
    ),
    (one) => bare(textOf(facts, one)?.words ?? ''),
  );
  return [...byWords].flatMap(([words, implications]): DraftWarning[] => {
    if (implications.length < 2) return [];
    const named = implications.find((one) => speaksOf(words, one.title));
    const pasted = implications.filter((one) => one !== named);
    const titles = listInWords(implications.map((one) => one.title));
    const which = named === undefined ? '' : ` The words speak of ${named.title}.`;
    return (named === undefined ? implications : pasted).map((one) =>
      warn('same-text-twice', 'warning', placeOf(one), `The same text stands under ${titles}.${which}`),
    );
  });
};

const speaksOf = (words: string, title: string): boolean => words.includes(bare(title.replace(/\(.*\)/, '')));

const SAYS_NONE = /^\s*(?:none|nil)\b|\b(?:no|not any)\b[^.]{0,60}\bimplications?\b/i;

/** "No financial implications" beside money that is asked for or spent. */
export const contradictedImplication: Rule = (facts) =>
  facts.template.implications.flatMap((one) => {
    const text = textOf(facts, one);
    if ((one.contradictedBy.length === 0 && !one.money) || !isWritten(text)) return [];
    if (text.standing !== 'none' && !SAYS_NONE.test(text.words)) return [];
    const evidence = evidenceAgainst(facts, one);
    if (evidence.length === 0) return [];
    const named = evidence
      .slice(0, MOST_EVIDENCE_NAMED)
      .map((figure) => `${figure.text} (${figure.sentence.replace(/\.$/, '')})`);
    const others = evidence.length - named.length;
    const all = others > 0 ? [...named, `${plural(others, 'other figure')} like these`] : named;
    return [
      warn(
        'contradicted-implication',
        'warning',
        placeOf(one),
        `${one.title}: it says that there are none, but this report has ${listInWords(all)}.`,
      ),
    ];
  });

const MOST_EVIDENCE_NAMED = 3;

/** Figures above zero that the template names as evidence, and money that the report's prose tells of; most first. */
function evidenceAgainst(facts: DraftFacts, implication: TemplateImplication): readonly FigureValue[] {
  const told = new Set([...facts.texts.values()].flatMap((text) => figureReferences(text.words)));
  return [...facts.figures]
    .filter(([name, figure]) => {
      const printed = printedNumber(figure);
      if (printed === undefined || printed.value <= 0) return false;
      const named = implication.contradictedBy.some((pattern) => fits(name, pattern));
      return named || (implication.money && told.has(name) && printed.kind === 'money');
    })
    .map(([, figure]) => figure)
    .sort((a, b) => (printedNumber(b)?.value ?? 0) - (printedNumber(a)?.value ?? 0));
}
