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

chooseSamples();
findCalls();

if (document.getElementById('make')) follow();

/** Shows one kind of sample on the whole reference, and remembers which. */
function chooseSamples(): void {
  const choice = document.getElementById('samples');
  const page = document.querySelector<HTMLElement>('.reference');
  if (!choice || !page) return;
  choice.hidden = false;
  const show = (kind: string) => {
    page.dataset.samples = kind;
    for (const input of choice.querySelectorAll('input')) input.checked = input.value === kind;
  };
  show(localStorage.getItem('samples') === 'typescript' ? 'typescript' : 'curl');
  choice.addEventListener('change', (event) => {
    const { value } = event.target as HTMLInputElement;
    localStorage.setItem('samples', value);
    show(value);
  });
}

/** Leaves those calls in the contents that hold every word; Enter goes to the first. */
function findCalls(): void {
  const field = document.querySelector<HTMLInputElement>('#find');
  const told = document.getElementById('found');
  if (!field || !told) return;
  field.hidden = false;
  const calls = [...document.querySelectorAll<HTMLElement>('[data-finds]')];
  field.addEventListener('input', () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const call of calls) call.hidden = !words.every((word) => call.dataset.finds?.includes(word));
    for (const group of document.querySelectorAll<HTMLElement>('.contents .found')) {
      group.hidden = group.querySelector('[data-finds]:not([hidden])') === null;
    }
    const left = calls.filter((call) => !call.hidden).length;
    told.textContent = words.length === 0 ? '' : left === 1 ? '1 call' : `${left} calls`;
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter')
      calls
        .find((call) => !call.hidden)
        ?.querySelector('a')
        ?.click();
    if (event.key === 'Escape') {
      field.value = '';
      field.dispatchEvent(new Event('input'));
    }
  });
  document.addEventListener('keydown', (event) => {
    const typing = (event.target as HTMLElement).closest('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const open = field.closest('details');
    if (open) open.open = true;
    field.focus();
  });
}

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
