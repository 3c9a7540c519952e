/**
 * What the watch page gains from a script; everything works without it. The service stays the only one that decides and the
 * only one that writes: after each change the page is asked for again, and its parts are exchanged.
 */
import { startChoices } from './choices.ts';
import { Describing } from './describing.ts';
import { h } from './elements.ts';
import { startEmbedded } from './embedded.ts';
import { reporting } from './events.ts';
import { Interactions } from './interactions.ts';
import { LivePlay } from './live-play.ts';
import type { Manifest } from './manifest.ts';
import { byId } from './page-parts.ts';
import { Playback } from './playback.ts';
import { startPlayer } from './player.ts';
import type { PlayerWords } from './player-words.ts';
import { startRemembering } from './remember.ts';
import { Renewing } from './renewing.ts';
import { send } from './send.ts';
import { Showing } from './showing.ts';
import { Source } from './source.ts';
import { showStills } from './stills.ts';
import { Story } from './story.ts';
import { startTurning } from './turning.ts';

const page = byId('page');
const video = byId<HTMLVideoElement>('video');
const stage = document.querySelector<HTMLElement>('.stage');
const screen = document.querySelector<HTMLElement>('.screen');

/** An older browser keeps the page as it is sent: the file in the browser's own player, and forms. */
const isEnough =
  'replaceChildren' in Element.prototype && typeof SubmitEvent === 'function' && 'submitter' in SubmitEvent.prototype;

if (isEnough && page && video && stage && screen) start(page, video, stage, screen);

const paper = byId('print');
if (paper) {
  paper.hidden = false;
  paper.addEventListener('click', () => print());
}

function start(page: HTMLElement, video: HTMLVideoElement, stage: HTMLElement, screen: HTMLElement): void {
  const words = JSON.parse(page.dataset.words ?? '{}') as PlayerWords;
  const calm = matchMedia('(prefers-reduced-motion: reduce)');

  const host = h('div', { class: 'live-picture' });
  const outlines = h('div', { class: 'xray', hidden: true, 'aria-hidden': 'true' });
  const frame = h('div', { class: 'frame-box' });
  const over = h('div', { class: 'over' });
  screen.prepend(frame, over);
  frame.append(video, host, outlines);

  const live = new LivePlay(page, host, () => {
    head.dropLive();
    source.fallToWords();
  });
  const head = new Playback(video, host, Number(byId('lanes')?.dataset.seconds ?? 1), () => live.picture());
  const showing = new Showing({ words, video, head, live, outlines });

  const status = byId('live');
  function tell(text: string, undo?: () => void): void {
    if (!status) return;
    status.textContent = text;
    if (!undo) return;
    const button = h('button', { type: 'button', class: 'link', id: 'undo' }, words.undo);
    button.addEventListener('click', undo);
    status.append(' ', button);
  }

  /** What the video says, with its pictures: also in parts that were exchanged since. */
  function readInstead(): void {
    byId('transcript')?.setAttribute('open', '');
    showStills(video.poster);
  }

  const renewing = new Renewing({
    page,
    stage,
    exchange: (fresh, settled, scenes) => source.exchange(fresh, settled, scenes),
    onExchanged() {
      choices.again();
      enhance();
      if (stage.classList.contains('unplayable')) readInstead();
    },
    onManifest: take,
    isBusy: () => choices.busy,
  });
  const refresh = (settled?: readonly string[]): Promise<void> => renewing.refresh(settled);
  const source = new Source({
    ...{ video, stage, head, live, refresh },
    onUnplayable() {
      tell(words.nothingPlays);
      readInstead();
    },
  });

  const report = reporting(page);
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
        showing.redraw();
      });
    },
    async send(what, body) {
      const answer = await send(page.dataset[what], body);
      if (answer && what === 'keep') await refresh([(body as { field: string }).field]);
      return answer;
    },
  });
  const choices = startChoices({ page, live, head, tell, report, refresh, redraw: () => showing.redraw() });
  const player = startPlayer(stage, video, head, words);
  const describing = new Describing(head, video, words);

  let following = false;
  /** Once a picture while it plays, and once when it does not. */
  function follow(): void {
    showing.follow();
    // What waits for an answer comes before where the answer leads.
    interactions.follow();
    story.follow();
    describing.follow(story.at(head.time)?.id);
    if (head.paused || following) return;
    following = true;
    requestAnimationFrame(() => {
      following = false;
      follow();
    });
  }

  function take(now: Manifest): void {
    story.take(now);
    interactions.take(now.interactions, now.locale);
    const named = now.interactions.flatMap((one) => (one.kind === 'chapter' ? [one] : []));
    const chapters = [...now.scenes.filter(({ aside }) => !aside), ...named];
    player.chapters(chapters.sort((a, b) => a.start - b.start));
  }

  /** Turns on what only a script can do; again after parts were exchanged. */
  function enhance(): void {
    page.classList.add('live');
    const label = byId('now-label');
    if (label) label.textContent = label.dataset.now ?? '';
    show(showing.on);
  }

  function show(on: boolean): void {
    showing.set(on);
    follow();
  }

  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (event.submitter?.id === 'show') {
      event.preventDefault();
      show(!showing.on);
    } else if (form.matches('.answers form') && new URL(form.action).pathname.endsWith('/open')) {
      event.preventDefault();
      // The picture moves with the same press.
      if (!calm.matches) void head.play();
      void renewing.open(form).then(
        () => stage.scrollIntoView({ block: 'nearest' }),
        () => form.submit(),
      );
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
    if (target.closest('.read')) byId('transcript')?.setAttribute('open', '');
  });

  head.addEventListener('time', () => {
    if (head.paused) follow();
    else showing.draw();
  });
  head.addEventListener('change', () => {
    if (!head.paused) report({ type: 'play' });
    follow();
  });
  startEmbedded(head);
  startRemembering(page, head, words);
  startTurning(page, { shape: () => stage.dataset.shape ?? '', turn: (address) => renewing.turn(address) });
  enhance();
  source.start();
  renewing.start();
  (window.requestIdleCallback ?? setTimeout)(() => void live.prepare());
}
