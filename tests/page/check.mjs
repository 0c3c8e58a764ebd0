// Opens a report's page in a real browser and checks it: no axe-core violation at desktop and phone width, light and
// dark, with explanations opened and without script; nothing fetched; nothing wider than the window; no title cut.
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
writeFileSync(bare, readFileSync(page, 'utf8').replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, ''));
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
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  const start = Date.now();
  await tab.goto(script ? address : pathToFileURL(bare).href, { waitUntil: 'load' });
  const loaded = Date.now() - start;
  if (before) await before(tab);
  if (fetched.length) fault(`${name}: fetched ${fetched.join(' ')}`);
  const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) fault(`${name}: ${wide} px wider than the window`);
  const cut = await tab.evaluate(() => [...document.querySelectorAll('caption span')].filter((title) => title.getBoundingClientRect().right > innerWidth + 1).length);
  if (cut > 0) fault(`${name}: ${cut} titles of tables are cut`);
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

const explain = async (tab) => {
  await tab.click('.card .value a, a.fig');
  await tab.waitForSelector('dialog[open]');
  await new Promise((done) => setTimeout(done, 400));
};
const unfold = (tab) => tab.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
const use = async (tab) => {
  await tab.type('#search', 'son la');
  await new Promise((done) => setTimeout(done, 400));
  if (!(await tab.$('#hits a'))) fault('search finds nothing');
  const options = await tab.$$eval('#pick-place option', (list) => list.map((option) => option.value)).catch(() => []);
  const named = await tab.$$eval('.x[data-p]', (list) => list.map((entry) => entry.dataset.p));
  const place = options.find((option) => option && named.includes(option));
  if (place) {
    await tab.select('#pick-place', place);
    if (!(await tab.$('#profile-body table, #profile-body dl'))) fault('the picker shows no profile');
  }
  const head = await tab.$('.chapter thead th button');
  if (head) {
    await head.evaluate((button) => button.click());
    if (!(await tab.$('th[aria-sort]'))) fault('a table does not sort');
  }
  await tab.evaluate(() => scrollTo(0, 0));
};

await look('desktop', { width: 1280 });
await look('desktop-dark', { width: 1280, scheme: 'dark' });
await look('phone', { width: 390, height: 844 });
await look('phone-dark', { width: 390, height: 844, scheme: 'dark' });
await look('desktop-explained', { width: 1280, before: explain });
await look('phone-explained', { width: 390, height: 844, before: explain });
await look('desktop-unfolded', { width: 1280, before: unfold });
await look('desktop-used', { width: 1280, before: use });
await look('without-script', { width: 1280, script: false });
await look('phone-without-script', { width: 390, height: 844, scheme: 'dark', script: false });
await look('reflow-320', { width: 320, height: 800 });
await browser.close();
console.log(faults ? `${faults} faults` : 'no faults');
process.exit(faults ? 1 : 0);
