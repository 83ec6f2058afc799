import path from 'node:path';
import { z } from 'zod';

/** A setting that cannot be used; the message names it and says what it should be. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  CONCORD_DATA: z.string().min(1).default('data'),
  CONCORD_KEYS: z.string().min(1).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  CONCORD_EXAMPLE: z.enum(['cannock-chase', 'none']).default('cannock-chase'),
  CONCORD_URL: z.url().optional(),
  CONCORD_SMTP: z
    .string()
    .regex(/^smtps?:\/\//)
    .optional(),
  CONCORD_MAIL_FROM: z.string().min(3).default('Concord <concord@localhost>'),
  CONCORD_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  CONCORD_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  CONCORD_PROXY: z.enum(['none', 'trusted']).default('none'),
  CONCORD_SESSION_IDLE_MINUTES: z.coerce.number().int().min(1).max(1440).default(30),
  CONCORD_SESSION_HOURS: z.coerce.number().int().min(1).max(168).default(12),
  CONCORD_POLICE_URL: z.url().default('https://data.police.uk'),
  CONCORD_FINGERTIPS_URL: z.url().default('https://fingertips.phe.org.uk/api'),
  CONCORD_NOMIS_URL: z.url().default('https://www.nomisweb.co.uk/api/v01'),
  CONCORD_GEOGRAPHY_URL: z
    .url()
    .default('https://services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services'),
});

const EXPECTED: Record<keyof z.infer<typeof schema>, string> = {
  PORT: 'a whole number from 0 to 65535',
  HOST: 'an address to listen on, such as 127.0.0.1',
  CONCORD_DATA: 'a folder for the database, files and keys',
  CONCORD_KEYS: 'a folder for the keys',
  DATABASE_URL: 'an address such as postgresql://user:password@host:5432/concord',
  CONCORD_EXAMPLE: 'cannock-chase or none',
  CONCORD_URL: 'the address people use, such as https://concord.example.org',
  CONCORD_SMTP: 'an address such as smtp://user:password@mail.example.org:587',
  CONCORD_MAIL_FROM: 'a sender such as Concord <concord@example.org>',
  CONCORD_LOG: 'silent, error, warn, info or debug',
  CONCORD_REQUESTS_PER_MINUTE: 'a whole number above 0: how many requests one address may make in a minute',
  CONCORD_PROXY: 'none or trusted',
  CONCORD_SESSION_IDLE_MINUTES:
    'a whole number from 1 to 1440: minutes without use after which a session ends',
  CONCORD_SESSION_HOURS: 'a whole number from 1 to 168: hours after which a session ends',
  CONCORD_POLICE_URL: 'the address of police.uk’s data, such as https://data.police.uk',
  CONCORD_FINGERTIPS_URL: 'the address of the Fingertips API',
  CONCORD_NOMIS_URL: 'the address of the Nomis API',
  CONCORD_GEOGRAPHY_URL: 'the address of the services of ONS Open Geography',
};

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly keysDir: string;
  readonly databaseUrl: string | undefined;
  readonly example: 'cannock-chase' | 'none';
  /** The address people use; links in mails and the Secure flag of cookies follow it. */
  readonly publicUrl: string | undefined;
  readonly smtp: string | undefined;
  readonly mailFrom: string;
  readonly log: string;
  readonly requestsPerMinute: number;
  readonly trustProxy: boolean;
  /** A session ends after so long without use, and after so long in any case. */
  readonly session: { readonly idleMinutes: number; readonly hours: number };
  /** Where `concord fetch` asks for open data; the server itself fetches nothing. */
  readonly openData: Readonly<Record<'police' | 'fingertips' | 'nomis' | 'geography', string>>;
}

/**
 * Reads the settings from the environment. Throws a SettingError of one sentence that names the first wrong one,
 * and never repeats its value, which may hold a password.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>, dataDir?: string): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]) as keyof typeof EXPECTED;
    throw new SettingError(`The setting ${name} is wrong: it must be ${EXPECTED[name]}.`);
  }
  const s = parsed.data;
  const data = path.resolve(dataDir ?? s.CONCORD_DATA);
  return {
    port: s.PORT,
    host: s.HOST,
    dataDir: data,
    keysDir: path.resolve(s.CONCORD_KEYS ?? path.join(data, 'keys')),
    databaseUrl: s.DATABASE_URL,
    example: s.CONCORD_EXAMPLE,
    publicUrl: s.CONCORD_URL && withoutSlash(s.CONCORD_URL),
    smtp: s.CONCORD_SMTP,
    mailFrom: s.CONCORD_MAIL_FROM,
    log: s.CONCORD_LOG,
    requestsPerMinute: s.CONCORD_REQUESTS_PER_MINUTE,
    trustProxy: s.CONCORD_PROXY === 'trusted',
    session: { idleMinutes: s.CONCORD_SESSION_IDLE_MINUTES, hours: s.CONCORD_SESSION_HOURS },
    openData: {
      police: withoutSlash(s.CONCORD_POLICE_URL),
      fingertips: withoutSlash(s.CONCORD_FINGERTIPS_URL),
      nomis: withoutSlash(s.CONCORD_NOMIS_URL),
      geography: withoutSlash(s.CONCORD_GEOGRAPHY_URL),
    },
  };
}

const withoutSlash = (address: string): string => address.replace(/\/$/, '');

/** Where the links of mails and calendars lead. */
export const siteOf = ({ publicUrl, host, port }: Pick<Settings, 'publicUrl' | 'host' | 'port'>): string =>
  publicUrl ?? `http://${host}:${port}`;
