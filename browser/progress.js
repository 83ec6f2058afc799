/**
 * Follows work that the server is doing. `[data-progress-src]` names a stream of events whose data is
 * `{ value, max, text, done?, href? }`; the `<progress>`, `[data-progress-text]` and `[data-progress-link]` inside
 * are brought up to date. Without script, or when the stream fails, the link in it refreshes the page.
 */
export function followProgress(root) {
  for (const place of root.querySelectorAll('[data-progress-src]')) follow(place);
}

function follow(place) {
  const link = place.querySelector('[data-progress-link]');
  const stream = new EventSource(place.dataset.progressSrc);
  stream.addEventListener('open', () => {
    if (link) link.hidden = true;
  });
  stream.addEventListener('message', ({ data }) => {
    const news = parse(data);
    if (!news) return;
    show(place, news);
    if (!news.done) return;
    stream.close();
    if (link && news.href) {
      link.href = news.href;
      link.textContent = link.dataset.progressLink || 'See the result';
    }
    if (link) link.hidden = false;
  });
  stream.addEventListener('error', () => {
    if (link && stream.readyState === EventSource.CLOSED) link.hidden = false;
  });
  window.addEventListener('pagehide', () => stream.close(), { once: true });
}

function show(place, { value, max, text }) {
  const bar = place.querySelector('progress');
  if (bar && Number.isFinite(max)) bar.max = max;
  if (bar && Number.isFinite(value)) bar.value = value;
  const words = place.querySelector('[data-progress-text]');
  if (words && typeof text === 'string' && words.textContent !== text) words.textContent = text;
}

function parse(data) {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
