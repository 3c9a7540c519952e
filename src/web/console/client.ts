/** What the reference and the ways in gain from a script: buttons that copy. */

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
