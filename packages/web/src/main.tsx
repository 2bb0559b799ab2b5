// Starts the pages.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from './app.tsx';
import './look/css/look.css';
import { createWords } from './words/words.ts';

const root = document.querySelector('#root');
if (!root) throw new Error('The page lacks its root element');
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={createWords()}>
      <App />
    </I18nextProvider>
  </StrictMode>,
);
