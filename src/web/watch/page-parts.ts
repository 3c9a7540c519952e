/** Parts of the page, exchanged for newer ones without the picture noticing. */

export const byId = <E extends Element = HTMLElement>(id: string): E | null =>
  document.getElementById(id) as unknown as E | null;

/** Under the picture: what says which data is where. The controls beside it stay. */
const UNDER = ['#lanes', '.show', '#now', '.shapes'];

/**
 * Takes everything around the picture from `fresh`. The picture, its controls and the line that tells what happened stay
 * the elements they are, and so does the keyboard's place.
 */
export function exchangeParts(page: HTMLElement, fresh: HTMLElement): void {
  const focused = document.activeElement?.id;
  const open = [...page.querySelectorAll('details[open]')].map(({ id }) => id);
  for (const name of Object.keys(page.dataset)) delete page.dataset[name];
  for (const [name, value] of Object.entries(fresh.dataset)) page.dataset[name] = value;
  exchangeChildren(page, fresh, 'main');
  page.classList.toggle('opening', fresh.classList.contains('opening'));
  for (const [whole, stays] of [
    ['main', '.show-and-ask'],
    ['.show-and-ask', '.showing'],
  ] as const) {
    const [old, next] = [page.querySelector(whole), fresh.querySelector(whole)];
    if (old && next) exchangeChildren(old, next, stays);
  }
  const [under, freshUnder] = [page.querySelector('.under'), fresh.querySelector('.under')];
  for (const part of under && freshUnder ? UNDER : []) {
    const [old, next] = [under?.querySelector(part), freshUnder?.querySelector(part)];
    if (old && next) old.replaceWith(next);
    else if (old) old.remove();
    else if (next) (part === '#lanes' ? under?.querySelector('.seek') : under)?.append(next);
  }
  const [tags, freshTags] = [page.querySelector('#tags'), fresh.querySelector('#tags')];
  tags?.remove();
  if (freshTags) page.querySelector('.screen')?.append(freshTags);
  for (const id of open) if (id) byId<HTMLDetailsElement>(id)?.setAttribute('open', '');
  if (focused && document.activeElement?.id !== focused) byId(focused)?.focus();
}

/** Children of `old` become those of `fresh`; what matches `stays` stays where it is, in its order. */
function exchangeChildren(old: Element, fresh: Element, stays: string): void {
  const kept = [...old.children].filter((child) => child.matches(stays));
  for (const child of [...old.children]) if (!child.matches(stays)) child.remove();
  let next = 0;
  for (const child of [...fresh.children]) {
    if (child.matches(stays)) next += 1;
    else if (kept[next]) kept[next]?.before(child);
    else old.append(child);
  }
}
