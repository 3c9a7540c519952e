/** Dialogs: something to fill in, and something to agree to before it happens. */
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button.tsx';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
  /** Closed by its own buttons alone: what it shows is not shown again. */
  readonly sticky?: boolean;
  readonly role?: 'dialog' | 'alertdialog';
}
export function Dialog({ title, isOpen, onClose, children, wide, sticky = false, role = 'dialog' }: DialogProps) {
  return (
    <ModalOverlay
      className="overlay"
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!sticky}
      isKeyboardDismissDisabled={sticky}
    >
      <Modal className={wide ? 'modal wide' : 'modal'}>
        <AriaDialog role={role} className="dialog">
          <Heading slot="title">{title}</Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

interface ConfirmProps extends Omit<DialogProps, 'wide' | 'role' | 'sticky'> {
  /** What the button does, as a verb. */
  readonly act: string;
  /** The way out. */
  readonly stay?: string;
  readonly onConfirm: () => void;
  readonly danger?: boolean;
  readonly isPending?: boolean;
}
/** Says what happens, and asks. The way out is first in the order of the keyboard. */
export function Confirm({
  act,
  stay = 'Leave it as it is',
  onConfirm,
  danger,
  isPending = false,
  children,
  ...dialog
}: ConfirmProps) {
  return (
    <Dialog {...dialog} role="alertdialog">
      <div className="prose">{children}</div>
      <div className="acts">
        <Button onPress={dialog.onClose} autoFocus>
          {stay}
        </Button>
        <Button look={danger ? 'danger' : 'solid'} onPress={onConfirm} isPending={isPending}>
          {act}
        </Button>
      </div>
    </Dialog>
  );
}
