/**
 * What in a frame comes from which field: the frame is drawn, unseen, with everything and without each field, and what differs
 * is outlined. Where a field shows only when the others are gone, it is compared with nothing, as the disclosure is measured.
 */
import { sceneAt, shapeOf, timeline } from '../../../../remotion/shape.ts';
import type { Template } from '../../../../remotion/template.ts';
import { type Box, differences, merged } from './differences.ts';
import { type Drawer, drawerIn } from './picture.tsx';
import type { LiveProps, Outline } from './types.ts';

/** Of the video, in pixels at a width of 1280. */
const TOUCHING = 20;
/** As many frames as a second look may ask for again. */
const KEPT = 400;

export class Xray {
  readonly #template: Template;
  readonly #place: HTMLElement;
  readonly #drawers = new Map<string, { readonly place: HTMLElement; readonly drawer: Drawer }>();
  readonly #known = new Map<number, readonly Outline[]>();

  /** @param place an unseen element in the tree of the live picture's styles */
  constructor(template: Template, place: HTMLElement) {
    this.#template = template;
    this.#place = place;
  }

  /** Other props, other outlines. */
  forget(): void {
    this.#known.clear();
  }

  outlines(props: LiveProps, frame: number): readonly Outline[] {
    const known = this.#known.get(frame);
    if (known) return known;
    const found = this.#measure(props, frame);
    if (this.#known.size >= KEPT) this.#known.clear();
    this.#known.set(frame, found);
    return found;
  }

  close(): void {
    for (const { drawer } of this.#drawers.values()) drawer.close();
    this.#drawers.clear();
  }

  #measure(props: LiveProps, frame: number): Outline[] {
    const shape = shapeOf(this.#template);
    const now = sceneAt(timeline(shape, props.layer, props.locale), frame);
    const scene = shape.scenes.find(({ id }) => id === now?.id);
    const size = this.#template.formats[props.format];
    if (!now || !scene || !size) return [];
    const present = scene.uses.filter((field) => props.data[field] !== undefined);
    if (present.length === 0) return [];
    const { frames } = timeline(shape, undefined, props.locale);
    // Without the layer there is no statement: the scene lies where it lies without it.
    const own = timeline(shape, undefined, props.locale).scenes.find(({ id }) => id === now.id)?.from ?? 0;
    const draw = (fields: readonly string[]): Element => this.#draw(props, fields, own + frame - now.from, frames);
    const everything = draw(present);
    const named = present.flatMap((field) => {
      const others = present.filter((one) => one !== field);
      let boxes = differences(everything, draw(others));
      if (boxes.length === 0 && others.length > 0) boxes = differences(draw([field]), draw([]));
      return boxes.length === 0 ? [] : [{ field, boxes }];
    });
    const rest = present.filter((field) => !named.some((one) => one.field === field));
    const unexplained = rest.length === 0 ? [] : differences(draw(rest), draw([]));
    const found = unexplained.length === 0 ? named : present.map((field) => ({ field, boxes: unexplained }));
    const { width } = everything.getBoundingClientRect();
    return found.map(({ field, boxes }) => ({
      field,
      mark: shape.fields.findIndex(({ key }) => key === field),
      rects: merged(boxes, (TOUCHING * width) / 1280).map((box) => rectOf(box, size, width)),
    }));
  }

  #draw(props: LiveProps, fields: readonly string[], frame: number, frames: number): Element {
    const key = fields.join(' ');
    let known = this.#drawers.get(key);
    if (!known) {
      const place = document.createElement('div');
      this.#place.append(place);
      known = { place, drawer: drawerIn(place, this.#template, 'own') };
      this.#drawers.set(key, known);
    }
    const data = Object.fromEntries(fields.map((field) => [field, props.data[field]]));
    const { content, brand, format, locale } = props;
    known.drawer.draw({ data, content, brand, format, locale }, frame, frames);
    // The scene's own box: the space of the disclosure is below it.
    return known.place.querySelector('.candor') ?? known.place;
  }
}

function rectOf(box: Box, size: { readonly width: number; readonly height: number }, width: number) {
  return {
    x: box.left / width,
    y: ((box.top / width) * size.width) / size.height,
    width: (box.right - box.left) / width,
    height: (((box.bottom - box.top) / width) * size.width) / size.height,
  };
}
