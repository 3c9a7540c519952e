/**
 * What the watch page gains from a script; everything works without it. The server stays the only one that decides and
 * the only one that writes: after each change the page is asked for again, and its parts are exchanged.
 */
import { startPlayer } from './player.ts';
import { startStreaming } from './streaming.ts';

const ASK_AGAIN_MS = 10_000;
/** Parts of the page that a change of mind changes. */
const PARTS = ['notice', 'knows', 'lanes', 'tags', 'now'];

const byId = <E extends Element = HTMLElement>(id: string): E | null =>
  document.getElementById(id) as unknown as E | null;
const page = byId('page');
const video = byId<HTMLVideoElement>('video');

if (page && video) start(page, video);

const paper = byId('print');
if (paper) {
  paper.hidden = false;
  paper.addEventListener('click', () => print());
}

function start(page: HTMLElement, video: HTMLVideoElement): void {
  let shown = byId('show')?.getAttribute('aria-pressed') === 'true';
  let manifest: string | undefined;
  let applying = false;

  const streaming = startStreaming(video, {
    onEnded: () => void refresh().catch(() => undefined),
    // What is still being drawn comes while it plays.
    onPlaying: () => byId('state')?.remove(),
  });

  const live = byId('live');
  const tell = (what: 'applying' | 'applied' | 'failed'): void => {
    if (live) live.textContent = live.dataset[what] ?? '';
  };

  /** Asks for the page again and exchanges what changed; the video goes on at the same second. */
  async function refresh(): Promise<void> {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (answer.status === 410) return location.reload();
    if (!answer.ok) throw new Error('the page did not answer');
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const freshVideo = fresh.getElementById('video') as HTMLVideoElement | null;
    if (!freshVideo) return location.reload();
    const focused = document.activeElement?.id;
    for (const id of PARTS) {
      const [old, next] = [byId(id), fresh.getElementById(id)];
      if (old && next) old.replaceWith(next);
      else if (old || (next && id !== 'notice')) return location.reload();
    }
    if (focused) byId(focused)?.focus();
    exchangeVideo(freshVideo);
    enhance();
    draw();
  }

  function exchangeVideo(fresh: HTMLVideoElement): void {
    const { state, version } = video.dataset;
    if (fresh.dataset.version === version && fresh.dataset.state === state) return;
    const at = video.currentTime;
    const playing = !video.paused && !video.ended;
    video.replaceChildren(...fresh.children);
    video.dataset.version = fresh.dataset.version ?? '';
    video.dataset.state = fresh.dataset.state ?? '';
    video.poster = fresh.poster;
    const newVersion = fresh.dataset.stream !== video.dataset.stream;
    video.dataset.stream = fresh.dataset.stream ?? '';
    // What streams already has the pictures that were drawn meanwhile.
    if (!newVersion && video.dataset.stream) return;
    byId('state')?.remove();
    video.addEventListener(
      'loadedmetadata',
      () => {
        if (at > 0) video.currentTime = Math.min(at, video.duration);
        if (playing) void video.play().catch(() => undefined);
      },
      { once: true },
    );
    streaming.load(video.dataset.stream || undefined, at);
    if (!video.dataset.stream) void waitForDrawing();
  }

  /** A video that is being drawn answers when it is ready; the wait is the server's. What came of it the page says. */
  async function waitForDrawing(): Promise<void> {
    const { version } = video.dataset;
    const isMine = (): boolean => video.dataset.version === version && video.dataset.state === 'drawing';
    while (isMine()) {
      const source = video.querySelector('source')?.src ?? '';
      const answer = await fetch(source, { method: 'HEAD' }).catch(() => undefined);
      if (!isMine()) return;
      await refresh().catch(() => undefined);
      if (!isMine()) return;
      const seconds = Number(answer?.headers.get('retry-after') ?? 5);
      await new Promise((done) => setTimeout(done, Math.max(1, seconds) * 1000));
    }
  }

  async function apply(fields: Record<string, boolean>, button: HTMLElement): Promise<void> {
    applying = true;
    button.setAttribute('aria-busy', 'true');
    tell('applying');
    try {
      const answer = await fetch(page.dataset.choices ?? '', {
        method: 'PUT',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ fields }),
      });
      if (answer.status === 401 || answer.status === 410) return location.reload();
      if (!answer.ok) throw new Error('not applied');
      manifest = await answer.text();
      await refresh();
      tell('applied');
    } catch {
      tell('failed');
      button.removeAttribute('aria-busy');
    } finally {
      applying = false;
    }
  }

  /** An open page learns of what was done elsewhere: another window, the sender, time. */
  async function askAgain(): Promise<void> {
    if (document.hidden || applying) return;
    const answer = await fetch(page.dataset.manifest ?? '').catch(() => undefined);
    if (answer?.status === 410) return location.reload();
    if (!answer?.ok) return;
    const text = await answer.text();
    if (manifest !== undefined && text !== manifest && !applying) await refresh().catch(() => undefined);
    manifest = text;
  }

  /** Marks what is in the picture at this moment. */
  function draw(): void {
    const lanes = byId('lanes');
    if (!lanes) return;
    const at = video.currentTime;
    const inPicture = new Set<string>();
    for (const part of lanes.querySelectorAll<SVGElement>('[data-start]')) {
      const { field, start, end } = part.dataset;
      if (field && at >= Number(start) && at < Number(end)) inPicture.add(field);
    }
    for (const tag of document.querySelectorAll<HTMLElement>('#tags li, #now-list > [data-field]')) {
      tag.hidden = !inPicture.has(tag.dataset.field ?? '');
    }
    for (const field of document.querySelectorAll<HTMLElement>('.field')) {
      field.classList.toggle('playing', shown && inPicture.has(field.dataset.field ?? ''));
    }
    const now = byId('now');
    let nothing = byId('now-nothing');
    if (now && !nothing) {
      nothing = document.createElement('span');
      nothing.id = 'now-nothing';
      nothing.textContent = now.dataset.nothing ?? '';
      now.append(nothing);
    }
    if (nothing) nothing.hidden = inPicture.size > 0;
  }

  /** Turns on what only a script can do; again after parts were exchanged. */
  function enhance(): void {
    page.classList.add('live');
    const label = byId('now-label');
    if (label) label.textContent = label.dataset.now ?? '';
    setShown(shown);
  }

  function setShown(on: boolean): void {
    shown = on;
    const button = byId('show');
    const [tags, now] = [byId('tags'), byId('now')];
    button?.setAttribute('aria-pressed', String(on));
    if (tags) tags.hidden = !on;
    if (now) now.hidden = !on;
  }

  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    const button = event.submitter as HTMLButtonElement | null;
    if (form.matches('[data-choices]') && button) {
      event.preventDefault();
      if (applying) return;
      const entries = [...new FormData(form, button)].map(([name, value]) => [name, value === 'true'] as const);
      void apply(Object.fromEntries(entries), button);
    } else if (button?.id === 'show') {
      event.preventDefault();
      setShown(!shown);
      draw();
    }
  });

  document.addEventListener('click', (event) => {
    const target = event.target as Element;
    const link = target.closest<HTMLAnchorElement>('a[data-seek]');
    if (link && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      video.currentTime = Number(link.dataset.seek);
      video.scrollIntoView({ block: 'nearest' });
      if (!matchMedia('(prefers-reduced-motion: reduce)').matches) void video.play().catch(() => undefined);
    }
    if (target.closest('.read')) byId<HTMLDetailsElement>('transcript')?.setAttribute('open', '');
  });

  for (const event of ['timeupdate', 'seeked', 'loadedmetadata']) video.addEventListener(event, draw);
  startPlayer(video);
  enhance();
  draw();
  if (video.dataset.stream) streaming.load(video.dataset.stream, 0);
  else void waitForDrawing();
  void askAgain();
  setInterval(() => void askAgain(), ASK_AGAIN_MS);
}
