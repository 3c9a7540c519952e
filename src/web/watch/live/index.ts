/** The script that plays one template live: built apart for each, fetched only when it is wanted. */
import template from 'candor-live-template';
import { sceneAt, shapeOf, sizeOf, timeline } from '../../../../remotion/shape.ts';
import { drawerIn } from './picture.tsx';
import type { LiveModule, LivePicture, LiveProps } from './types.ts';
import { Xray } from './xray.ts';

const shape = shapeOf(template);

/**
 * `content` as the template fills it up; and a layer that keeps to the data: a field that is gone is nowhere in it, one that
 * was not measured yet, because it was entered a moment ago, is named wherever a scene receives it.
 */
function filled(props: LiveProps): LiveProps {
  const { uses } = props.layer;
  const fresh = Object.keys(props.data).filter((field) => !uses.some((use) => use.field === field));
  const assumed = shape.scenes.flatMap(({ uses: used, from, frames }) =>
    fresh.filter((field) => used.includes(field)).map((field) => ({ field, from, to: from + frames })),
  );
  return {
    ...props,
    content: template.content.parse(props.content) as LiveProps['content'],
    layer: {
      ...props.layer,
      uses: [
        ...uses.filter(({ field }) => props.data[field] !== undefined),
        ...assumed.filter(({ field }) => props.entered.includes(field)),
      ],
    },
  };
}

/** A style sheet in the document for its fonts, and in the picture's own tree for everything else: page and picture do not mix. */
async function withStyle(shadow: ShadowRoot, address: string): Promise<void> {
  const sheets = [document.head, shadow].map((place) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    const ready = new Promise<void>((done, fail) => {
      link.onload = () => done();
      link.onerror = () => fail(new Error('the style sheet of the frames did not load'));
    });
    if (place === document.head && document.querySelector(`head link[href="${address}"]`)) return Promise.resolve();
    place.append(link);
    return ready;
  });
  await Promise.all(sheets);
}

export const open: LiveModule['open'] = async (host, style, first, onFail) => {
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  await withStyle(shadow, style);
  const [stage, unseen] = [document.createElement('div'), document.createElement('div')];
  unseen.style.cssText = 'position:absolute;left:0;top:0;visibility:hidden;pointer-events:none';
  stage.style.cssText = 'position:absolute;inset:0';
  // The region around it has the picture's name; what is written in it is in the transcript.
  for (const part of [stage, unseen]) {
    part.inert = true;
    part.ariaHidden = 'true';
  }
  shadow.append(stage, unseen);

  let given = first;
  let props = filled(first);
  let shown = 0;
  // Scenes lie where they do in the version that is played: a change on this device alone may make the statement longer,
  // and what lies behind it must not move under whoever is there.
  const played = () => timeline(shape, given.layer, given.locale);
  const placeOf = (frame: number): number => {
    const now = sceneAt(played(), frame);
    const drawn = timeline(shape, props.layer, props.locale).scenes.find(({ id }) => id === now?.id);
    return now && drawn ? drawn.from + Math.min(frame - now.from, drawn.frames - 1) : frame;
  };
  const drawer = drawerIn(stage, template, 'fill', onFail);
  const xray = new Xray(template, unseen);
  const draw = (frame: number): void => {
    shown = frame;
    const { frames } = timeline(shape, props.layer, props.locale);
    drawer.draw(props, placeOf(frame), frames);
  };

  const picture: LivePicture = {
    fps: shape.fps,
    get frames() {
      return played().frames;
    },
    get width() {
      return sizeOf(shape, props.format).width;
    },
    get height() {
      return sizeOf(shape, props.format).height;
    },
    get scenes() {
      return played().scenes;
    },
    show: draw,
    update(next) {
      given = next;
      props = filled(next);
      xray.forget();
      draw(shown);
    },
    outlines: (frame) => xray.outlines(props, placeOf(frame)),
    close() {
      drawer.close();
      xray.close();
      stage.remove();
      unseen.remove();
    },
  };
  draw(0);
  return picture;
};
