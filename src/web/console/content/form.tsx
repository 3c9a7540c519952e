/** The template's content, field by field, made from its schema. Every error stands at its place. */
import { type ReactNode, useId } from 'react';
import type { Localised } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox, NumberField, Select, TextField } from '../ui/field.tsx';
import { Texts } from '../ui/texts.tsx';
import { emptyOf, kindOf, longestOf, nameOf, type Schema } from './schema.ts';

interface Place {
  /** Like `tips.0.title`. */
  readonly path: string;
  readonly name: string;
  readonly schema: Schema;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

export interface FormContext {
  readonly locales: readonly string[];
  readonly errors: ReadonlyMap<string, string>;
  readonly isDisabled: boolean;
}

interface FormProps extends FormContext {
  readonly schema: Schema;
  readonly content: Readonly<Record<string, unknown>>;
  readonly onChange: (content: Readonly<Record<string, unknown>>) => void;
}

export function ContentForm({ schema, content, onChange, ...context }: FormProps) {
  return (
    <div className="content-form">
      {Object.entries(schema.properties ?? {}).map(([key, part]) => {
        const own = content[key] !== undefined;
        return (
          <section key={key} className="part">
            <Part
              {...{ path: key, name: nameOf(key, part), schema: part, context }}
              value={own ? content[key] : part.default}
              onChange={(value) => onChange({ ...content, [key]: value })}
            />
            {own && part.default !== undefined && (
              <Button
                look="bare"
                small
                isDisabled={context.isDisabled}
                onPress={() => onChange(Object.fromEntries(Object.entries(content).filter(([one]) => one !== key)))}
              >
                Take the template’s own
              </Button>
            )}
          </section>
        );
      })}
    </div>
  );
}

function Part({ context, ...place }: Place & { readonly context: FormContext }): ReactNode {
  const { schema, value, path, name, onChange } = place;
  const { errors, isDisabled } = context;
  const error = errors.get(path);
  const common = { label: name, error, isDisabled, help: schema.description };
  switch (kindOf(schema)) {
    case 'text':
      return (
        <Texts
          label={name}
          help={schema.description}
          value={value as Localised | undefined}
          onChange={onChange}
          locales={context.locales}
          longest={longestOf(schema)}
          errorAt={(locale) => errors.get(locale === undefined ? path : `${path}.${locale}`)}
          isDisabled={isDisabled}
        />
      );
    case 'string':
      return <TextField {...common} value={String(value ?? '')} onChange={onChange} />;
    case 'number':
      return (
        <NumberField
          {...common}
          value={typeof value === 'number' ? value : Number.NaN}
          onChange={onChange}
          formatOptions={{ useGrouping: false, maximumFractionDigits: 6 }}
          {...(schema.minimum === undefined ? {} : { minValue: schema.minimum })}
          {...(schema.maximum === undefined || schema.maximum > 1e12 ? {} : { maxValue: schema.maximum })}
        />
      );
    case 'boolean':
      return <Checkbox label={name} isDisabled={isDisabled} isSelected={value === true} onChange={onChange} />;
    case 'choice':
      return (
        <Select
          {...common}
          options={(schema.enum ?? []).map((one) => ({ value: String(one), name: String(one) }))}
          value={String(value)}
          onChange={(chosen) => onChange(schema.enum?.find((one) => String(one) === chosen))}
        />
      );
    case 'list':
      return <List {...place} context={context} />;
    case 'group':
      return <Group {...place} context={context} />;
    case 'other':
      return <p className="quiet">{name}: this form has no control for it; it stays as it is. The API takes it.</p>;
  }
}

type Parted = Place & { readonly context: FormContext };

function Group({ path, name, schema, value, onChange, context }: Parted) {
  const held = (value ?? {}) as Readonly<Record<string, unknown>>;
  return (
    <fieldset className="group">
      <legend>{name}</legend>
      {schema.description && <p className="help">{schema.description}</p>}
      {context.errors.has(path) && <p className="error">{context.errors.get(path)}</p>}
      {Object.entries(schema.properties ?? {}).map(([key, part]) => {
        const optional = !schema.required?.includes(key) && part.default === undefined;
        if (optional && held[key] === undefined) {
          return (
            <Button
              key={key}
              look="bare"
              small
              isDisabled={context.isDisabled}
              onPress={() => onChange({ ...held, [key]: emptyOf(part, context.locales) })}
            >
              Add: {nameOf(key, part)}
            </Button>
          );
        }
        return (
          <Part
            key={key}
            {...{ path: `${path}.${key}`, name: nameOf(key, part), schema: part, context }}
            value={held[key] ?? part.default}
            onChange={(next) => onChange({ ...held, [key]: next })}
          />
        );
      })}
    </fieldset>
  );
}

function List({ path, name, schema, value, onChange, context }: Parted) {
  const items = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const part = schema.items ?? {};
  const id = useId();
  const flat = kindOf(part) === 'number' || kindOf(part) === 'string';
  const put = (at: number, next: unknown): void => onChange(items.map((one, index) => (index === at ? next : one)));
  const fixed = schema.minItems !== undefined && schema.minItems === schema.maxItems;
  return (
    <fieldset className={flat ? 'list flat' : 'list'} aria-describedby={context.errors.has(path) ? id : undefined}>
      <legend>{name}</legend>
      {schema.description && <p className="help">{schema.description}</p>}
      {context.errors.has(path) && (
        <p className="error" id={id}>
          {context.errors.get(path)}
        </p>
      )}
      {items.map((item, index) => (
        <div key={index} className="item">
          <Part
            {...{ path: `${path}.${index}`, name: String(index + 1), schema: part, context }}
            value={item}
            onChange={(next) => put(index, next)}
          />
          {!fixed && items.length > (schema.minItems ?? 0) && (
            <Button
              look="bare"
              small
              isDisabled={context.isDisabled}
              onPress={() => onChange(items.filter((_, other) => other !== index))}
            >
              Take out {index + 1}
            </Button>
          )}
        </div>
      ))}
      {!fixed && items.length < (schema.maxItems ?? Number.POSITIVE_INFINITY) && (
        <Button
          small
          isDisabled={context.isDisabled}
          onPress={() => onChange([...items, emptyOf(part, context.locales)])}
        >
          Add one
        </Button>
      )}
    </fieldset>
  );
}
