// Opens a report's page in a real browser and checks it: no axe-core violation at desktop and phone width, light and
// dark, with explanations and pages of places opened and without script; nothing fetched; nothing wider than the window;
// no title cut; tables sort numbers by size, dates by their days, ranks from the first on; search says where its hits
// stand; all of it by keyboard as well; every page that can be picked opens; charts can be read on a phone and on paper.
//
//     npm install axe-core puppeteer-core
//     CHROME=/usr/bin/chromium node tests/page/check.mjs reports/published/index.html [folder for pictures]
//
// Not part of `cargo test`: it needs Node.js and a browser.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.cwd(), 'x.js'));
const puppeteer = require('puppeteer-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const [page, pictures] = process.argv.slice(2);
const address = pathToFileURL(resolve(page)).href;
// What a reader without script has: axe-core itself needs script, so the page's own is taken out.
const bare = join(mkdtempSync(join(tmpdir(), 'bare-')), 'index.html');
writeFileSync(bare, readFileSync(page, 'utf8').replace(/<script\b[^>]*>[\s\S]*?<\/script>|<\/?noscript\b[^>]*>/g, ''));
const browser = await puppeteer.launch({
  executablePath: process.env.CHROME ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  // One call of axe walks the whole page: tens of thousands of elements take it longer than the default three minutes.
  protocolTimeout: 1_800_000,
  userDataDir: mkdtempSync(join(tmpdir(), 'page-')),
});
let faults = 0;
const fault = (text) => { faults += 1; console.log(`FAULT ${text}`); };

async function look(name, { width, height = 900, scheme = 'light', script = true, before }) {
  const tab = await browser.newPage();
  const fetched = [];
  tab.on('request', (request) => { if (!/^(file|data|blob|about):/.test(request.url())) fetched.push(request.url()); });
  tab.on('pageerror', (error) => fault(`${name}: script: ${error.message}`));
  tab.on('console', (message) => { if (message.type() === 'error') fault(`${name}: console: ${message.text()}`); });
  await tab.setViewport({ width, height });
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
  const start = Date.now();
  await tab.goto(script ? address : pathToFileURL(bare).href, { waitUntil: 'load' });
  const loaded = Date.now() - start;
  if (before) await before(tab);
  if (fetched.length) fault(`${name}: fetched ${fetched.join(' ')}`);
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) fault(`${name}: ${wide} px wider than the window`);
  const cut = await tab.evaluate(() => [...document.querySelectorAll('caption > span:not(.held, [lang])')].filter((title) => title.getBoundingClientRect().right > innerWidth + 1).length);
  if (cut > 0) fault(`${name}: ${cut} titles of tables are cut`);
  // What is far below the screen is not laid out: for the rules it is.
  await tab.addStyleTag({ content: '.block { content-visibility: visible !important; }' });
  if (width === 390) await onPhone(name, tab);
  const session = await tab.createCDPSession();
  await session.send('Page.setBypassCSP', { enabled: true });
  await tab.evaluate(axe);
  const result = await tab.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  for (const violation of result.violations) {
    fault(`${name}: ${violation.id} (${violation.impact}): ${violation.help}; ${violation.nodes.length} places, first ${violation.nodes[0].html.slice(0, 160)} ${violation.nodes[0].failureSummary.replace(/\s+/g, ' ').slice(0, 200)}`);
  }
  console.log(`${name}: ${result.passes.length} rules hold, ${result.violations.length} broken, loaded in ${loaded} ms`);
  if (pictures) await tab.screenshot({ path: join(pictures, `${name}.png`), fullPage: !before });
  await tab.close();
}

// What a chart shows can be read: its smallest letters, in px of the screen or of paper, and how wide it is.
const drawn = (tab) => tab.evaluate(() => [...document.querySelectorAll('.plate svg.nhipso-chart')]
  .filter((svg) => svg.getBoundingClientRect().width > 0)
  .map((svg) => {
    const { width } = svg.getBoundingClientRect(), scale = width / svg.viewBox.baseVal.width;
    const sizes = [...svg.querySelectorAll('text')].map((text) => parseFloat(getComputedStyle(text).fontSize) * scale);
    return { id: svg.closest('figure').id, width, letters: Math.min(...sizes), half: !!svg.closest('.figures, .slim') };
  }));

