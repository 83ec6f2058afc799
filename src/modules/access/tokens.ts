import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits for a cookie, a link or a program; only its hash is stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of a token. Tokens are random, so a fast hash is enough. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();
