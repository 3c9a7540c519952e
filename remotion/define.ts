/**
 * `field`, `scene` and `defineTemplate`: an author's words become a {@link Template}, or an error that names key and rule.
 * A component that touches a field its scene does not use, or expects another type of it, does not compile.
 */
import type { ComponentType } from 'react';
import type { z } from 'zod';
import { checkTemplate } from './check.ts';
import type { Brand, Field, FieldOptions, Fields, Format, Scene, SceneProps, Template } from './template.ts';

/** Declares one field: what its values are, and what a viewer is told about it. */
export function field<const S extends z.ZodType>(schema: S, options: FieldOptions): Field<S> {
  return { schema, ...options };
}

/** What a component receives when its scene says no more than which fields it uses. */
export interface PlainProps<U extends string> {
  readonly data: { readonly [K in U]?: unknown };
  readonly content: unknown;
  readonly brand: Brand;
  readonly format: Format;
  readonly locale: string;
}

declare const typed: unique symbol;
/** A scene that still knows, for the compiler, what it uses and what its component expects. */
export interface TypedScene<U extends string, P> extends Scene {
  readonly [typed]?: { readonly uses: U; readonly props: P };
}

type Touched<P> = P extends { readonly data: infer D } ? keyof D & string : never;

export interface SceneOptions<U extends string, P> extends Omit<Scene, 'uses' | 'component' | 'describe'> {
  readonly uses: readonly U[];
  readonly component: ComponentType<P>;
  /** The scene in words, for captions, transcript and audio description. */
  readonly describe: (props: P) => string;
}

/**
 * Declares one scene. `component` and `describe` receive `{data, content, brand, format, locale}`, where `data` holds the
 * fields in `uses` and no others, each possibly missing. `seconds` is fixed.
 */
export function scene<const U extends string = never, P = PlainProps<U>>(
  options: SceneOptions<U, P> &
    (Exclude<Touched<P>, U> extends never ? unknown : { readonly 'not in uses': Exclude<Touched<P>, U> }),
): TypedScene<U, P> {
  return options as unknown as TypedScene<U, P>;
}

type Checked<S, F extends Fields, C extends z.ZodType> =
  S extends TypedScene<infer U, infer P>
    ? [U] extends [keyof F]
      ? SceneProps<F, U, C> extends P
        ? S
        : { readonly 'component expects other props than': SceneProps<F, U, C> }
      : { readonly 'uses undeclared': Exclude<U, keyof F> }
    : never;

/**
 * Checks a template and hands it back.
 * @throws TemplateError with `code`, `key` (where in the definition) and a message that states the rule.
 */
export function defineTemplate<const F extends Fields, C extends z.ZodType, const S extends readonly Scene[]>(
  template: Omit<Template<F, C>, 'scenes'> & { readonly scenes: S & { readonly [I in keyof S]: Checked<S[I], F, C> } },
): Template<F, C> {
  checkTemplate(template as unknown as Template);
  return template as unknown as Template<F, C>;
}
