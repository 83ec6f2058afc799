/** Licences under which figures may be published, by their short name. */
export const LICENCES = {
  'ogl-3.0': {
    title: 'Open Government Licence v3.0',
    href: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
  },
  'cc-by-4.0': {
    title: 'Creative Commons Attribution 4.0',
    href: 'https://creativecommons.org/licenses/by/4.0/',
  },
  'cc0-1.0': {
    title: 'Creative Commons Zero 1.0: no rights reserved',
    href: 'https://creativecommons.org/publicdomain/zero/1.0/',
  },
} as const;
export type Licence = keyof typeof LICENCES;

export const isLicence = (text: string): text is Licence => Object.hasOwn(LICENCES, text);

/** Which figures are published, in the words of the form. */
export const SHOWS = {
  final: 'Final figures only',
  all: 'Provisional and estimated figures too, each marked',
} as const;
export type Shows = keyof typeof SHOWS;
