export const PURPOSE_PATH = '/casework/purpose';
export const CASEWORK_PATH = '/casework';

/** Where to go on after a purpose was chosen: a page of this site's casework, or its first page. */
export const nextOf = (given: unknown): string =>
  typeof given === 'string' &&
  /^\/casework(?=[/?]|$)(?!.*(\/\/|\\|\.\.))[\w\-./?=&%+:~,]*$/.test(given) &&
  !given.startsWith(PURPOSE_PATH)
    ? given
    : CASEWORK_PATH;
