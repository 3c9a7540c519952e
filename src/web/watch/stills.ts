/** A picture beside each scene's words, where the video cannot be played: of the general version, which anybody may see. */
import { h } from './elements.ts';

/** @param poster address of the campaign's own picture, in this language and shape */
export function showStills(poster: string): void {
  for (const words of document.querySelectorAll<HTMLElement>('#transcript [data-scene]')) {
    if (words.previousElementSibling?.matches('img')) continue;
    const address = new URL(poster, location.href);
    address.searchParams.set('scene', words.dataset.scene ?? '');
    words.before(h('img', { src: address.href, alt: '', loading: 'lazy', class: 'still' }));
  }
}
