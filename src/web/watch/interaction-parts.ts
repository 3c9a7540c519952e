/** Each kind of interaction as elements: native controls, so that keyboard and screen reader know them. */
import type { Interaction } from '../../../remotion/interactions/schema.ts';
import type { EmbedEvent } from '../embed/events.ts';
import { button, h, panel } from './elements.ts';
import { askingForm } from './interaction-form.ts';
import type { PlayerWords } from './player-words.ts';

type Of<K extends Interaction['kind']> = Extract<Interaction, { kind: K }>;
type Value = string | number | boolean;

/** Which questions of a quiz were answered, which of them right; how many there are. */
export interface Quiz {
  readonly answered: Set<string>;
  readonly right: Set<string>;
  all: number;
}

/** What the page can do for an interaction. */
export interface Doing {
  readonly words: PlayerWords;
  /** Of the page and its words; the texts of an interaction may be in another one. */
  readonly locale: string;
  readonly quiz: Quiz;
  /** The chosen option or value, kept on this device while the page is open. */
  readonly answers: Map<string, string>;
  readonly values: Map<string, Value>;
  /** Whether there is a session: without it nothing can be kept or sent. */
  canSend(): boolean;
  /** Says it politely. */
  tell(text: string): void;
  /** Told to whoever listens: the embedding page, and the counters where they count. */
  report(event: EmbedEvent, counted?: boolean): void;
  goTo(scene: string): void;
  pause(): void;
  play(): void;
  /** Draws with this value from now on, on this device. */
  change(field: string, value: Value): void;
  /** Sends to one of the link's own addresses; the answer's JSON, or `undefined` where it was refused. */
  send(what: 'keep' | 'forms' | 'votes', body: unknown): Promise<unknown>;
  pass(interaction: Interaction): void;
}

export function drawInteraction(interaction: Interaction, d: Doing): HTMLElement {
  switch (interaction.kind) {
    case 'cta':
      return callOf(interaction, d);
    case 'hotspot':
      return hotspotOf(interaction, d);
    case 'pause':
      return panel(
        interaction.text,
        h('p', {}, interaction.text),
        interaction.button ? button(interaction.button, () => d.pass(interaction)) : goesOn(interaction, d),
      );
    case 'question':
      return questionOf(interaction, d);
    case 'poll':
      return pollOf(interaction, d);
    case 'form':
      return askingForm(interaction, d);
    case 'input':
      return inputOf(interaction, d);
    case 'variant':
      return variantOf(interaction, d);
    case 'chapter':
      return h('div', { hidden: true });
  }
}

function callOf({ id, label, url }: Of<'cta'>, d: Doing): HTMLElement {
  const link = h('a', { class: 'button solid', href: url, target: '_blank', rel: 'noopener noreferrer' }, label ?? url);
  link.addEventListener('click', () => {
    d.pause();
    d.report({ type: 'cta', interaction: id });
  });
  return h('div', { class: 'asks calls' }, link);
}

function hotspotOf({ label, text, goTo }: Of<'hotspot'>, d: Doing): HTMLElement {
  const place = h('div', { class: 'asks spot' });
  const opens = button(
    label,
    () => {
      if (goTo) return d.goTo(goTo);
      d.pause();
      opens.setAttribute('aria-expanded', 'true');
      const shut = (): void => {
        note.remove();
        opens.setAttribute('aria-expanded', 'false');
        opens.focus();
        d.play();
      };
      const note = h('div', { class: 'note', role: 'group', 'aria-label': label }, h('p', {}, text ?? ''));
      note.append(button(d.words.close, shut));
      note.addEventListener('keydown', (event) => {
        if (event.key === 'Escape') shut();
      });
      place.querySelector('.note')?.remove();
      place.append(note);
      note.querySelector('button')?.focus({ preventScroll: true });
    },
    text && !goTo ? { 'aria-expanded': 'false' } : {},
  );
  place.append(opens);
  return place;
}

function questionOf(question: Of<'question'>, d: Doing): HTMLElement {
  const { id, text, options } = question;
  const scored = options.some(({ right }) => right !== undefined);
  const answer = h('p', { class: 'feedback', role: 'status' });
  const goOn = goesOn(question, d, { class: 'solid' });
  const choose = (option: string): void => {
    const chosen = options.find((one) => one.id === option);
    d.answers.set(id, option);
    for (const one of list.querySelectorAll('button'))
      one.setAttribute('aria-pressed', String(one.dataset.option === option));
    const verdict = scored ? ownWords(d, chosen?.right ? d.words.right : d.words.wrong) : '';
    answer.replaceChildren(verdict, ' ', chosen?.feedback ?? '', ' ', scored ? scoreOf(id, chosen?.right, d) : '');
    goOn.hidden = false;
    d.report({ type: 'answer', interaction: id, option });
  };
  const list = choicesOf(options, d.answers.get(id), choose);
  goOn.hidden = !d.answers.has(id);
  return panel(text, group(text, list), answer, goOn);
}

/** How many were right so far, once there are more than one. */
function scoreOf(id: string, right: boolean | undefined, { quiz, words, locale }: Doing): Node | string {
  quiz.answered.add(id);
  if (right) quiz.right.add(id);
  else quiz.right.delete(id);
  if (quiz.all < 2) return '';
  const [count, all] = [quiz.right.size, quiz.answered.size].map((n) => n.toLocaleString(locale));
  return h('b', { lang: locale }, words.score.replace('{right}', count ?? '').replace('{all}', all ?? ''));
}

