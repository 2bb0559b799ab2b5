// The HTML part of a mail: styles inline, light by default and dark by query, nothing fetched from anywhere.

import type { Action, Fact, Letter } from './letter.ts';

// The colours of packages/web/src/look/css/tokens.css: mail programs know no custom properties.
const INK = '#12211d';
const INK_2 = '#43524d';
const INK_3 = '#5e6c67';
const LINE = '#d8dedb';
const KELP = '#0b5848';

const SANS = `system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif`;
const SERIF = `Charter,'Bitstream Charter','Sitka Text',Cambria,Georgia,serif`;
const MONO = `ui-monospace,'SF Mono','Cascadia Mono','Roboto Mono',Menlo,Consolas,monospace`;

const STYLE = `:root{color-scheme:light dark;supported-color-schemes:light dark}
body{-webkit-text-size-adjust:100%}
@media (prefers-color-scheme:dark){
.ground{background:#0e1513!important}.card{background:#151e1b!important}.card,.line{border-color:#28342f!important}
.ink{color:#e8efec!important}.ink-2{color:#b4c1bc!important}.ink-3{color:#93a19c!important}.link{color:#86d3bc!important}
.sunken{background:#1a2521!important}
.button{background:#86d3bc!important;color:#04211a!important}
}
@media (max-width:520px){
.around{padding:20px 12px!important}.card{padding:24px 20px!important}.headline{font-size:26px!important;line-height:31px!important}
.button{display:block!important}
}
@media (max-width:359px){
.fact th,.fact td{display:block!important;width:auto!important;border:0!important;padding:0!important}
.fact th{padding-top:12px!important}
}`;

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const paragraph = (text: string): string =>
  `<p class="ink-2" style="margin:0 0 12px;font:400 16px/25px ${SANS};color:${INK_2};overflow-wrap:anywhere">${escapeHtml(text)}</p>`;

const codeBlock = (code: string): string =>
  `<p class="ink sunken" style="margin:20px 0;padding:18px 12px;border-radius:8px;background:#f0f3f1;font:600 36px/44px ${MONO};letter-spacing:6px;text-indent:6px;text-align:center;color:${INK}">${escapeHtml(code)}</p>`;

function factRow({ label, value, note }: Fact, at: number, all: readonly Fact[]): string {
  const border = at === all.length - 1 ? '' : `border-bottom:1px solid ${LINE};`;
  const small =
    note === undefined
      ? ''
      : `<br><span class="ink-3" style="font-size:13px;color:${INK_3}">${escapeHtml(note)}</span>`;
  return `<tr class="fact"><th scope="row" class="line ink-2" style="${border}width:100px;padding:11px 16px 11px 0;text-align:left;vertical-align:top;font:400 15px/22px ${SANS};color:${INK_2}">${escapeHtml(label)}</th><td class="line ink" style="${border}padding:11px 0;vertical-align:top;font:400 15px/22px ${SANS};color:${INK};overflow-wrap:anywhere">${escapeHtml(value)}${small}</td></tr>`;
}

/** Facts are a table to a reader too: the label is the heading of its row. */
const factTable = (facts: readonly Fact[]): string =>
  facts.length === 0
    ? ''
    : `<table style="width:100%;margin:8px 0 0;border-collapse:collapse">${facts.map(factRow).join('')}</table>`;

function actionBlock({ label, href, note, loud }: Action): string {
  const link = loud
    ? `<a class="button" href="${escapeHtml(href)}" style="display:inline-block;padding:13px 22px;border-radius:8px;background:${KELP};font:500 16px/20px ${SANS};color:#ffffff;text-align:center;text-decoration:none">${escapeHtml(label)}</a>`
    : `<a class="link" href="${escapeHtml(href)}" style="font:400 16px/24px ${SANS};color:${KELP}">${escapeHtml(label)}</a>`;
  const small =
    note === undefined
      ? ''
      : `<p class="ink-2" style="margin:8px 0 0;font:400 14px/21px ${SANS};color:${INK_2}">${escapeHtml(note)}</p>`;
  return `<div style="margin:20px 0 0">${link}${small}</div>`;
}

const footnote = (html: string): string =>
  `<p class="ink-3" style="margin:0 0 12px;font:400 13px/20px ${SANS};color:${INK_3};overflow-wrap:anywhere">${html}</p>`;

export function letterToHtml(letter: Letter): string {
  const { credit } = letter;
  const subject = escapeHtml(letter.subject);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
<style>${STYLE}</style>
</head>
<body class="ground" style="margin:0;padding:0;background:#f0f3f1">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(letter.preview)}</div>
<div class="ground around" style="padding:40px 16px;background:#f0f3f1">
<div style="max-width:560px;margin:0 auto">
<p class="ink" style="margin:0;padding:0 4px 16px;font:400 19px/24px ${SERIF};color:${INK}">Holdfast <span class="ink-3" style="font:400 14px/24px ${SANS};color:${INK_3}">${escapeHtml(letter.sender)}</span></p>
<div class="card" style="padding:32px 36px;border:1px solid ${LINE};border-radius:12px;background:#ffffff">
<h1 class="ink headline" style="margin:0 0 12px;font:400 30px/36px ${SERIF};letter-spacing:-0.4px;color:${INK};overflow-wrap:anywhere">${escapeHtml(letter.headline)}</h1>
${letter.code === null ? '' : codeBlock(letter.code)}
${letter.paragraphs.map(paragraph).join('\n')}
${factTable(letter.facts)}
${letter.actions.map(actionBlock).join('\n')}
</div>
<div style="padding:20px 4px 0">
${letter.footer.map((text) => footnote(escapeHtml(text))).join('\n')}
${credit === null ? '' : footnote(`<a class="ink-3" href="${escapeHtml(credit.url)}" style="color:${INK_3}">${escapeHtml(credit.text)}</a>`)}
</div>
</div>
</div>
</body>
</html>
`;
}
