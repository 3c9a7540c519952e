/** The frame around every page: where one can go, who is signed in, how it looks. On small screens it folds away. */
import { useEffect, useState } from 'react';
import { Dialog, Link, Modal, ModalOverlay } from 'react-aria-components';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { Button } from '../ui/button.tsx';
import { Region } from '../ui/problem.tsx';
import { listenForShortcuts, useShortcut } from '../ui/shortcuts.ts';
import { Appearance } from './appearance.tsx';
import { Brand } from './brand.tsx';
import { Help } from './help.tsx';
import { PAGES } from './pages.ts';
import { Person } from './person.tsx';

export function Frame() {
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  useEffect(listenForShortcuts, []);
  useEffect(() => setOpen(false), [pathname]);
  return (
    <div className="frame">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="top">
        <Brand />
        <Button look="bare" onPress={() => setOpen(true)}>
          Menu
        </Button>
      </header>
      <header className="side">
        <Side />
      </header>
      <ModalOverlay className="overlay drawer" isOpen={open} onOpenChange={setOpen} isDismissable>
        <Modal className="side">
          <Dialog aria-label="Menu" className="dialog">
            <Side />
          </Dialog>
        </Modal>
      </ModalOverlay>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <Help />
    </div>
  );
}

const Side = () => (
  <>
    <Brand />
    <nav aria-label="Pages">
      {PAGES.map((page) => (
        <PageLink key={page.to} {...page} />
      ))}
    </nav>
    <div className="foot">
      <a href="/docs" className="page-link">
        Reference
      </a>
      <Appearance />
      <Region name="who is signed in">
        <Person />
      </Region>
    </div>
  </>
);

function PageLink({ to, name, letter, under }: (typeof PAGES)[number]) {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  useShortcut(`g ${letter}`, `Go to ${name}`, () => navigate(to));
  const here = pathname === to || (under !== undefined && pathname.startsWith(under));
  return (
    <Link href={to} className="page-link" {...(here ? { 'aria-current': 'page' } : {})}>
      {name}
    </Link>
  );
}
