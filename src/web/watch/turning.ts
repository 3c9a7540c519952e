/** A campaign that leaves the shape open: upright on a telephone held upright, wide otherwise; turning it changes the video and not the second. */

export interface TurningWishes {
  /** The shape that is shown. */
  shape(): string;
  /** Shows the page at this address, in place. */
  turn(address: string): Promise<void>;
}

/** A telephone held upright; a narrow window on a desk is none. */
const UPRIGHT = '(orientation: portrait) and (max-width: 44rem)';

export function startTurning(page: HTMLElement, w: TurningWishes): void {
  const offered = (): string[] =>
    [...page.querySelectorAll<HTMLAnchorElement>('.shapes a')].flatMap(
      ({ href }) => new URL(href).searchParams.get('format') ?? [],
    );
  if (offered().length < 2) return;
  // Who chose a shape keeps it.
  let chosen = new URLSearchParams(location.search).has('format');
  const upright = matchMedia(UPRIGHT);

  const turn = (): void => {
    const wanted = upright.matches ? 'portrait' : 'landscape';
    if (chosen || w.shape() === wanted || !offered().includes(wanted)) return;
    const address = new URL(location.href);
    address.searchParams.set('format', wanted);
    void w.turn(address.href).catch(() => undefined);
  };
  document.addEventListener('click', (event) => {
    if ((event.target as Element).closest('.shapes a')) chosen = true;
  });
  upright.addEventListener('change', turn);
  turn();
}
