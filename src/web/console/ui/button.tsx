/** Buttons and links that look like buttons. A shortcut is shown in the tooltip and works while the button is on the page. */
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps, Link, type LinkProps } from 'react-aria-components';
import { useShortcut } from './shortcuts.ts';
import { Tip } from './tip.tsx';

interface Look {
  /** solid: the page's one primary action. danger: cannot be undone. bare: within tables and bars. */
  readonly look?: 'solid' | 'plain' | 'bare' | 'danger';
  readonly small?: boolean;
}
interface Own extends Look {
  readonly children: ReactNode;
  /** Keys like `c` or `g c`. */
  readonly shortcut?: string;
  /** Said in the tooltip; needed where the button shows an icon alone. */
  readonly tip?: string;
}

const classOf = ({ look = 'plain', small }: Look): string => `button ${look}${small ? ' small' : ''}`;

export function Button({ look, small, shortcut, tip, children, ...props }: Omit<ButtonProps, 'children'> & Own) {
  const { onPress } = props;
  useShortcut(props.isDisabled ? undefined : shortcut, tip ?? (typeof children === 'string' ? children : ''), () =>
    onPress?.({} as Parameters<NonNullable<typeof onPress>>[0]),
  );
  const button = (
    <AriaButton {...props} className={classOf({ look, small } as Look)} {...(tip ? { 'aria-label': tip } : {})}>
      {children}
    </AriaButton>
  );
  return tip || shortcut ? (
    <Tip text={tip ?? (typeof children === 'string' ? children : '')} keys={shortcut}>
      {button}
    </Tip>
  ) : (
    button
  );
}

export function LinkButton({
  look,
  small,
  children,
  ...props
}: Omit<LinkProps, 'children'> & Look & { readonly children: ReactNode }) {
  return (
    <Link {...props} className={classOf({ look, small } as Look)}>
      {children}
    </Link>
  );
}
