import { plural } from '../../../kernel/names.ts';
import type { FigureValue } from '../../../platform/module.ts';
import { figureReferences } from '../../../ui/document/index.ts';
import { type Alike, sameNumber, sameSubject } from '../figure-index.ts';
import type { WrittenText } from '../model.ts';
import { type TypedNumber, typedNumbers } from '../numbers.ts';
import { type DraftWarning, type Rule, titleOfPlace, warn } from './warning.ts';

/** A reference to a figure that nobody offers: it would print as a gap. */
export const unknownFigure: Rule = (facts) =>
  [...facts.texts.values()].flatMap((text) =>
    figureReferences(text.words)
      .filter((name) => !facts.figures.has(name))
      .map((name) =>
        warn(
          'unknown-figure',
          'stops',
          text.place,
          `${titleOfPlace(facts, text.place)} refers to the figure “${name}”, which is not known at this date.`,
        ),
      ),
  );

/** A figure whose value is not what it was when the words around it were written. */
export const staleFigure: Rule = (facts) =>
  [...facts.texts.values()].flatMap((text): DraftWarning[] => {
    const title = titleOfPlace(facts, text.place);
    const known = Object.entries(text.seen).flatMap(([name, seen]) => {
      const now = facts.figures.get(name);
      return now === undefined ? [] : [{ name, seen, now }];
    });
    const changed = known.filter(({ seen, now }) => seen.text !== now.text || seen.value !== now.value);
    const older = known.filter((one) => !changed.includes(one) && one.seen.asAt !== one.now.asAt);
    return [
      ...changed.map(({ name, seen, now }) =>
        warn(
          'stale-figure',
          'warning',
          text.place,
          `${title}: ${name} was ${seen.text} when this was written and is ${now.text} now. Read the words again.`,
        ),
      ),
      ...(older.length === 0
        ? []
        : [
            warn(
              'stale-figure',
              'hint',
              text.place,
              `${title}: ${plural(older.length, 'figure')} had the same value at another date when this was written.`,
            ),
          ]),
    ];
  });

const SMALLEST_NUMBER_THAT_SPEAKS_FOR_ITSELF = 32;

/** A number typed by hand that equals a figure, or contradicts one on the same subject. */
export const typedNumber: Rule = (facts) =>
  [...facts.texts.values()].flatMap((text) =>
    typedNumbers(text.words).flatMap((typed) => {
      const equal = figureEqualTo(typed, facts.figures);
      if (equal !== undefined)
        return [hintOf(facts, text, `“${typed.typed}” is typed by hand; use {{figure:${equal}}}.`)];
      const other = figureContradicting(typed, facts.figures);
      return other === undefined
        ? []
        : [
            hintOf(
              facts,
              text,
              `“${typed.typed}” is typed by hand, and ${other.name} says ${other.text}. Use {{figure:${other.name}}} or make clear what the number is.`,
            ),
          ];
    }),
  );

const hintOf = (facts: Parameters<Rule>[0], text: WrittenText, sentence: string): DraftWarning =>
  warn('typed-number', 'hint', text.place, `${titleOfPlace(facts, text.place)}: ${sentence}`);

/** The name of the figure that a typed number is, when the number or its sentence leaves no doubt. */
function figureEqualTo(typed: TypedNumber, figures: ReadonlyMap<string, FigureValue>): string | undefined {
  const best = sameNumber(typed, figures);
  const clear = typed.kind === 'money' || typed.value >= SMALLEST_NUMBER_THAT_SPEAKS_FOR_ITSELF;
  return best !== undefined && (best.shared >= ENOUGH_WORDS_TO_BE_EQUAL || clear) ? best.name : undefined;
}

const ENOUGH_WORDS_TO_BE_EQUAL = 2;
const ENOUGH_WORDS_TO_CONTRADICT = 3;

/** The figure on the same subject that says something else; undefined unless the subject is plainly the same. */
function figureContradicting(
  typed: TypedNumber,
  figures: ReadonlyMap<string, FigureValue>,
): Alike | undefined {
  const best = sameSubject(typed, figures);
  return best !== undefined && best.shared >= ENOUGH_WORDS_TO_CONTRADICT ? best : undefined;
}