const ownWords = (d: Doing, text: string): HTMLElement => h('span', { lang: d.locale }, text);

const goesOn = (interaction: Interaction, d: Doing, more: Readonly<Record<string, string>> = {}) =>
  button(d.words.go, () => d.pass(interaction), { lang: d.locale, ...more });

function pollOf(poll: Of<'poll'>, d: Doing): HTMLElement {
  const { id, text, options } = poll;
  const said = h('p', { class: 'feedback', role: 'status', lang: d.locale });
  const goOn = goesOn(poll, d, { class: 'solid' });
  const choose = async (option: string): Promise<void> => {
    d.answers.set(id, option);
    for (const one of list.querySelectorAll('button'))
      one.setAttribute('aria-pressed', String(one.dataset.option === option));
    goOn.hidden = false;
    d.report({ type: 'answer', interaction: id, option }, false);
    const answer = (await d.send('votes', { poll: id, option })) as
      | { polls: Record<string, Record<string, number>> }
      | undefined;
    if (!answer) {
      said.textContent = d.words.notSent;
      return;
    }
    const totals = answer.polls[id] ?? {};
    const all = Object.values(totals).reduce((sum, n) => sum + n, 0);
    for (const one of list.querySelectorAll<HTMLElement>('button')) {
      const n = totals[one.dataset.option ?? ''];
      one.querySelector('small')?.remove();
      if (n === undefined) continue;
      one.append(h('small', {}, `${Math.round((n / all) * 100)} %`));
      one.style.setProperty('--share', `${(n / all) * 100}%`);
    }
    said.textContent = all > 0 ? d.words.total.replace('{n}', all.toLocaleString(d.locale)) : d.words.few;
  };
  const list = choicesOf(options, d.answers.get(id), (option) => void choose(option));
  goOn.hidden = !d.answers.has(id);
  return panel(text, group(text, list), said, goOn);
}

function choicesOf(
  options: readonly { readonly id: string; readonly label: string }[],
  chosen: string | undefined,
  choose: (option: string) => void,
): HTMLElement {
  return h(
    'ul',
    { class: 'options' },
    ...options.map(({ id, label }) =>
      h(
        'li',
        {},
        button(label, () => choose(id), { 'data-option': id, 'aria-pressed': String(chosen === id) }),
      ),
    ),
  );
}

const group = (text: string, ...children: readonly Node[]): HTMLElement =>
  h('fieldset', {}, h('legend', {}, text), ...children);

function inputOf(input: Of<'input'>, d: Doing): HTMLElement {
  const { field, text, slider, options } = input;
  const known = d.values.get(field);
  const keep = keepOf(input, d);
  const change = (value: Value): void => {
    d.values.set(field, value);
    d.change(field, value);
    keep.hidden = false;
  };
  keep.hidden = known === undefined;
  const goOn = input.hold ? [goesOn(input, d)] : [];
  if (slider) {
    const written = (value: number): string => slider.shown.replace('{value}', value.toLocaleString(d.locale));
    const now = typeof known === 'number' ? known : slider.initial;
    const output = h('output', {}, written(now));
    const range = h('input', {
      type: 'range',
      min: slider.min,
      max: slider.max,
      step: slider.step,
      value: now,
      'aria-label': text,
      'aria-valuetext': written(now),
    });
    range.addEventListener('input', () => {
      output.textContent = written(range.valueAsNumber);
      range.setAttribute('aria-valuetext', written(range.valueAsNumber));
      change(range.valueAsNumber);
    });
    return panel(text, h('p', { 'aria-hidden': 'true' }, text, ' ', output), range, keep, ...goOn);
  }
  const buttons = (options ?? []).map(({ value, label }) => {
    const one = button(
      label,
      () => {
        for (const other of buttons) other.setAttribute('aria-pressed', String(other === one));
        change(value);
      },
      { 'aria-pressed': String(known === value) },
    );
    return one;
  });
  return panel(text, group(text, h('div', { class: 'options' }, ...buttons)), keep, ...goOn);
}

/** Until it is pressed the value is on this device alone, and it says so. */
function keepOf(input: Of<'input'>, d: Doing): HTMLElement {
  const said = h('span', { role: 'status', lang: d.locale }, d.canSend() ? d.words.onlyHere : '');
  const keeps = button(d.words.keep, async () => {
    const kept = await d.send('keep', { field: input.field, value: d.values.get(input.field) });
    said.textContent = kept ? d.words.kept : d.words.notSent;
  });
  keeps.lang = d.locale;
  return h('p', { class: 'keep' }, d.canSend() && keeps, ' ', said);
}

function variantOf({ field, label, options }: Of<'variant'>, d: Doing): HTMLElement {
  const said = h('span', { class: 'unseen', role: 'status' });
  const another = button(`${label}`, () => {
    const at = options.findIndex(({ value }) => value === d.values.get(field));
    const next = options[(at + 1) % options.length];
    if (!next) return;
    d.values.set(field, next.value);
    d.change(field, next.value);
    said.textContent = next.label;
  });
  return h('div', { class: 'asks calls' }, another, said);
}
