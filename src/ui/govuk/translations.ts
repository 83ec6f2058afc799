import type { Attributes } from './parts.ts';

/**
 * Words that a component's script shows, by message key (`'show-password'`); a message that depends on a
 * number is given by plural rule (`{ one: …, other: … }`). English is built in: only other languages need this.
 */
export type Translations = Readonly<Record<string, string | Readonly<Record<string, string>> | undefined>>;

/** The `data-i18n.…` attributes in which GOV.UK scripts look for their words. */
export function translationAttributes(translations: Translations = {}): Attributes {
  const attributes: Record<string, string> = {};
  for (const [key, message] of Object.entries(translations)) {
    if (typeof message === 'string') attributes[`data-i18n.${key}`] = message;
    else
      for (const [rule, text] of Object.entries(message ?? {})) attributes[`data-i18n.${key}.${rule}`] = text;
  }
  return attributes;
}
