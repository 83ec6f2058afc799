export const SYSTEM_FONTS: string;

/** Replaces fonts, arms and sizes; throws when a newer GOV.UK Frontend no longer has them where expected. */
export function govukStylesheet(css: string): string;
