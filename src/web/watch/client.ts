/**
 * What the watch page gains from a script; everything works without it. The service stays the only one that decides and the
 * only one that writes: after each change the page is asked for again, and its parts are exchanged.
 */
import { startChoices } from './choices.ts';
import { startEmbedded } from './embedded.ts';
import { reporting } from './events.ts';
import { Interactions } from './interactions.ts';
import { LivePlay } from './live-play.ts';
import type { Manifest } from './manifest.ts';
import { byId, exchangeParts } from './page-parts.ts';
import { Playback } from './playback.ts';
import { startPlayer } from './player.ts';
import type { PlayerWords } from './player-words.ts';
import { startRemembering } from './remember.ts';
import { Story } from './story.ts';
import { startStreaming } from './streaming.ts';
import { startTurning } from './turning.ts';
import { XrayView } from './xray-view.ts';

const ASK_AGAIN_MS = 10_000;

const page = byId('page');
const video = byId<HTMLVideoElement>('video');
const stage = document.querySelector<HTMLElement>('.stage');
const screen = document.querySelector<HTMLElement>('.screen');

if (page && video && stage && screen) start(page, video, stage, screen);

const paper = byId('print');
if (paper) {
  paper.hidden = false;
  paper.addEventListener('click', () => print());
}

function start(page: HTMLElement, video: HTMLVideoElement, stage: HTMLElement, screen: HTMLElement): void {
  const words = JSON.parse(page.dataset.words ?? '{}') as PlayerWords;
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let shown = byId('show')?.getAttribute('aria-pressed') === 'true';
  let manifest: string | undefined;
  let here = location.href;
  let refreshing: Promise<void> = Promise.resolve();

  const host = part('live-picture');
  const outlines = part('xray');
  outlines.hidden = true;
  outlines.setAttribute('aria-hidden', 'true');
  const frame = part('frame-box');
  const over = part('over');
  screen.prepend(frame, over);
  frame.append(video, host, outlines);

  const live = new LivePlay(page, host, () => {
    head.dropLive();
    fallToWords();
  });
  const head = new Playback(video, host, Number(byId('lanes')?.dataset.seconds ?? 1), () => live.picture());

  let nothingElse = false;
  const streaming = startStreaming(video, {
    onEnded: () => void refresh().catch(() => undefined),
    // What is still being drawn comes while it plays.
    onLoaded: () => byId('state')?.remove(),
    onFile: () => {
      if (!head.paused) void head.goLive();
    },
    onNothing: () => {
      const waits = nothingElse || !video.dataset.stream;
      nothingElse = true;
      void head.goLive(true).then(fallToWords);
      // A file that is not drawn yet answers later; without a stream it is waited for already.
      if (!waits) void waitForDrawing();
    },
  });

  /** Neither stream, nor file, nor live play: what it says can still be read, with its picture. */
  function fallToWords(): void {
    if (!nothingElse || head.live) return;
    head.pause();
    stage.classList.add('unplayable');
    tell(words.nothingPlays);
    byId<HTMLDetailsElement>('transcript')?.setAttribute('open', '');
  }

  const status = byId('live');
  function tell(text: string, undo?: () => void): void {
    if (!status) return;
    status.textContent = text;
    if (!undo) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'link';
    button.id = 'undo';
    button.textContent = words.undo;
    button.addEventListener('click', undo);
    status.append(' ', button);
  }

  const report = reporting(page);

  const xray = new XrayView({
    layer: outlines,
    async read() {
      const picture = await live.picture();
      if (!picture || (head.way === 'video' && live.version !== video.dataset.version)) return undefined;
      return picture.outlines(Math.min(Math.floor(head.time * picture.fps + 0.01), picture.frames - 1));
    },
    label: (field) => document.getElementById(`label-${field}`)?.textContent ?? field,
    onFound: () => draw(),
  });

  const answers = new Map<string, string>();
  const story = new Story(head, {
    answer: (interaction) => answers.get(interaction),
    onScene: ({ id }) => report({ type: 'scene', scene: id }),
  });
  const interactions = new Interactions(over, head, {
    words,
    locale: document.documentElement.lang,
    answers,
    values: new Map(),
    canSend: () => page.dataset.keep !== undefined,
    tell,
    report,
    goTo: (scene) => {
      story.goTo(scene);
      void head.play();
    },
    pause: () => head.pause(),
    play: () => void head.play(),
    change(field, value) {
      void live.change({ [field]: value }).then(async () => {
        await head.goLive(true);
        xray.draw();
      });
    },
    async send(what, body) {
      const answer = await send(page.dataset[what], body);
      if (answer && what === 'keep') await refresh([(body as { field: string }).field]);
      return answer;
    },
  });

  let following = false;
  /** Once a picture while it plays, and once when it does not. */
  const follow = (): void => {
    draw();
    story.follow();
    interactions.follow();
    xray.follow(!head.paused);
    if (head.paused || following) return;
    following = true;
    requestAnimationFrame(() => {
      following = false;
      follow();
    });
  };

  /** Asks for the page again and exchanges what changed; the video goes on at the same second. One after the other. */
  function refresh(settled: readonly string[] = []): Promise<void> {
    refreshing = refreshing.catch(() => undefined).then(() => refreshNow(settled));
    return refreshing;
  }

  async function refreshNow(settled: readonly string[]): Promise<void> {
    const answer = await fetch(here, { headers: { accept: 'text/html' } });
    if (answer.status === 410) return location.reload();
    if (!answer.ok) throw new Error('the page did not answer');
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const [freshPage, freshVideo] = [fresh.getElementById('page'), fresh.getElementById('video')];
    if (!freshPage || !freshVideo) return location.reload();
    document.title = fresh.title;
    exchangeParts(page, freshPage);
    stage.dataset.shape = fresh.querySelector<HTMLElement>('.stage')?.dataset.shape ?? '';
    await exchangeVideo(freshVideo as HTMLVideoElement, settled);
    enhance();
    draw();
  }

  async function exchangeVideo(fresh: HTMLVideoElement, settled: readonly string[]): Promise<void> {
    const { state, version } = video.dataset;
    const same = fresh.dataset.version === version;
    if (same && fresh.dataset.state === state) {
      await live.revert(settled);
      return head.fresh(head.length);
    }
    const newVersion = fresh.dataset.stream !== video.dataset.stream;
    // Seen meanwhile is what is drawn in the page, so that the picture neither jumps nor goes.
    if (newVersion && (head.live || !head.paused)) await head.goLive(true);
    if (!same) await live.renew(settled);
    const at = head.time;
    video.replaceChildren(...fresh.children);
    video.dataset.version = fresh.dataset.version ?? '';
    video.dataset.state = fresh.dataset.state ?? '';
    video.poster = fresh.poster;
    video.width = fresh.width;
    video.height = fresh.height;
    video.dataset.stream = fresh.dataset.stream ?? '';
    const seconds = Number(byId('lanes')?.dataset.seconds ?? head.length);
    // What streams already has the pictures that were drawn meanwhile.
    if (!newVersion && video.dataset.stream && !nothingElse) return head.fresh(seconds);
    const onlyFile = !newVersion && nothingElse;
    nothingElse = false;
    stage.classList.remove('unplayable');
    byId('state')?.remove();
    streaming.load((!onlyFile && video.dataset.stream) || undefined, at);
    head.fresh(seconds);
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

  const choices = startChoices({ page, live, head, tell, report, refresh, redraw: () => void xray.draw() });

  /** An open page learns of what was done elsewhere: another window, the sender, time. */
  async function askAgain(): Promise<void> {
    if (document.hidden || choices.busy) return;
    const answer = await fetch(page.dataset.manifest ?? '').catch(() => undefined);
    if (answer?.status === 410) return location.reload();
    if (!answer?.ok) return;
    const text = await answer.text();
    if (choices.busy) return;
    const changed = text !== manifest;
    if (manifest !== undefined && changed) await refresh().catch(() => undefined);
    manifest = text;
    if (changed) take(JSON.parse(text) as Manifest);
  }

  function take(now: Manifest): void {
    story.take(now);
    interactions.take(now.interactions);
    const named = now.interactions.flatMap((one) => (one.kind === 'chapter' ? [one] : []));
    const chapters = [...now.scenes.filter(({ aside }) => !aside), ...named];
    player.chapters(chapters.sort((a, b) => a.start - b.start));
  }

  /** Marks what is in the picture at this moment. */
  function draw(): void {
    const lanes = byId('lanes');
    if (!lanes) return;
    const at = head.time;
    const inPicture = new Set<string>();
    for (const part of lanes.querySelectorAll<SVGElement>('[data-start]')) {
      const { field, start, end } = part.dataset;
      const here = field && at >= Number(start) && at < Number(end);
      if (here && (head.way === 'video' || live.has(field))) inPicture.add(field);
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
    if (now) now.hidden = !on;
    if (tags) tags.hidden = true;
    xray.set(on);
    // Where live play cannot be had, the names alone say what is in the picture.
    if (on) {
      void live.picture().then((picture) => {
        if (tags) tags.hidden = !shown || picture !== undefined;
      });
    }
    follow();
  }

  /** "This is me" without leaving the page: the picture moves with the same press. */
  async function openHere(form: HTMLFormElement): Promise<void> {
    if (!calm.matches) void head.play();
    const answer = await fetch(form.action, { method: 'POST', headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error('not opened');
    // Asked for again without its cookie, the page then knows what is missing.
    const opened = (address: string): string => {
      const url = new URL(address);
      url.searchParams.set('opened', '1');
      return url.href;
    };
    here = opened(here);
    history.replaceState(history.state, '', opened(location.href));
    manifest = undefined;
    await refresh();
    if (!page.dataset.data) throw new Error('the browser keeps no cookie');
    stage.scrollIntoView({ block: 'nearest' });
    void askAgain();
  }

  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (event.submitter?.id === 'show') {
      event.preventDefault();
      setShown(!shown);
    } else if (form.matches('.answers form') && new URL(form.action).pathname.endsWith('/open')) {
      event.preventDefault();
      // Without a cookie the form does it in the browser's own way, and says what is missing.
      void openHere(form).catch(() => form.submit());
    }
  });

  document.addEventListener('click', (event) => {
    const target = event.target as Element;
    const link = target.closest<HTMLAnchorElement>('a[data-seek]');
    if (link && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      head.seek(Number(link.dataset.seek));
      stage.scrollIntoView({ block: 'nearest' });
      if (!calm.matches) void head.play();
    }
    const lane = target.closest<SVGElement>('#lanes [data-start]');
    if (lane) head.seek(Number(lane.dataset.start));
    if (target.closest('.read')) byId<HTMLDetailsElement>('transcript')?.setAttribute('open', '');
  });

  head.addEventListener('time', () => {
    if (head.paused) follow();
    else draw();
  });
  head.addEventListener('change', () => {
    if (!head.paused) report({ type: 'play' });
  });
  head.addEventListener('change', follow);
  const player = startPlayer(stage, video, head, words);
  startEmbedded(head);
  startRemembering(page, head, words);
  startTurning(page, {
    shape: () => stage.dataset.shape ?? '',
    async turn(address) {
      here = address;
      await refresh();
    },
  });
  enhance();
  draw();
  if (video.dataset.stream) streaming.load(video.dataset.stream, 0);
  else void waitForDrawing();
  void askAgain();
  (globalThis.requestIdleCallback ?? setTimeout)(() => void live.prepare());
  setInterval(() => void askAgain(), ASK_AGAIN_MS);
}

/** Sends JSON; the answer's JSON, an empty object where there is none, `undefined` where it was refused. */
async function send(address: string | undefined, body: unknown): Promise<unknown> {
  if (!address) return undefined;
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (!answer?.ok) return undefined;
  return answer.json().catch(() => ({}));
}

function part(className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  return element;
}
