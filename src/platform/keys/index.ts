/** Front door of the key store. */
export { exportKeys, importKeys } from './key-export.ts';
export { KeyProblem, type KeyStore, keyStore, type SigningKey } from './key-store.ts';
export { type SubjectKeys, subjectKeys } from './subject-keys.ts';