// On a phone letters of charts can be read without a zoom, no chart and no short table has to be moved aside, and what is
// left out at first is one touch away.
async function onPhone(name, tab) {
  for (const one of await drawn(tab)) {
    if (one.letters < 9) fault(`${name}: letters of ${one.id} are ${one.letters.toFixed(1)} px high`);
  }
  const moved = await tab.evaluate(() => [...document.querySelectorAll('.plate, .scroll:has(> table.few)')]
    .filter((box) => box.scrollWidth > box.clientWidth + 1)
    .map((box) => `${box.closest('[id]').id} by ${box.scrollWidth - box.clientWidth} px`));
  if (moved.length) fault(`${name}: ${moved.length} charts and tables are wider than their place: ${moved.slice(0, 5).join(', ')}`);
  const hidden = await tab.evaluate(() => {
    const box = document.querySelector('input.cols');
    if (!box) return '';
    const head = () => [...box.parentElement.querySelectorAll('.scroll thead tr:not(.again) th')].filter((th) => th.getBoundingClientRect().width > 0).length;
    const before = head();
    box.checked = true;
    const after = head();
    box.checked = false;
    return after > before ? '' : `${before} heads, then ${after}`;
  });
  if (hidden) fault(`${name}: columns left out do not come when asked for: ${hidden}`);
}

// On paper charts are as wide as the page, or two over time stand side by side.
async function onPaper() {
  const tab = await browser.newPage();
  await tab.setViewport({ width: 624, height: 970 });
  await tab.emulateMediaType('print');
  await tab.goto(address, { waitUntil: 'load' });
  await tab.addStyleTag({ content: '.block { content-visibility: visible !important; }' });
  const charts = await drawn(tab);
  for (const one of charts) {
    if (one.width < (one.half ? 260 : 490)) fault(`print: ${one.id} is ${Math.round(one.width / 96 * 25.4)} mm wide`);
    if (one.letters * 0.75 < 5) fault(`print: letters of ${one.id} are ${(one.letters * 0.75).toFixed(1)} points high`);
  }
  const covered = () => tab.evaluate(() => [...document.querySelectorAll('main table')]
    .filter((table) => table.getBoundingClientRect().height > 0)
    .filter((table) => {
      const heads = [...table.querySelectorAll('thead tr:not(.again) th')].map((th) => th.getBoundingClientRect().top);
      return table.caption.getBoundingClientRect().bottom > Math.min(...heads) + 1;
    })
    .map((table) => table.caption.textContent));
  const titles = await covered();
  await first('p')(tab);
  titles.push(...await covered());
  if (titles.length) fault(`print: titles cover the heads of ${titles.length} tables, first ${titles[0]}`);
  console.log(`print: ${charts.length} charts`);
  await tab.close();
}

const explain = async (tab) => {
  await tab.click('.card .value a, p > a[href^="#-"]');
  await tab.waitForSelector('dialog[open]');
  await new Promise((done) => setTimeout(done, 400));
};
const unfold = (tab) => tab.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

