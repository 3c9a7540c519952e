/**
 * `<candor-video link="https://…/v/…">`: the watch page in a frame of its own origin, as high as it needs to be. What happens
 * in it comes out as DOM events; nothing else of it can be read from outside.
 */
import type { EmbedEvent } from './events.ts';

type Message =
  | ({ readonly candor: 1 } & EmbedEvent)
  | { readonly candor: 1; readonly type: 'size'; readonly height: number };

const EVENTS: readonly string[] = ['play', 'scene', 'answer', 'choice', 'cta'];
/** Scripts and forms of the page, its own cookie, links that open beside; nothing that reaches the page around it. */
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads';

class CandorVideo extends HTMLElement {
  static readonly observedAttributes = ['link', 'video-title'];
  #frame: HTMLIFrameElement | undefined;
  readonly #hear = (event: MessageEvent): void => this.#heard(event);

  connectedCallback(): void {
    this.style.display ||= 'block';
    addEventListener('message', this.#hear);
    this.#load();
  }
  disconnectedCallback(): void {
    removeEventListener('message', this.#hear);
    this.#frame?.remove();
    this.#frame = undefined;
  }
  attributeChangedCallback(): void {
    if (this.isConnected) this.#load();
  }

  /** Plays, where the browser lets a page start a video without a press in it. */
  play(): void {
    this.#send('play');
  }
  pause(): void {
    this.#send('pause');
  }

  get #address(): URL | undefined {
    try {
      const url = new URL(this.getAttribute('link') ?? '');
      return /^https?:$/.test(url.protocol) ? url : undefined;
    } catch {
      return undefined;
    }
  }

  #load(): void {
    const address = this.#address;
    if (!address) {
      this.#frame?.remove();
      this.#frame = undefined;
      return;
    }
    address.searchParams.set('embed', location.origin);
    const frame = this.#frame ?? document.createElement('iframe');
    frame.setAttribute('sandbox', SANDBOX);
    frame.allow = 'autoplay; fullscreen; picture-in-picture';
    frame.referrerPolicy = 'no-referrer';
    frame.title = this.getAttribute('video-title') ?? 'Video';
    frame.style.cssText = 'display:block;width:100%;height:40rem;border:0';
    if (frame.src !== address.href) frame.src = address.href;
    if (!frame.isConnected) this.append(frame);
    this.#frame = frame;
  }

  #send(command: 'play' | 'pause'): void {
    const address = this.#address;
    if (address) this.#frame?.contentWindow?.postMessage({ candor: 1, command }, address.origin);
  }

  /** Only from the frame, and only while it shows the link's own origin. */
  #heard({ origin, source, data }: MessageEvent): void {
    if (!this.#frame || source !== this.#frame.contentWindow || origin !== this.#address?.origin) return;
    const message = data as Message | null;
    if (typeof message !== 'object' || message?.candor !== 1) return;
    if (message.type === 'size') {
      if (Number.isFinite(message.height)) this.#frame.style.height = `${Math.ceil(message.height)}px`;
      return;
    }
    if (!EVENTS.includes(message.type)) return;
    const { candor: _, ...detail } = message;
    this.dispatchEvent(new CustomEvent(message.type, { detail, bubbles: true }));
  }
}

if (!customElements.get('candor-video')) customElements.define('candor-video', CandorVideo);
