/** A template that moves in the page: a still until somebody points at it, focuses it or presses it. Without sound. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { LiveModule, LivePicture, LiveProps } from '../../watch/live/types.ts';
import { call } from '../api/call.ts';
import type { Play, Template } from '../api/types.ts';
import { words } from '../ui/format.ts';
import { Drawing } from '../ui/problem.tsx';

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
/** A part of the first scene by which it has settled. */
const SETTLED = 0.7;

interface MovingProps {
  readonly template: Template;
  /** Whether it may play by itself while it is pointed at. */
  readonly wanted: boolean;
}

export function Moving({ template, wanted }: MovingProps) {
  const { data: play, isError } = useQuery({
    queryKey: ['templates', template.id, 'play', template.version],
    queryFn: ({ signal }) => call<Play>('GET', `/v1/templates/${template.id}/play`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const host = useRef<HTMLDivElement>(null);
  const [picture, setPicture] = useState<LivePicture>();
  const [failed, setFailed] = useState(false);
  const [pressed, setPressed] = useState(false);

  useEffect(() => {
    const place = host.current;
    if (!play || !place) return;
    let open: LivePicture | undefined;
    let left = false;
    const own = document.createElement('div');
    own.className = 'own';
    place.append(own);
    const { script, style, ...props } = play;
    import(/* @vite-ignore */ script)
      .then((module: LiveModule) =>
        module.open(own, style, { ...(props as Omit<LiveProps, 'entered'>), entered: [] }, () => setFailed(true)),
      )
      .then((opened) => {
        if (left) return opened.close();
        open = opened;
        opened.show(settledFrame(opened));
        setPicture(opened);
      })
      .catch(() => setFailed(true));
    return () => {
      left = true;
      open?.close();
      own.remove();
      setPicture(undefined);
    };
  }, [play]);

  const plays = pressed || (wanted && !still());
  useEffect(() => {
    if (!picture || !plays) return;
    let asked = 0;
    let began: number | undefined;
    const tick = (now: number): void => {
      began ??= now;
      picture.show(Math.floor(((now - began) / 1000) * picture.fps) % picture.frames);
      asked = requestAnimationFrame(tick);
    };
    asked = requestAnimationFrame(tick);
    return () => {
      cancelAnimationFrame(asked);
      picture.show(settledFrame(picture));
    };
  }, [picture, plays]);

  const { width = 16, height = 9 } = Object.values(template.formats)[0] ?? {};
  const title = words(template.title);
  const broken = !picture && (failed || isError);
  return (
    <div className="moving" style={{ aspectRatio: `${width} / ${height}` }}>
      <div ref={host} className="picture" aria-hidden="true" data-ready={picture ? true : undefined} />
      {!picture && !broken && <Drawing />}
      {broken && (
        <p className="quiet" role="status">
          This template cannot be played here; its author can see why with candor template lint.
        </p>
      )}
      <button type="button" className="button small play" onClick={() => setPressed(!pressed)} disabled={!picture}>
        {plays ? 'Stop' : 'Play'}
        <span className="unseen"> {title}</span>
      </button>
    </div>
  );
}

const settledFrame = ({ scenes, frames }: LivePicture): number => {
  const first = scenes[0];
  return first ? first.from + Math.floor(first.frames * SETTLED) : Math.floor(frames / 4);
};
