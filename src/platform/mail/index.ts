/** Mail: written in the transaction that causes it, sent by a job. */
export { type Mail, queueMail } from './queue.ts';
export { mailJob, sendWaitingMail } from './send.ts';
