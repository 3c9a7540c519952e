/**
 * Controls under the picture instead of in it, so that they never lie over what the picture says it uses. The video element
 * alone knows whether it plays; the controls ask and show what it answers.
 */
import { formatTime } from './time.ts';

const byId = <E extends HTMLElement>(id: string): E | null => document.getElementById(id) as E | null;

export function startPlayer(video: HTMLVideoElement): void {
  const play = byId<HTMLButtonElement>('play');
  const seek = byId<HTMLInputElement>('seek');
  const tools = byId('tools');
  const time = byId('time');
  const line = byId('caption');
  if (!play || !seek || !tools || !time) return;
  for (const part of [play, seek, tools]) part.hidden = false;
  video.controls = false;

  const toggle = (): void => {
    if (video.paused) void video.play().catch(() => undefined);
    else video.pause();
  };
  const length = (): number => (Number.isFinite(video.duration) ? video.duration : Number(seek.max));

  /** Captions stand under the picture, not over what the picture says it uses; in full screen there is no other place. */
  let captionsOn = false;
  const caption = (): void => {
    const track = video.textTracks[0];
    if (!line || !track) return;
    const inPicture = captionsOn && video.controls;
    const mode = inPicture ? 'showing' : captionsOn ? 'hidden' : 'disabled';
    if (track.mode !== mode) track.mode = mode;
    track.oncuechange = caption;
    line.hidden = !captionsOn || inPicture;
    line.textContent = Array.from(track.activeCues ?? [], (cue) => (cue as VTTCue).text).join('\n');
  };

  const show = (): void => {
    const { currentTime, paused } = video;
    play.classList.toggle('playing', !paused);
    play.setAttribute('aria-label', (paused ? play.dataset.play : play.dataset.pause) ?? '');
    seek.max = String(length());
    seek.value = String(currentTime);
    seek.style.setProperty('--done', `${(currentTime / length()) * 100}%`);
    time.textContent = `${formatTime(currentTime)} / ${formatTime(length())}`;
    seek.setAttribute('aria-valuetext', time.textContent);
    byId('sound')?.setAttribute('aria-pressed', String(!video.muted));
    byId('captions')?.setAttribute('aria-pressed', String(captionsOn));
  };

  play.addEventListener('click', toggle);
  video.addEventListener('click', () => {
    if (!video.controls) toggle();
  });
  seek.addEventListener('input', () => {
    video.currentTime = Number(seek.value);
  });
  byId('sound')?.addEventListener('click', () => {
    video.muted = !video.muted;
  });
  byId('captions')?.addEventListener('click', () => {
    captionsOn = !captionsOn;
    caption();
    show();
  });
  byId('full')?.addEventListener('click', () => void video.requestFullscreen?.().catch(() => undefined));
  document.addEventListener('fullscreenchange', () => {
    video.controls = document.fullscreenElement === video;
    caption();
  });

  const smooth = (): void => {
    show();
    if (!video.paused) requestAnimationFrame(smooth);
  };
  video.addEventListener('play', smooth);
  // A new version brings a new track.
  video.addEventListener('loadedmetadata', caption);
  for (const event of ['pause', 'ended', 'seeked', 'timeupdate', 'volumechange', 'loadedmetadata', 'durationchange']) {
    video.addEventListener(event, show);
  }
  show();
}
