/**
 * Controls under the picture instead of in it, so that they never lie over what the picture says it uses. Only the playhead
 * knows whether it plays; the controls ask and show what it answers.
 */
import { h } from './elements.ts';
import { byId } from './page-parts.ts';
import type { Playback } from './playback.ts';
import type { PlayerWords } from './player-words.ts';
import { formatTime } from './time.ts';

const SPEEDS = [0.75, 1, 1.25, 1.5, 2];

export interface Chapter {
  readonly title: string;
  readonly start: number;
}

export interface Player {
  /** Titles along the seek bar, and as a list. */
  chapters(of: readonly Chapter[]): void;
}

/** @param stage what goes full screen: picture, what lies over it, and the controls */
export function startPlayer(stage: HTMLElement, video: HTMLVideoElement, head: Playback, words: PlayerWords): Player {
  const play = byId<HTMLButtonElement>('play');
  const seek = byId<HTMLInputElement>('seek');
  const tools = byId('tools');
  const time = byId('time');
  const line = byId('caption');
  if (!play || !seek || !tools || !time) return { chapters: () => {} };
  for (const part of [play, seek, tools]) part.hidden = false;
  video.controls = false;

  let captionsOn = false;
  const caption = (): void => {
    const track = video.textTracks[0];
    if (!line || !track) return;
    const mode = captionsOn ? 'hidden' : 'disabled';
    if (track.mode !== mode) track.mode = mode;
    line.hidden = !captionsOn;
    // The element's own clock rests while the picture is drawn live.
    const cues = Array.from(track.cues ?? []).filter((cue) => head.time >= cue.startTime && head.time < cue.endTime);
    const text = cues.map((cue) => (cue as VTTCue).text).join('\n');
    if (line.textContent !== text) line.textContent = text;
  };

  let last = 0;
  const show = (): void => {
    const { time: at, length, paused } = head;
    // What lies off the way has no place on the bar: it stays where the way was left.
    const now = at <= length ? at : last;
    last = now;
    play.classList.toggle('playing', !paused);
    play.setAttribute('aria-label', (paused ? play.dataset.play : play.dataset.pause) ?? '');
    seek.max = String(length);
    seek.value = String(now);
    seek.style.setProperty('--done', `${(now / length) * 100}%`);
    const text = `${formatTime(now)} / ${formatTime(length)}`;
    if (time.textContent !== text) {
      time.textContent = text;
      seek.setAttribute('aria-valuetext', text);
    }
    byId('sound')?.setAttribute('aria-pressed', String(!head.muted));
    byId('captions')?.setAttribute('aria-pressed', String(captionsOn));
    stage.dataset.way = head.way;
    stage.classList.toggle('plays', !paused);
  };

  const toggleCaptions = (): void => {
    captionsOn = !captionsOn;
    caption();
    show();
  };
  const toggleFull = (): void => {
    const leaves = document.fullscreenElement !== null;
    if (leaves) void document.exitFullscreen();
    else if (stage.requestFullscreen) void stage.requestFullscreen().catch(() => undefined);
    // A telephone of 2018 lets only the element itself fill the screen.
    else (video as { webkitEnterFullscreen?: () => void }).webkitEnterFullscreen?.();
  };

  play.addEventListener('click', () => head.toggle());
  byId('full')?.addEventListener('click', toggleFull);
  byId('captions')?.addEventListener('click', toggleCaptions);
  byId('sound')?.addEventListener('click', () => {
    head.muted = !head.muted;
  });
  seek.addEventListener('input', () => head.seek(Number(seek.value)));
  for (const picture of stage.querySelectorAll('video, .live-picture')) {
    picture.addEventListener('click', () => head.toggle());
  }

  const settings = h('details', { id: 'settings' }, h('summary', {}, words.more), speedOf(head, words));
  tools.parentElement?.append(h('div', { id: 'more' }, settings));
  if (document.pictureInPictureEnabled) settings.append(smallOf(video, words));

  const smooth = (): void => {
    show();
    if (!head.paused) requestAnimationFrame(smooth);
  };
  head.addEventListener('change', () => {
    show();
    caption();
    if (!head.paused) requestAnimationFrame(smooth);
  });
  head.addEventListener('time', () => {
    show();
    caption();
  });
  // A new version brings a new track.
  video.addEventListener('loadedmetadata', caption);
  for (const track of video.querySelectorAll('track')) track.addEventListener('load', caption);
  listenToKeys(head, { toggleCaptions, toggleFull });
  show();

  return { chapters: (of) => showChapters(of, head, words) };
}

