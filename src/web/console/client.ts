/** What the console gains from a script: figures that move by themselves, and buttons that copy. */

interface Progress {
  readonly id: string;
  readonly status: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly progress: number;
}

const LOOK_AGAIN_MS = 3000;

const number = new Intl.NumberFormat('en-GB');

for (const button of document.querySelectorAll<HTMLButtonElement>('.copy')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.closest('.code')?.querySelector('code')?.textContent ?? '');
    button.textContent = 'Copied';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2000);
  });
}

// On a small screen the list of calls would come before the first call.
const contents = document.querySelector<HTMLDetailsElement>('.contents details');
if (contents && matchMedia('(max-width: 62rem)').matches) contents.open = false;

if (document.getElementById('make')) follow();

function follow(): void {
  const source = new EventSource('/console/events');
  const live = document.getElementById('live');
  let opened = false;
  source.addEventListener('open', () => {
    // The line ends when there is another campaign, or when the service starts anew: look at the page again.
    if (opened) void refresh();
    opened = true;
    if (live) live.textContent = '';
  });
  source.addEventListener('error', () => {
    if (live) live.textContent = 'The service does not answer; these figures may be old.';
    // Not signed in any more, most likely: the browser does not try such an answer again.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), LOOK_AGAIN_MS);
  });
  source.addEventListener('progress', (event) => show(JSON.parse((event as MessageEvent<string>).data) as Progress));
}

function show({ id, status, counts, progress }: Progress): void {
  const row = document.querySelector(`[data-campaign="${CSS.escape(id)}"]`);
  if (!row) return;
  const bar = row.querySelector('progress');
  if (bar) bar.value = progress;
  const percent = row.querySelector('[data-percent]');
  if (percent) percent.textContent = `${Math.floor(progress * 100)} %`;
  const word = row.querySelector<HTMLElement>('[data-status]');
  if (word) {
    word.dataset.status = status;
    word.textContent = status.charAt(0).toUpperCase() + status.slice(1);
  }
  for (const cell of row.querySelectorAll<HTMLElement>('[data-count]')) {
    const count = counts[cell.dataset.count ?? ''] ?? 0;
    cell.toggleAttribute('data-zero', count === 0);
    const figure = cell.querySelector('b');
    if (figure) figure.textContent = number.format(count);
  }
}

async function refresh(): Promise<void> {
  const answer = await fetch('/console');
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const [old, next] = [document.getElementById('campaigns'), fresh.getElementById('campaigns')];
  if (old && next) old.replaceWith(next);
  else location.reload();
}
