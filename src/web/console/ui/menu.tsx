/** A button that opens a list of things to do. */
import type { ReactNode } from 'react';
import { Menu as AriaMenu, Button, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';

export interface Act {
  readonly id: string;
  readonly name: string;
  readonly help?: string;
  readonly danger?: boolean;
  readonly isDisabled?: boolean;
  readonly act: () => void;
}
interface MenuProps {
  /** Read where the button shows no words. */
  readonly label: string;
  readonly children: ReactNode;
  readonly acts: readonly Act[];
  readonly className?: string;
}
export function Menu({ label, children, acts, className = 'button bare small' }: MenuProps) {
  return (
    <MenuTrigger>
      <Button aria-label={label} className={className}>
        {children}
      </Button>
      <Popover className="popover" placement="bottom end" offset={4}>
        <AriaMenu items={acts} className="listbox" onAction={(key) => acts.find(({ id }) => id === key)?.act()}>
          {(one) => (
            <MenuItem
              textValue={one.name}
              className={one.danger ? 'option danger' : 'option'}
              {...(one.isDisabled ? { isDisabled: true } : {})}
            >
              <Text slot="label">{one.name}</Text>
              {one.help && (
                <Text slot="description" className="help">
                  {one.help}
                </Text>
              )}
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

/** Three dots: more of what can be done. */
export const Dots = () => (
  <svg viewBox="0 0 16 16" className="icon" aria-hidden="true">
    <circle cx="3" cy="8" r="1.4" />
    <circle cx="8" cy="8" r="1.4" />
    <circle cx="13" cy="8" r="1.4" />
  </svg>
);
