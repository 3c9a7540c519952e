/** The two charts: twelve bars that stand up, and rows that are measured against each other. */
(() => {
  const { timeline, frames, put, fade, headline, label, marker, leaving } = kit;
  const chart = { x: 600, y: 136, width: 592, height: 424 };
  const foot = chart.y + chart.height;

  /** A box that grows along one axis, with a small overshoot. */
  function grow(parent, { x, y, width, height, fill }, axis, at) {
    const bar = put(parent, 'div.at', `left:${x}px;top:${y}px;width:${width}px;height:${height}px;background:${fill}`);
    const origin = axis === 'scaleY' ? '0 100%' : '0 0';
    timeline.fromTo(
      bar,
      { [axis]: 0 },
      { [axis]: 1, duration: frames(22), ease: 'back.out(1.2)', transformOrigin: origin },
      at,
    );
  }

  function months(start, end) {
    const section = document.getElementById('months');
    const group = leaving(section, end);
    headline(group, story.months, start, 52);
    const pitch = chart.width / 12;
    const thick = Math.round(pitch * 0.8);
    const most = Math.max(1, ...story.usage, ...story.typical);
    const along = (value) => (value / most) * (chart.height - 50);
    story.usage.forEach((value, month) => {
      const at = start + frames(12 + month * 2);
      const middle = chart.x + (month + 0.5) * pitch;
      const bar = { x: middle - thick / 2, y: foot - along(value), width: thick, height: along(value) };
      grow(group, { ...bar, fill: 'color-mix(in oklab, var(--mark-usageKwh) 24%, var(--paper))' }, 'scaleY', at);
      const strong = month === story.lightest;
      const mark = start + frames(52);
      if (strong) {
        const { x, y, width, height } = bar;
        fade(
          put(
            group,
            'div.at',
            `left:${x}px;top:${y}px;width:${width}px;height:${height}px;background:var(--mark-usageKwh)`,
          ),
          mark,
          14,
        );
        // Above the average's line, if the figure would stand on it.
        const line = along(story.typical[month]) - height;
        const top = line > -4 && line < 48 ? y - line : y;
        label(
          group,
          { x: middle, y: top - 26, size: 36, anchor: -50, kind: 'figure', at: mark },
          String(Math.round(value)),
        );
      } else
        label(
          group,
          { x: middle, y: foot - 18, size: 20, anchor: -50, kind: 'text', at: at + frames(8) },
          String(Math.round(value)),
        );
      label(group, { x: middle, y: foot + 20, size: 20, anchor: -50 }, 'JFMAMJJASOND'[month]);
      const average = put(
        group,
        'div.at',
        `left:${middle - pitch / 2}px;top:${Math.round(foot - along(story.typical[month]))}px;width:${pitch}px;height:2px;background:var(--ink)`,
      );
      timeline.fromTo(
        average,
        { scaleX: 0 },
        { scaleX: 1, duration: frames(10), ease: 'power2.out' },
        start + frames(76 + month),
      );
    });
    label(
      group,
      { x: chart.x + chart.width, y: chart.y - 24, size: 20, anchor: -100, at: start + frames(76) },
      '— average home',
    );
    // The axis comes from where the first scene left it.
    const axis = put(
      section,
      'div.at',
      `left:${chart.x}px;top:${foot - 0.75}px;width:${chart.width}px;height:1.5px;background:var(--ink)`,
    );
    timeline.fromTo(
      axis,
      { x: 88 - chart.x, scaleX: 1104 / chart.width },
      { x: 0, scaleX: 1, duration: frames(16), ease: 'power2.inOut', transformOrigin: '0 0' },
      start,
    );
    marker(section, ['usageKwh'], start + frames(12));
  }

  function compare(start, end) {
    const section = document.getElementById('compare');
    const group = leaving(section, end);
    const { rows, against } = story.compare;
    headline(group, story.compare, start, 34);
    const most = Math.max(1, ...rows.map(({ kwh }) => kwh));
    const bars = rows.map(({ kwh, field }, index) => {
      const fill =
        index === 0
          ? 'var(--mark-usageKwh)'
          : field
            ? `color-mix(in oklab, var(--mark-${field}) 36%, var(--paper))`
            : 'var(--bar)';
      return { x: 600, y: 88 + index * 122 + 40, width: (kwh / most) * 592, height: 72, fill };
    });
    rows.forEach((row, index) => {
      const bar = bars[index];
      const at = start + frames(14 + index * 6);
      const strong = index === 0;
      label(group, { x: 606, y: bar.y - 20, size: 20, kind: strong ? 'strong' : 'quiet', at }, row.label);
      grow(group, bar, 'scaleX', at);
      label(
        group,
        {
          x: 1192,
          y: bar.y - (strong ? 22 : 20),
          size: strong ? 36 : 20,
          anchor: -100,
          kind: strong ? 'figure' : 'quiet',
          at: at + frames(12),
        },
        row.value,
      );
    });
    difference(group, bars[0], bars[against], start + frames(62));
    const axis = put(section, 'div.at', `left:599px;top:94px;width:1.5px;height:482px;background:var(--ink)`);
    timeline.fromTo(
      axis,
      { rotation: 90 },
      { rotation: 0, duration: frames(16), ease: 'power2.inOut', transformOrigin: '0 100%' },
      start,
    );
    marker(section, ['usageKwh', 'homeSize'], start + frames(12));
  }

  /** What is missing from the viewer's bar, or what it has more: hatched, and a plumb line from the other bar. */
  function difference(parent, you, peer, at) {
    const [low, high] = [Math.min(you.width, peer.width), Math.max(you.width, peer.width)];
    const ink = you.width > peer.width ? 'var(--paper)' : 'var(--mark-usageKwh)';
    const gap = put(
      parent,
      'div.at',
      `left:${you.x + low}px;top:${you.y}px;height:${you.height}px;background:repeating-linear-gradient(115deg, ${ink} 0 1.5px, transparent 0 7.5px)`,
    );
    timeline.fromTo(gap, { width: 0 }, { width: high - low, duration: frames(18), ease: 'power2.inOut' }, at);
    const plumb = put(
      parent,
      'div.at',
      `left:${peer.x + peer.width}px;top:${you.y}px;height:${peer.y - you.y}px;border-left:1.5px dashed var(--ink)`,
    );
    timeline.fromTo(
      plumb,
      { scaleY: 0 },
      { scaleY: 1, duration: frames(18), ease: 'power2.inOut', transformOrigin: '0 100%' },
      at,
    );
  }

  window.charts = { months, compare };
})();
