/** Front door of subject access: everything that is held about one person. */
export { subjectJson, subjectPdf } from './document.ts';
export { answerSubject, personOfCode, type SubjectAnswer } from './gather.ts';
export type { HeldRow, SubjectAccess } from './part.ts';
export { subjectAccessRoutes } from './routes.tsx';
