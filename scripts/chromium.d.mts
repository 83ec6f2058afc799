/** The path of a Chromium that can be started; ends the program with one sentence when there is none. */
export function findChromium(): string;
