/** The console in the browser: starts it. */
import { createRoot } from 'react-dom/client';
import { config } from 'zod/v4/core';
import '../page.css';
import './ui/base.css';
import './ui/ui.css';
import './shell/shell.css';
import { App } from './app.tsx';

// The page's policy lets nothing be evaluated: checks are not compiled, and do not try.
config({ jitless: true });

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
