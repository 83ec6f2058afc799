/** What was typed into a form and what was wrong with it, as a page shows it again. */
export interface Typed {
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly errors: Readonly<Record<string, string>>;
}

/** A form that nobody has sent yet. */
export const NOTHING_TYPED: Typed = { values: {}, errors: {} };

/** What a form needs to be taken once and from this session alone. */
export interface Keys {
  readonly csrf: string;
  readonly formId: string;
}

/** The attributes of a form whose words are about people: the tab keeps no draft, and the browser offers nothing typed before. */
export const NOT_KEPT = { 'data-draft': undefined, autocomplete: 'off' } as const;

/** The text of a field; the last of a repeated one, and empty when it was not sent. */
export const typed = ({ values }: Pick<Typed, 'values'>, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value : (value?.at(-1) ?? '');
};

/** The texts of a repeated field. */
export const typedAll = ({ values }: Pick<Typed, 'values'>, name: string): readonly string[] => {
  const value = values[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
};