function speedOf(head: Playback, words: PlayerWords): HTMLElement {
  const label = document.createElement('label');
  const select = document.createElement('select');
  select.id = 'speed';
  for (const speed of SPEEDS) {
    const text = `${speed.toLocaleString(document.documentElement.lang)}×`;
    select.append(new Option(text, String(speed), speed === 1, speed === 1));
  }
  select.addEventListener('change', () => {
    head.rate = Number(select.value);
  });
  label.append(`${words.speed} `, select);
  return label;
}

/** Only the element can float; the picture is given to it first. */
function smallOf(video: HTMLVideoElement, words: PlayerWords): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link';
  button.id = 'small';
  button.textContent = words.small;
  button.addEventListener('click', () => {
    if (document.pictureInPictureElement) void document.exitPictureInPicture();
    else void video.requestPictureInPicture().catch(() => undefined);
  });
  return button;
}

/** Where each scene begins: a notch on the seek bar, and a list for who reads. */
function showChapters(chapters: readonly Chapter[], head: Playback, words: PlayerWords): void {
  const seek = document.querySelector('.seek');
  if (!seek) return;
  const notches = byId('notches') ?? document.createElement('div');
  notches.id = 'notches';
  notches.setAttribute('aria-hidden', 'true');
  notches.replaceChildren(
    ...chapters.slice(1).map(({ start, title }) => {
      const notch = document.createElement('i');
      notch.style.insetInlineStart = `${(start / head.length) * 100}%`;
      notch.title = title;
      return notch;
    }),
  );
  seek.prepend(notches);
  const list = byId<HTMLDetailsElement>('chapters') ?? document.createElement('details');
  list.id = 'chapters';
  const summary = document.createElement('summary');
  summary.textContent = words.chapters;
  const items = document.createElement('ol');
  items.append(
    ...chapters.map(({ title, start }) => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'link';
      button.append(title, ' ');
      const at = document.createElement('small');
      at.textContent = formatTime(start);
      button.append(at);
      button.addEventListener('click', () => head.seek(start));
      item.append(button);
      return item;
    }),
  );
  list.replaceChildren(summary, items);
  if (!list.isConnected) byId('more')?.prepend(list);
}

/** Keys that players have; none while something else wants them. */
function listenToKeys(
  head: Playback,
  { toggleCaptions, toggleFull }: { toggleCaptions: () => void; toggleFull: () => void },
): void {
  const act: Readonly<Record<string, () => void>> = {
    k: () => head.toggle(),
    ' ': () => head.toggle(),
    j: () => head.seek(head.time - 10),
    l: () => head.seek(head.time + 10),
    ArrowLeft: () => head.seek(head.time - 5),
    ArrowRight: () => head.seek(head.time + 5),
    Home: () => head.seek(0),
    ',': () => head.seek(head.time - 1 / (head.live?.fps ?? 30)),
    '.': () => head.seek(head.time + 1 / (head.live?.fps ?? 30)),
    m: () => {
      head.muted = !head.muted;
    },
    c: toggleCaptions,
    f: toggleFull,
    x: () => byId('show')?.click(),
  };
  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || !(target instanceof Element))
      return;
    const inStage = target === document.body || target.closest('.stage') !== null;
    const takes = target.closest('input:not([type="range"]), select, textarea, [contenteditable]') !== null;
    const presses = target.closest('button, a, summary, [role="radio"], input') !== null;
    if (!inStage || takes || (presses && /^( |Arrow|Home)/.test(key))) return;
    const does = act[key.length === 1 ? key.toLowerCase() : key];
    if (!does) return;
    event.preventDefault();
    does();
  });
}
