// Runs the packaged extension's code, as it is in the .vsix, with domcheck as its server:
//   node extension_test.cjs EXTENSION.JS GUEST
// VS Code is not available as a package, so fake_vscode.cjs stands in for it.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { makeVscode, makeDocument } = require('./fake_vscode.cjs');

const [extensionPath, guestPath] = process.argv.slice(2);
const document = makeDocument(guestPath, fs.readFileSync(guestPath, 'utf8'));

async function until(what, condition) {
  const deadline = Date.now() + 15_000;
  while (!condition()) {
    assert.ok(Date.now() < deadline, `nothing came: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Loads a new copy of the extension into its own VS Code with these settings. */
async function activated(settings) {
  const fake = makeVscode(document, settings);
  const load = Module._load;
  Module._load = function (request, ...rest) {
    return request === 'vscode' ? fake.vscode : load.call(this, request, ...rest);
  };
  delete require.cache[require.resolve(extensionPath)];
  const extension = require(extensionPath);
  Module._load = load;
  await extension.activate(
    { subscriptions: [], extensionPath: path.join(path.dirname(extensionPath), '..') });
  return { ...fake, extension };
}

const rulesOf = (seen) => seen.diagnostics.map(({ code }) => code?.value ?? code);

async function checksAGuest() {
  const { seen, commands, answers, extension } = await activated({ caps: ['@debian-12'] });
  const told = () => JSON.stringify(seen);
  await until(told, () => rulesOf(seen).includes('disk-bus'));
  const finding = seen.diagnostics.find(({ code }) => code.value === 'disk-bus');
  assert.equal(finding.source, 'domcheck');
  assert.equal(finding.range.start.line, 22);
  assert.match(finding.message, /disk bus 'ide' is not offered/);
  assert.match(finding.code.target.toString(), /^https:/);

  // From the palette, which passes no arguments.
  assert.ok(commands.has('domcheck.openDocumentation'));
  answers.information = (text, items) => items.find(({ title }) => title === '@debian-12');
  await commands.get('domcheck.chooseHost')();
  await until(told, () => seen.questions.length > 0);
  assert.match(seen.questions[0].text, /host/);

  assert.deepEqual(seen.errors, []);
  await extension.deactivate();
}

async function takesOtherSettings() {
  const settings = { caps: '@debian-12', disable: ['disk-bus'], severity: {}, failOn: null };
  const { seen, events, extension } = await activated(settings);
  const told = () => JSON.stringify(seen);
  const change = (disable) => {
    settings.disable = disable;
    events.configuration.fire({ affectsConfiguration: (key) => key === 'domcheck' });
  };
  await until(told, () => seen.published > 0);
  assert.ok(!rulesOf(seen).includes('disk-bus'), told());
  change([]);
  await until(told, () => rulesOf(seen).includes('disk-bus'));
  change(['disk-bus']);
  await until(told, () => !rulesOf(seen).includes('disk-bus'));
  await extension.deactivate();
}

async function tellsWhatToDo() {
  for (const [program, expected] of [
    ['/nonexistent/domcheck', /no program '.*'\. Install domcheck, or say in .*domcheck\.path/],
    ['/bin/false', /does not run/],
  ]) {
    const { seen, commands, extension } = await activated({ path: program });
    assert.equal(seen.errors.length, 1);
    assert.match(seen.errors[0].text, expected);
    assert.deepEqual(seen.errors[0].items, ['Open settings', 'Try again']);
    // The command exists all the same, and shows the problem again.
    await commands.get('domcheck.chooseHost')();
    assert.equal(seen.errors.length, 2);
    await extension.deactivate();
  }
}

async function main() {
  for (const test of [checksAGuest, takesOtherSettings, tellsWhatToDo]) {
    await test();
    console.log(`${test.name}: passed`);
  }
}
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
