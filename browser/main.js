/** Enhances pages that already work without it. */
import { initAll } from 'govuk-frontend';
import { keepDevice } from './device/index.ts';
import { guardAgainstDoubleSubmit } from './double-submit.js';
import { keepDrafts } from './drafts.js';
import { followMeeting } from './meeting.js';
import { followProgress } from './progress.js';
import { answerWhatIf } from './what-if.js';

document.body.classList.add('js-enabled');
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported');

initAll();
keepDrafts(document);
keepDevice(document);
// Before the guard: what is sent without leaving the page is not the guard's.
followMeeting(document);
answerWhatIf(document);
guardAgainstDoubleSubmit(document);
followProgress(document);
