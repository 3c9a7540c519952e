/**
 * A picture is drawn tile by tile, on the grid on which Chromium's compositor rasters a page without a GPU: how an edge
 * is smoothed depends on what it is drawn into, and only so is it what a screenshot of the page would show. Small tiles
 * are cheaper too: an element is drawn through a layer as large as the clip, and a large one is mapped anew each time.
 *
 * The grid is cc's `TilingData` with `kDefaultTileSize` 256 and one border texel: tiles overlap by two pixels, and of the
 * overlap each tile shows one.
 */
const TILE = 256;
const BORDER = 1;
const STRIDE = TILE - 2 * BORDER;

interface Span {
  /** What is rastered. */
  readonly from: number;
  readonly to: number;
  /** What of it is shown. */
  readonly shownFrom: number;
  readonly shownTo: number;
}

function spans(length: number): Span[] {
  const all: Span[] = [];
  for (let from = 0; from === 0 || from + 2 * BORDER < length; from += STRIDE) {
    const to = Math.min(from + TILE, length);
    all.push({
      from,
      to,
      shownFrom: from === 0 ? 0 : from + BORDER,
      shownTo: to === length ? length : to - BORDER,
    });
  }
  return all;
}

/** One clip a tile of a picture. */
export function tilesOf(width: number, height: number): Path2D[] {
  return spans(height).flatMap((y) =>
    spans(width).map((x) => {
      const clip = new Path2D();
      clip.rect(x.shownFrom, y.shownFrom, x.shownTo - x.shownFrom, y.shownTo - y.shownFrom);
      // A clip rasters its bounds: two corners of the whole tile make them those of the tile.
      clip.rect(x.from, y.from, 1, 1);
      clip.rect(x.to - 1, y.to - 1, 1, 1);
      return clip;
    }),
  );
}
