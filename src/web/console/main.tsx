/** The console in the browser: starts it. */
import { createRoot } from 'react-dom/client';
import './ui/base.css';
import './ui/ui.css';
import './shell/shell.css';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
