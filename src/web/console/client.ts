/** What the reference and the ways in gain from a script: buttons that copy, samples to choose, calls to find. */

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
