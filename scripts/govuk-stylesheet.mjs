/**
 * GOV.UK Frontend's stylesheet as a local partnership may use it. Its licence keeps GDS Transport and the royal
 * arms for services on the GOV.UK domain, so both go; and its reading sizes become those of a working tool.
 */
export const SYSTEM_FONTS =
  'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","Liberation Sans",Arial,sans-serif';

/** From GOV.UK's sizes, made for one question a page, to ours. */
const SCALE = new Map([
  ['3rem', ['2.25rem', '1.15']],
  ['2rem', ['1.75rem', '1.15']],
  ['2.25rem', ['1.875rem', '1.2']],
  ['1.6875rem', ['1.5rem', '1.2']],
  ['1.5rem', ['1.3125rem', '1.25']],
  ['1.1875rem', ['1.0625rem', '1.45']],
]);

/**
 * Replaces fonts, arms and sizes; throws when a newer GOV.UK Frontend no longer has them where expected.
 * @param {string} css govuk-frontend.min.css
 * @returns {string}
 */
export function govukStylesheet(css) {
  const changed = [
    [/@font-face\{[^}]*\}/g, () => ''],
    [
      /font-family:(GDS Transport(,arial,sans-serif)?|sans-serif)(?=[;}])/g,
      () => `font-family:${SYSTEM_FONTS}`,
    ],
    [/[a-z-]*image:url\([^)]*\);?/g, () => ''],
    [/font-size:([\d.]+rem);line-height:(1\.[\d.]+)/g, sizeOnScale],
    [/\/\*# sourceMappingURL=[^*]*\*\//g, () => ''],
  ].reduce((text, [pattern, replacement]) => {
    if (text.search(pattern) < 0) throw new Error(`GOV.UK Frontend's stylesheet no longer has ${pattern}`);
    return text.replace(pattern, replacement);
  }, css);
  for (const forbidden of ['GDS Transport', '@font-face', 'url(']) {
    if (changed.includes(forbidden)) throw new Error(`The stylesheet would still hold ${forbidden}`);
  }
  // GOV.UK gives each of its components a font; ours have the body's.
  return `${changed}body{font-family:${SYSTEM_FONTS}}`;
}

function sizeOnScale(_whole, size, height) {
  const [ownSize, ownHeight] = SCALE.get(size) ?? [size, height];
  return `font-size:${ownSize};line-height:${ownHeight}`;
}
