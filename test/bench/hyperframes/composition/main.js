/** Puts the scenes on one paused timeline and registers it. */
{
  const times = (id) => {
    const { start, duration } = document.getElementById(id).dataset;
    return [Number(start), Number(start) + Number(duration)];
  };
  daylight.hello(...times('hello'));
  charts.months(...times('months'));
  charts.compare(...times('compare'));
  dial.tip(...times('tip'));
  daylight.close(times('close')[0]);
  const [start, end] = times('statement');
  statement.statement(start, end - start);
  window.__timelines = window.__timelines || {};
  window.__timelines.year = kit.timeline;
}
