const RELEASE_AFTER = 15_000;

/**
 * Lets a form that changes something be sent once. The second press is ignored, not refused: the first is on its
 * way. A form marked `data-allow-resubmit` (one that answers with a download) is left alone.
 */
export function guardAgainstDoubleSubmit(root) {
  root.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== 'post' || 'allowResubmit' in form.dataset) return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    setSending(form, true);
    setTimeout(() => setSending(form, false), RELEASE_AFTER);
  });
  // A page that comes back from the browser's back cache must be usable again.
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sending]')) setSending(form, false);
  });
}

function setSending(form, sending) {
  if (sending) form.dataset.sending = 'true';
  else delete form.dataset.sending;
  // aria-disabled rather than disabled: a disabled button's name and value would not be sent.
  for (const button of [...form.elements].filter((element) => element.type === 'submit')) {
    if (sending) button.setAttribute('aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
  }
}
