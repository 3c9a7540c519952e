/**
 * "With description": what each scene says and shows, spoken by the browser's own voice as it begins; the picture waits where
 * the words take longer. Without a voice for the language the words stand under the picture, where a screen reader reads them.
 */
import { button, h } from './elements.ts';
import { byId } from './page-parts.ts';
import type { Playback } from './playback.ts';
import type { PlayerWords } from './player-words.ts';

/** The video's own sound under a voice. */
const QUIET = 0.25;
/** A step in time longer than this, in seconds, was somebody's wish. */
const SOUGHT = 1;

export class Describing {
  readonly #head: Playback;
  readonly #video: HTMLVideoElement;
  readonly #line = h('p', { class: 'description', role: 'status', hidden: true });
  #on = false;
  #scene: string | undefined;
  #at = 0;
  #spoken: SpeechSynthesisUtterance | undefined;
  /** The picture waits for the voice. */
  #waits = false;

  constructor(head: Playback, video: HTMLVideoElement, words: PlayerWords) {
    this.#head = head;
    this.#video = video;
    const turn = button(
      words.described,
      () => {
        this.#on = !this.#on;
        turn.setAttribute('aria-pressed', String(this.#on));
        this.#line.hidden = !this.#on;
        if (!this.#on) this.#hush();
        this.#scene = undefined;
      },
      { id: 'described', class: 'link', 'aria-pressed': 'false' },
    );
    byId('tools')?.append(turn);
    byId('caption')?.after(this.#line);
    addEventListener('pagehide', () => this.#hush());
  }

  /** Called for every picture. `scene`: the one it is in. */
  follow(scene: string | undefined): void {
    if (!this.#on) return;
    const voice = globalThis.speechSynthesis as SpeechSynthesis | undefined;
    if (this.#head.paused && !this.#waits) voice?.pause();
    else voice?.resume();
    const sought = Math.abs(this.#head.time - this.#at) > SOUGHT;
    this.#at = this.#head.time;
    if (scene === this.#scene || (this.#waits && !sought)) return;
    if (this.#spoken && !sought && !this.#head.paused) {
      this.#waits = true;
      this.#head.pause();
      return;
    }
    this.#scene = scene;
    const paragraph = document.querySelector<HTMLElement>(`#transcript [data-scene="${scene}"]`);
    this.#say(paragraph?.textContent ?? '', paragraph?.closest<HTMLElement>('[lang]')?.lang ?? '');
  }

  #say(text: string, locale: string): void {
    this.#hush();
    this.#line.lang = locale;
    this.#line.textContent = text;
    const voice = voiceFor(locale);
    // Paused, it is the screen reader's to say.
    const isSpoken = voice !== undefined && text !== '' && !this.#head.paused;
    this.#line.setAttribute('aria-live', isSpoken ? 'off' : 'polite');
    if (!isSpoken) return;
    const words = new SpeechSynthesisUtterance(text);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = this.#head.rate;
    const ended = (): void => {
      if (this.#spoken !== words) return;
      this.#spoken = undefined;
      this.#video.volume = 1;
      if (!this.#waits) return;
      this.#waits = false;
      void this.#head.play();
    };
    words.addEventListener('end', ended);
    words.addEventListener('error', ended);
    this.#spoken = words;
    speechSynthesis.speak(words);
    this.#video.volume = QUIET;
  }

  #hush(): void {
    this.#waits = false;
    this.#spoken = undefined;
    this.#video.volume = 1;
    this.#line.textContent = '';
    (globalThis.speechSynthesis as SpeechSynthesis | undefined)?.cancel();
  }
}

function voiceFor(locale: string): SpeechSynthesisVoice | undefined {
  const [language = ''] = locale.split('-');
  const voices = (globalThis.speechSynthesis as SpeechSynthesis | undefined)?.getVoices() ?? [];
  return voices.find(({ lang }) => lang === locale) ?? voices.find(({ lang }) => lang.split(/[-_]/)[0] === language);
}