// Search: the name of a place brings its page first, and each other hit says in which table or section it stands.
async function searches(tab) {
  const name = await tab.evaluate(() => document.querySelector('#pick-place option:nth-child(2), main h2')?.textContent ?? '');
  await tab.type('#search', name.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase());
  await wait(400);
  const hits = await tab.$$eval('#hits a', (list) => list.map((a) => [a.firstChild.textContent, a.querySelector('small')?.textContent ?? '', a.getAttribute('href')]));
  if (!hits.length) fault(`search does not find ${name}`);
  const bare = hits.filter(([, where, href]) => !where && !/^#[a-z-]+$/.test(href));
  if (bare.length) fault(`search does not say where ${bare.length} hits stand, first ${bare[0][0]}`);
  if (hits.length && (await tab.$('#pick-place')) && !hits[0][2].startsWith('#p=')) fault(`search for ${name} does not bring its page first`);
  // A row says what its numbers are, and nothing stands behind its last one.
  const rows = hits.filter(([text, where]) => /^(Bảng|Table) \d/.test(where) && text.includes(' · '));
  const mute = rows.filter(([text]) => !/: /.test(text) || /·\s*$/.test(text));
  if (mute.length) fault(`search does not say what the numbers of ${mute.length} rows are, first ${mute[0][0]}`);
  if (!hits.length) return;
  await tab.keyboard.press('ArrowDown');
  if (!(await tab.evaluate(() => document.activeElement === document.querySelector('#hits a')))) fault('the arrow does not lead to the first hit');
  await tab.keyboard.press('ArrowUp');
  await tab.keyboard.press('Enter');
  await wait(300);
  if (hits[0][2].startsWith('#p=') && (await tab.evaluate(() => document.querySelector('#profile').hidden))) fault('Enter does not open the first hit');
  await tab.evaluate(() => { document.querySelector('#search').value = ''; location.hash = ''; });
  await wait(100);
}

// Every head of every table, clicked twice: what stands in the column is in order, blanks last.
async function sorts(tab) {
  const wrong = await tab.evaluate(() => {
    const decimal = (1.5).toLocaleString(document.documentElement.lang).charAt(1);
    const number = (text) => {
      const found = text.match(/[−+-]?\d[\d.,]*/);
      return found ? Number(found[0].replace('−', '-').split(decimal).map((part) => part.replace(/[.,]/g, '')).join('.')) : NaN;
    };
    const day = (text) => {
      const vi = text.match(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/);
      if (vi) return Date.UTC(vi[3], vi[2] - 1, vi[1]);
      return /^\d{1,2} [A-Z][a-z]+ \d{4}$/.test(text) ? Date.parse(`${text} UTC`) : NaN;
    };
    const faults = [], kinds = { days: 0, numbers: 0, ranks: 0 };
    for (const table of document.querySelectorAll('.chapter .block table')) {
      const heads = [...table.querySelectorAll('thead th')];
      heads.forEach((th, column) => {
        const button = th.querySelector('button');
        if (!button) return;
        const numeric = th.classList.contains('n'), up = th.dataset.up !== undefined;
        for (const ascending of [up, !up]) {
          button.click();
          if (th.getAttribute('aria-sort') !== (ascending ? 'ascending' : 'descending')) faults.push(`${table.caption.textContent}: ${th.textContent} says ${th.getAttribute('aria-sort')}`);
          const texts = [...table.tBodies[0].rows].filter((row) => !row.classList.contains('total')).map((row) => row.cells[column].textContent.trim());
          const filled = texts.filter(Boolean);
          if (texts.slice(0, filled.length).some((text) => !text)) faults.push(`${table.caption.textContent}: ${th.textContent} has blanks before values`);
          const values = filled.map(numeric ? number : day).filter((value) => !Number.isNaN(value));
          // A column holds days, or numbers that its texts say; shares written as 4/175 are sorted by what they are.
          if (numeric && filled.some((text) => text.includes('/'))) continue;
          if (values.length < 2) continue;
          kinds[numeric ? (up ? 'ranks' : 'numbers') : 'days'] += 1;
          const sorted = [...values].sort((a, b) => (ascending ? a - b : b - a));
          if (values.some((value, i) => value !== sorted[i])) faults.push(`${table.caption.textContent}: ${th.textContent.trim()} is not in order: ${filled.slice(0, 4)}`);
        }
      });
    }
    return { faults, kinds };
  });
  wrong.faults.forEach(fault);
  console.log(`sorted: ${JSON.stringify(wrong.kinds)}`);
}

// The page of each place and topic: sentences whose figures can be asked, its own address, Back leads back.
async function picks(tab) {
  for (const kind of ['p', 't']) {
    const keys = await tab.$$eval(`noscript[data-${kind}]`, (list, kind) => list.map((one) => one.dataset[kind]), kind);
    for (const key of keys) {
      const found = await tab.evaluate(async (kind, key) => {
        location.hash = `${kind}=${encodeURIComponent(key)}`;
        await new Promise((done) => setTimeout(done, 0));
        const body = document.querySelector('#profile-body');
        const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
        return {
          shown: !document.querySelector('#profile').hidden && body.children.length > 0,
          figures: body.querySelectorAll('a[href^="#-"]').length,
          twice: ids.filter((id, i) => ids.indexOf(id) !== i).slice(0, 3),
        };
      }, kind, key);
      if (!found.shown) fault(`#${kind}=${key} shows no page`);
      if (found.twice.length) fault(`#${kind}=${key}: ids twice: ${found.twice}`);
      if (!found.figures) console.log(`#${kind}=${key} tells no figure`);
    }
  }
  await tab.evaluate(() => { location.hash = ''; });
  await wait(100);
  if (await tab.evaluate(() => !document.querySelector('#profile').hidden)) fault('an empty address does not lead back to the report');
}

// Whoever was at a place of the report comes back to it from the page of a place: by Back, and by the button that closes it.
async function backs(tab) {
  const key = await tab.evaluate(() => document.querySelector('noscript[data-p]')?.dataset.p ?? '');
  if (!key) return;
  const at = () => tab.evaluate(() => ({ shown: !document.querySelector('#profile').hidden, y: Math.round(scrollY) }));
  for (const way of ['Back', 'the button']) {
    await tab.evaluate(() => [...document.querySelectorAll('.contents a')].at(-2).click());
    await wait(900);
    const before = await at();
    await tab.evaluate((key) => { location.hash = `p=${encodeURIComponent(key)}`; }, key);
    await wait(300);
    await tab.evaluate((way) => { if (way === 'Back') history.back(); else document.querySelector('#profile-close').click(); }, way);
    await wait(900);
    const after = await at();
    if (after.shown) fault(`${way} leaves the page of a place standing`);
    if (Math.abs(after.y - before.y) > 60) fault(`${way} leads ${after.y - before.y} px past where the reader was`);
  }
}

// No explanation is wider than the panel in which it stands.
async function explanations(tab) {
  const wide = await tab.evaluate(async () => {
    const wide = [], panel = document.querySelector('#sheet-body');
    for (const link of [...document.querySelectorAll('.chapter .value a, .chapter p > a[href^="#-"], .chapter td > a[href^="#-"]')].slice(0, 120)) {
      link.click();
      const label = Math.min(...[...panel.querySelectorAll('dt')].map((dt) => dt.getBoundingClientRect().width));
      if (panel.scrollWidth > panel.clientWidth + 1) wide.push(`${link.textContent} by ${panel.scrollWidth - panel.clientWidth} px`);
      else if (label < 60) wide.push(`${link.textContent}: a label has ${Math.round(label)} px`);
      document.querySelector('#sheet-close').click();
    }
    return wide;
  });
  if (wide.length) fault(`${wide.length} explanations do not fit their panel, first ${wide[0]}`);
}

// Each link of the contents leads to its heading, however much of the page lies before it.
async function contents(tab) {
  const links = await tab.$$eval('.contents a', (list) => list.map((a) => a.getAttribute('href').slice(1)));
  for (const id of links.reverse()) {
    const top = await tab.evaluate(async (id) => {
      document.querySelector(`.contents a[href="#${id}"]`).click();
      await new Promise((done) => setTimeout(done, 60));
      const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
      const { top } = document.getElementById(id).getBoundingClientRect();
      return end && top > 0 ? 0 : Math.round(top);
    }, id);
    if (top < -5 || top > 60) fault(`the contents lead ${top} px past ${id}`);
  }
}

// By keyboard alone: to the first figure that can be explained, its explanation, and back to where one was.
async function keys(tab) {
  await tab.evaluate(() => { scrollTo(0, 0); document.activeElement.blur(); });
  await tab.keyboard.press('Tab');
  if (!(await tab.evaluate(() => document.activeElement.classList.contains('skip')))) fault('the first stop is not the way to the content');
  await tab.focus('main .value a, main p > a[href^="#-"]');
  const before = await tab.evaluate(() => document.activeElement.getAttribute('href'));
  await tab.keyboard.press('Enter');
  await wait(200);
  if (!(await tab.$('dialog[open] .xv'))) fault('Enter on a figure does not explain it');
  await tab.keyboard.press('Escape');
  await wait(200);
  if (await tab.$('dialog[open]')) fault('Escape does not close the explanation');
  if ((await tab.evaluate(() => document.activeElement.getAttribute('href'))) !== before) fault('the focus does not come back to the figure');
}

const use = async (tab) => {
  await keys(tab);
  await contents(tab);
  await backs(tab);
  await explanations(tab);
  await searches(tab);
  await sorts(tab);
  await picks(tab);
  await tab.evaluate(() => scrollTo(0, 0));
};
const first = (kind) => async (tab) => {
  const key = await tab.evaluate((kind) => document.querySelector(`noscript[data-${kind}]`)?.dataset[kind] ?? '', kind);
  if (key) await tab.evaluate((hash) => { location.hash = hash; }, `${kind}=${encodeURIComponent(key)}`);
  await wait(300);
  await tab.evaluate(() => document.querySelectorAll('#profile details').forEach((details) => { details.open = true; }));
};

await look('desktop', { width: 1280 });
await look('desktop-dark', { width: 1280, scheme: 'dark' });
await look('phone', { width: 390, height: 844 });
await look('phone-dark', { width: 390, height: 844, scheme: 'dark' });
await look('desktop-explained', { width: 1280, before: explain });
await look('phone-explained', { width: 390, height: 844, before: explain });
await look('desktop-unfolded', { width: 1280, before: unfold });
await look('desktop-used', { width: 1280, before: use });
await look('desktop-place', { width: 1280, before: first('p') });
await look('phone-place', { width: 390, height: 844, scheme: 'dark', before: first('p') });
await look('desktop-topic', { width: 1280, scheme: 'dark', before: first('t') });
await look('without-script', { width: 1280, script: false });
await look('without-script-unfolded', { width: 1280, script: false, before: unfold });
await look('phone-without-script', { width: 390, height: 844, scheme: 'dark', script: false });
await look('reflow-320', { width: 320, height: 800 });
await onPaper();
await browser.close();
console.log(faults ? `${faults} faults` : 'no faults');
process.exit(faults ? 1 : 0);
