/** Everything that is filled in: label, help and error in one place, the same everywhere. */
import type { ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox,
  NumberField as AriaNumberField,
  RadioGroup as AriaRadioGroup,
  Select as AriaSelect,
  Switch as AriaSwitch,
  TextField as AriaTextField,
  Button,
  type CheckboxProps,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  type NumberFieldProps,
  Popover,
  Radio,
  type RadioGroupProps,
  SelectValue,
  type SwitchProps,
  Text,
  TextArea,
  type TextFieldProps,
} from 'react-aria-components';

interface Words {
  readonly label: string;
  readonly help?: ReactNode;
  /** What is wrong with it, as the service says. */
  readonly error?: string | undefined;
}

const around = (error: string | undefined) => (error ? { isInvalid: true } : {});
const Help = ({ help, error }: Omit<Words, 'label'>) => (
  <>
    {help && (
      <Text slot="description" className="help">
        {help}
      </Text>
    )}
    <FieldError className="error">{error}</FieldError>
  </>
);

interface TextProps extends Omit<TextFieldProps, 'children'>, Words {
  /** Of more than one line. */
  readonly lines?: number;
  readonly placeholder?: string;
}
export function TextField({ label, help, error, lines, placeholder, ...props }: TextProps) {
  const place = placeholder ? { placeholder } : {};
  return (
    <AriaTextField {...props} {...around(error)} className="field">
      <Label>{label}</Label>
      {lines ? <TextArea rows={lines} {...place} /> : <Input {...place} />}
      <Help help={help} error={error} />
    </AriaTextField>
  );
}

export function NumberField({ label, help, error, ...props }: Omit<NumberFieldProps, 'children'> & Words) {
  return (
    <AriaNumberField {...props} {...around(error)} className="field number">
      <Label>{label}</Label>
      <Input />
      <Help help={help} error={error} />
    </AriaNumberField>
  );
}

export interface Option<V extends string = string> {
  readonly value: V;
  readonly name: string;
  readonly help?: string;
}
interface SelectProps<V extends string> extends Words {
  readonly options: readonly Option<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  /** The label is read, not shown. */
  readonly bare?: boolean;
  readonly isDisabled?: boolean;
}
export function Select<V extends string>({
  label,
  help,
  error,
  options,
  value,
  onChange,
  bare,
  isDisabled,
}: SelectProps<V>) {
  return (
    <AriaSelect
      className={bare ? 'field bare' : 'field'}
      selectedKey={value}
      onSelectionChange={(key) => onChange(key as V)}
      {...(bare ? { 'aria-label': label } : {})}
      {...(isDisabled ? { isDisabled } : {})}
      {...around(error)}
    >
      {!bare && <Label>{label}</Label>}
      <Button className="select">
        <SelectValue />
        <Chevron />
      </Button>
      <Help help={help} error={error} />
      <Popover className="popover" offset={4}>
        <ListBox items={options.map((one) => ({ ...one, id: one.value }))} className="listbox">
          {(one) => (
            <ListBoxItem textValue={one.name} className="option">
              <Text slot="label">{one.name}</Text>
              {one.help && (
                <Text slot="description" className="help">
                  {one.help}
                </Text>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

export const Chevron = () => (
  <svg className="chevron" viewBox="0 0 12 12" aria-hidden="true">
    <path d="m2.5 4.5 3.5 3.5 3.5-3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
  </svg>
);

interface RadioProps<V extends string> extends Omit<RadioGroupProps, 'children' | 'onChange' | 'value'>, Words {
  readonly options: readonly Option<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
}
/** Two or three ways, each with what it means. */
export function RadioGroup<V extends string>({ label, help, error, options, onChange, ...props }: RadioProps<V>) {
  return (
    <AriaRadioGroup {...props} {...around(error)} onChange={(value) => onChange(value as V)} className="field radios">
      <Label>{label}</Label>
      <Help help={help} error={error} />
      <div className="ways">
        {options.map((one) => (
          <Radio key={one.value} value={one.value} className="radio">
            <span className="dot" aria-hidden="true" />
            <span>
              <b>{one.name}</b>
              {one.help && <span className="help">{one.help}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </AriaRadioGroup>
  );
}

export function Switch({ label, help, ...props }: Omit<SwitchProps, 'children'> & Omit<Words, 'error'>) {
  return (
    <AriaSwitch {...props} className="switch-field">
      <span className="track" aria-hidden="true" />
      <span>
        <b>{label}</b>
        {help && <span className="help">{help}</span>}
      </span>
    </AriaSwitch>
  );
}

export function Checkbox({ label, help, ...props }: Omit<CheckboxProps, 'children'> & Omit<Words, 'error'>) {
  return (
    <AriaCheckbox {...props} className="checkbox">
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className="box" aria-hidden="true" data-on={isSelected || isIndeterminate || undefined} />
          <span>
            <b>{label}</b>
            {help && <span className="help">{help}</span>}
          </span>
        </>
      )}
    </AriaCheckbox>
  );
}
