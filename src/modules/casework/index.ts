/** Front door of casework. Nothing that names anybody leaves here but what the operator asks for by command. */

export { exportReviewFigures, exportSection17a, importConcerns } from './concerns/index.ts';
export { loadCaseworkExample } from './example.ts';
export { importRecords } from './people/index.ts';
export { startPurposes } from './purpose/index.ts';
export { answerSubject, personOfCode, subjectJson, subjectPdf } from './subject-access/index.ts';
