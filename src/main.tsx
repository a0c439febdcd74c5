/** Puts the page together: stores first, so that the first render already shows the right document and theme. */
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import { createRoot } from 'react-dom/client';
import { startApp } from './app/start.ts';
import { App } from './ui/App.tsx';
import { startAppearance } from './ui/shell/appearance.ts';
import { watchOpenedScenarios, watchQuietStart } from './ui/shell/quietStart.ts';

startApp();
startAppearance();
watchQuietStart();
watchOpenedScenarios();

const root = document.getElementById('root');
if (!root) throw new Error('The page has lost its #root element.');
createRoot(root).render(<App />);
