// Shows in a real browser that a page of `nhipso watch` becomes new by itself when an export changes.
//
//     npm install puppeteer-core
//     CHROME=/usr/bin/chromium node tests/page/watch.mjs target/release/nhipso data/published
//
// Not part of `cargo test`: it needs Node.js and a browser.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const require = createRequire(join(process.cwd(), 'x.js'));
const puppeteer = require('puppeteer-core');
const [program, exports] = process.argv.slice(2).map((path) => resolve(path));

const folder = mkdtempSync(join(tmpdir(), 'watch-'));
cpSync(exports, join(folder, 'in'), { recursive: true });
const settings = join(folder, 'in', 'nhipso.toml');
const title = (text) => {
  const before = readFileSync(settings, 'utf8').replace(/^title = ".*\n/m, '');
  writeFileSync(settings, `title = "${text}"\n${before}`);
};
title('Trước');
const watch = spawn(program, ['watch', join(folder, 'in'), '--format', 'html', '--out', join(folder, 'out')]);
const address = await new Promise((found, lost) => {
  let said = '';
  const hear = (data) => { said += data; const at = said.match(/http:\/\/127\.0\.0\.1:\d+\//); if (at) found(at[0]); };
  watch.stdout.on('data', hear);
  watch.stderr.on('data', hear);
  watch.on('exit', () => lost(new Error(said)));
});
const browser = await puppeteer.launch({
  executablePath: process.env.CHROME ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  userDataDir: mkdtempSync(join(tmpdir(), 'page-')),
});
const tab = await browser.newPage();
const refused = [];
tab.on('console', (message) => { if (message.type() === 'error') refused.push(message.text()); });
await tab.goto(address, { waitUntil: 'load' });
const before = await tab.title();
await new Promise((done) => setTimeout(done, 1500));
title('Sau');
const became = await tab.waitForFunction((before) => document.title !== before, { timeout: 30_000 }, before).then(() => tab.title(), () => '');
await browser.close();
watch.kill();
const good = before.startsWith('Trước') && became.startsWith('Sau') && refused.length === 0;
console.log(good ? 'the page became new by itself' : `FAULT "${before}" became "${became}"; ${refused[0] ?? ''}`);
process.exit(good ? 0 : 1);
