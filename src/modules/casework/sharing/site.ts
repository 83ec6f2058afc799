import type { Context } from '../../../platform/http/route.ts';

/** The address of this Concord, for links in mails. */
export const siteOf = ({ services: { settings } }: Pick<Context, 'services'>): string =>
  settings.publicUrl ?? `http://${settings.host}:${settings.port}`;
