// Opens pages in Chromium and checks what must hold for every page: it prints nothing on the
// console, runs only its own script, and requests only itself.
import assert from 'node:assert/strict';
import {chromium} from 'playwright-core';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import axe from 'axe-core';

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox'],  // which root cannot have
});
export const closeBrowser = () => browser.close();

// Pages and pictures are files in the working folder, or in the folder for a Bazel test's outputs.
export const pageOf = name => join(process.cwd(), name + '.html');
export function picture(page, name) {
  const folder = process.env.TEST_UNDECLARED_OUTPUTS_DIR ?? process.cwd();
  return page.screenshot({path: join(folder, name + '.png'), fullPage: true});
}

// Opens the page at `path` with `fragment` behind it. Calls `prepare` before that and `read` after
// it. The console may print what `besides` matches.
export async function reading(path, {fragment = '', prepare, besides, ...options}, read) {
  const context = await browser.newContext({viewport: {width: 1360, height: 900}, ...options});
  const page = await context.newPage();
  const heard = [];
  const requests = [];
  page.on('console', message => heard.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', error => heard.push(String(error)));
  page.on('dialog', dialog => {
    heard.push('dialog: ' + dialog.message());
    dialog.dismiss();
  });
  const address = pathToFileURL(path).href;
  context.on('request', request => requests.push(request.url().split('#')[0]));
  await prepare?.(page);
  await page.goto(address + fragment);
  await read(page);
  if (options.javaScriptEnabled !== false)
    assert.deepEqual(await page.evaluate(() => performance.getEntriesByType('resource')), []);
  assert.deepEqual(heard.filter(one => !besides?.test(one)), []);
  assert.deepEqual([...new Set(requests)], [address]);
  await context.close();
}

// Returns the faults that axe finds in the page's current state, each with the elements.
export async function faults(page) {
  await page.evaluate(axe.source);
  const {violations} = await page.evaluate(() => globalThis.axe.run());
  return violations.map(({id, nodes}) =>
    id + ': ' + nodes.map(node => node.html).slice(0, 3).join(' '));
}

// Waits until the page has done everything that follows an input.
export async function settled(page) {
  await page.waitForTimeout(150);  // it waits for the end of typing
  await page.evaluate(() =>
    new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
}

// Returns the guests that are shown, in their order.
export async function guestsIn(page) {
  await settled(page);
  return page.locator('#matrix tr.guest th').allTextContents();
}

// Opens everything that can be opened, except groups and guests.
export async function openAll(page) {
  const closed = page.locator('details:not([open]) > summary');
  while (await closed.count() > 0) await closed.first().click();
  await settled(page);
}

// Waits until the address behind '#' has these parameters, in any order.
export async function addressSays(page, parameters) {
  const wanted =
    [...new URLSearchParams(parameters)].map(String).sort().join('&');
  const says = () =>
    [...new URLSearchParams(new URL(page.url()).hash.slice(1))].map(String).sort().join('&');
  for (let tries = 0; tries < 50 && says() !== wanted; ++tries) await page.waitForTimeout(100);
  assert.equal(says(), wanted);
}
