/** The video, and under it where each thing it knows is in the picture. */
import type { ReactNode } from 'react';
import { address, videoAddress } from './address.ts';
import { joined } from './joined.ts';
import { TestBadge } from './notes.tsx';
import { playerWordsFor } from './player-words.ts';
import { fill, say } from './say.tsx';
import { formatTime } from './time.ts';
import type { WatchView } from './view.ts';
import { type Words, wordsFor } from './words.ts';

/** Stroke of a mark as a line of its own. `index`: the field's place in the template. */
export const Mark = ({ index }: { index: number }): ReactNode => <i className={`mark mark-${index + 1}`} aria-hidden />;

export function Stage({ view }: { view: WatchView }): ReactNode {
  const words = wordsFor(view.locale);
  const { video } = view;
  const used = view.disclosure.fields.some((field) => field.where.length > 0);
  return (
    <section
      className="stage"
      data-shape={view.format}
      aria-label={fill(view.locale, words.video, { title: view.title })}
    >
      <a className="skip read" href="#transcript">
        {words.readInstead}
      </a>
      <div className="screen">
        <video
          id="video"
          controls
          playsInline
          preload={video.state === 'ready' ? 'metadata' : 'none'}
          poster={video.poster}
          width={video.width}
          height={video.height}
          data-state={video.state}
          data-version={video.version}
          data-stream={video.streams ? address(view, 'stream.m3u8', { v: video.version }) : ''}
        >
          <source src={videoAddress(view)} type="video/mp4" />
          <track
            kind="captions"
            srcLang={video.locale}
            label={languageName(view.locale, video.locale)}
            src={address(view, 'captions.vtt', { v: video.version })}
          />
          <track
            kind="descriptions"
            srcLang={video.locale}
            label={playerWordsFor(view.locale).described}
            src={address(view, 'descriptions.vtt', { v: video.version })}
          />
        </video>
        {used && (
          <ul className="tags" id="tags" hidden aria-hidden>
            {view.disclosure.fields.map((field, index) => (
              <li key={field.key} data-field={field.key} hidden>
                <Mark index={index} />
                {field.label}
              </li>
            ))}
          </ul>
        )}
      </div>
      <TestBadge view={view} />
      <State view={view} words={words} />
      <Under view={view} words={words} />
    </section>
  );
}

const languageName = (inLocale: string, locale: string): string =>
  new Intl.DisplayNames([inLocale], { type: 'language' }).of(locale) ?? locale;

function State({ view, words }: { view: WatchView; words: Words }): ReactNode {
  const { state } = view.video;
  if (state === 'ready') return null;
  const drawing = view.person && !view.person.generalBecause ? words.drawing : words.drawingGeneral;
  return (
    <p className="state" id="state">
      {state === 'drawing' ? drawing : say(view.locale, words.failed, { sender: view.disclosure.controller.name })}{' '}
      {state === 'drawing' ? (
        <a href={address(view)}>{words.lookAgain}</a>
      ) : (
        <a href={address(view, '', { version: 'general' })}>{words.first.general}</a>
      )}
    </p>
  );
}

/**
 * Under the picture: play and seek (with a script; without one the browser's own controls stand in the picture), one line
 * a field along the video's length, and the switch that names in the picture what is in it.
 */
function Under({ view, words }: { view: WatchView; words: Words }): ReactNode {
  const { player } = words;
  const lanes = lanesOf(view);
  return (
    <div className="under">
      <button
        type="button"
        className="play"
        id="play"
        hidden
        aria-label={player.play}
        data-play={player.play}
        data-pause={player.pause}
      >
        <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden>
          <path className="when-paused" d="M8 5v14l12-7z" />
          <path className="when-playing" d="M7 5h3.5v14H7zM13.5 5H17v14h-3.5z" />
        </svg>
      </button>
      <div className="seek">
        <input
          type="range"
          id="seek"
          hidden
          min="0"
          max={view.video.seconds}
          step="any"
          defaultValue="0"
          aria-label={player.position}
        />
        <Lanes view={view} />
      </div>
      {lanes.length > 0 && <ShowData view={view} words={words} />}
      <p className="caption" id="caption" lang={view.video.locale} hidden />
      <p className="tools" id="tools" hidden>
        <span id="time" />
        <button type="button" className="link" id="captions" aria-pressed="false">
          {player.captions}
        </button>
        <button type="button" className="link" id="sound" aria-pressed="true">
          {player.sound}
        </button>
        <button type="button" className="link" id="full">
          {player.full}
        </button>
        <span className="silent">{playerWordsFor(view.locale).silent}</span>
      </p>
      <Shapes view={view} words={words} />
    </div>
  );
}

const lanesOf = (view: WatchView) =>
  view.disclosure.fields.map((field, index) => ({ field, index })).filter(({ field }) => field.where.length > 0);

/** The same times stand in words beside each field. */
function Lanes({ view }: { view: WatchView }): ReactNode {
  const { seconds } = view.video;
  const percent = (at: number): string => `${Math.round((at / seconds) * 10_000) / 100}%`;
  const lanes = lanesOf(view);
  return (
    <div className="lanes" aria-hidden id="lanes" data-seconds={seconds}>
      {lanes.length > 0 && (
        <svg width="100%" height={lanes.length * 12} role="presentation">
          {lanes.map(({ field, index }, lane) =>
            joined(field.where).map((part) => (
              <foreignObject
                key={`${field.key} ${part.start}`}
                x={percent(part.start)}
                y={lane * 12}
                width={percent(part.end - part.start)}
                height={12}
                data-field={field.key}
                data-start={part.start}
                data-end={part.end}
              >
                <Mark index={index} />
              </foreignObject>
            )),
          )}
        </svg>
      )}
    </div>
  );
}

function ShowData({ view, words }: { view: WatchView; words: Words }): ReactNode {
  return (
    <>
      <form method="get" action={view.at} className="show">
        {Object.entries(view.carry).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button
          type="submit"
          id="show"
          className="solid"
          name="show"
          value={view.shown ? '' : 'data'}
          aria-pressed={view.shown}
        >
          {words.show}
        </button>
      </form>
      <p className="now" id="now" hidden={!view.shown} data-nothing={words.nothingNow}>
        <span id="now-label" data-now={words.nowInPicture}>
          {words.inPicture}:
        </span>{' '}
        <span id="now-list">
          {lanesOf(view).map(({ field, index }) => (
            <span key={field.key} data-field={field.key}>
              <Mark index={index} /> {field.label}
              <small>
                {' '}
                {joined(field.where)
                  .map((part) => `${formatTime(part.start)}–${formatTime(part.end)}`)
                  .join(', ')}
              </small>
            </span>
          ))}
        </span>
      </p>
    </>
  );
}

function Shapes({ view, words }: { view: WatchView; words: Words }): ReactNode {
  if (view.formats.length < 2) return null;
  return (
    <p className="shapes">
      {words.shape}:{' '}
      {view.formats.map((format) => (
        <a
          key={format}
          href={address(view, '', { format })}
          {...(format === view.format ? { 'aria-current': 'true' as const } : {})}
        >
          {words.shapes[format] ?? format}
        </a>
      ))}
    </p>
  );
}
