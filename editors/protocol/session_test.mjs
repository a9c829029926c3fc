// A scripted session over every feature of `domcheck lsp`, with Microsoft's own protocol packages:
//   node --test session_test.mjs
// with $DOMCHECK, $GUESTS, a folder that may be written to, and $HOST_FILE, a capabilities
// document.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { Client, offsetAt, protocol, until, uriOf } from './client.mjs';

const program = process.env.DOMCHECK;
const guests = process.env.GUESTS;
const legacy = join(guests, 'legacy-ide.xml');
const hostFile = process.env.HOST_FILE;
const caps = '@debian-12';

const codes = (diagnostics) => diagnostics.map(({ code }) => code);
const hasRule = (rule) => (diagnostics) => codes(diagnostics).includes(rule);
const lacksRule = (rule) => (diagnostics) => !codes(diagnostics).includes(rule);

/** A session in its own server, with the settings at `initialize`. */
function session(name, initialize, run) {
  test(name, { timeout: 30_000 }, async () => {
    const client = new Client(program);
    try {
      await run(client, await client.initialize(initialize));
      await client.end();
    } finally {
      client.process.kill('SIGKILL');
      client.connection.dispose();
    }
  });
}

session('what the server can do', {}, async (client, can) => {
  assert.equal(can.positionEncoding, 'utf-16');
  assert.equal(can.textDocumentSync.change, protocol.TextDocumentSyncKind.Incremental);
  assert.deepEqual([...can.completionProvider.triggerCharacters].sort(), [' ', '"', "'", '<']);
  for (const provider of ['hoverProvider', 'codeActionProvider', 'documentSymbolProvider',
    'definitionProvider', 'codeLensProvider'])
    assert.ok(can[provider], provider);
  assert.deepEqual([...can.executeCommandProvider.commands].sort(),
    ['domcheck.chooseHost', 'domcheck.openDocumentation']);
  await until('it watches files', () => client.registrations.some(
    ({ method }) => method === 'workspace/didChangeWatchedFiles'));
});

session('diagnostics follow the text', { options: { caps: hostFile } }, async (client) => {
  const uri = await client.open(legacy);
  const diagnostics = await client.checked(uri, 'the finding', hasRule('disk-bus'));
  const one = diagnostics.find(({ code }) => code === 'disk-bus');
  assert.deepEqual(one.range,
    { start: { line: 22, character: 29 }, end: { line: 22, character: 32 } });
  assert.equal(one.severity, protocol.DiagnosticSeverity.Error);
  assert.equal(one.source, 'domcheck');
  assert.match(one.message, /disk bus 'ide' is not offered/);
  assert.match(one.codeDescription.href, /^https:\/\//);
  assert.equal(one.relatedInformation[0].location.uri, uriOf(hostFile));

  await client.change(uri, "bus='ide'", "bus='virtio'");
  await client.checked(uri, 'it is gone', (all) => !all.some(({ range }) => range.start.line === 22));
  await client.change(uri, "bus='virtio'", "bus='virtio");
  await client.checked(uri, 'the broken XML', hasRule('xml-syntax'));
  await client.change(uri, "bus='virtio", "bus='ide'");
  await client.checked(uri, 'it is back', hasRule('disk-bus'));

  await client.notify(protocol.DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  await until('a closed guest has none', () => client.diagnostics.get(uri).diagnostics.length === 0);
});

for (const encoding of ['utf-16', 'utf-8']) {
  const initialize = { options: { caps }, encodings: [encoding] };
  session(`places are counted in ${encoding}`, initialize, async (client, can) => {
    assert.equal(can.positionEncoding, encoding);
    const before = "<target dev='hda' note='\u{1F427}é' ";
    const text = readFileSync(legacy, 'utf8').replace("<target dev='hda' ", before);
    const uri = await client.open(legacy, text);
    const one = (await client.checked(uri, 'the finding', hasRule('disk-bus')))
      .find(({ code, range }) => code === 'disk-bus' && range.start.line === 22);
    const until_value = `      ${before}bus='`;
    assert.equal(one.range.start.character,
      encoding === 'utf-8' ? Buffer.byteLength(until_value) : until_value.length);
  });
}

session('completion', { options: { caps } }, async (client) => {
  const uri = await client.open(legacy);
  const complete = async (text, shift) => {
    const list = await client.request(protocol.CompletionRequest.type, client.at(uri, text, shift));
    return Array.isArray(list) ? list : list.items;
  };
  const labels = (items) => items.map(({ label }) => label);

  const values = await complete("bus='ide'", 5);
  assert.equal(values.find(({ label }) => label === 'sata')?.textEdit?.newText, 'sata');
  assert.ok(['fdc', 'scsi', 'virtio', 'usb', 'sata'].every((bus) => labels(values).includes(bus)));
  // Values that this host offers come first.
  const sorted = [...values].sort((a, b) =>
    ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
  assert.ok(!labels(sorted).slice(0, 5).includes('ide'), labels(sorted).join());

  await client.change(uri, "<target dev='hdc'/>", "<target dev='hdc' />");
  const attributes = labels(await complete("<target dev='hdc' ", 18));
  assert.ok(attributes.includes('bus') && !attributes.includes('dev'), attributes.join());
  await client.change(uri, '<!-- No bus', '<\n    <!-- No bus');
  assert.ok(labels(await complete('<\n', 1)).includes('disk'));
});

session('hover and definition', { options: { caps: hostFile } }, async (client) => {
  const uri = await client.open(legacy);
  const place = client.at(uri, "bus='ide'", 6);
  const hover = await client.request(protocol.HoverRequest.type, place);
  assert.equal(hover.contents.kind, 'markdown');
  assert.match(hover.contents.value, /virtio/);
  assert.equal(hover.range.start.line, 22);
  assert.equal(await client.request(protocol.HoverRequest.type, client.at(uri, 'An old')), null);

  const found = await client.request(protocol.DefinitionRequest.type, place);
  const location = Array.isArray(found) ? found[0] : found;
  assert.equal(location.uri, uriOf(hostFile));
  const line = readFileSync(hostFile, 'utf8').split('\n')[location.range.start.line];
  assert.match(line, /<enum name='bus'>/);
});

session('code actions', { options: { caps } }, async (client) => {
  const uri = await client.open(legacy);
  const diagnostics = await client.checked(uri, 'the finding', hasRule('disk-bus'));
  const one = diagnostics.find(({ code }) => code === 'disk-bus');
  const actionsFor = (only) => client.request(protocol.CodeActionRequest.type, {
    textDocument: { uri }, range: one.range, context: { diagnostics: [one], only },
  });
  const fixes = await actionsFor(['quickfix']);
  assert.ok(fixes.every(({ kind }) => kind === 'quickfix'));

  const documentation = fixes.find(({ command }) => command !== undefined);
  assert.equal(documentation.command.command, 'domcheck.openDocumentation');
  await client.request(protocol.ExecuteCommandRequest.type, {
    command: documentation.command.command, arguments: documentation.command.arguments,
  });
  await until('it is shown', () => client.shown.length > 0);
  assert.deepEqual([client.shown[0].uri, client.shown[0].external],
    [one.codeDescription.href, true]);

  const [preferred, ...others] = fixes.filter(({ isPreferred }) => isPreferred);
  assert.deepEqual(others, []);
  await client.apply(uri, preferred.edit);
  assert.match(client.texts.get(uri), /dev='hda' bus='sata'/);
  await client.checked(uri, 'it is fixed', (all) => !all.some(({ range }) => range.start.line === 22));

  // Ignores the remaining finding.
  const left = (await client.checked(uri, 'the other')).find(({ code }) => code === 'disk-bus');
  const ignore = (await client.request(protocol.CodeActionRequest.type, {
    textDocument: { uri }, range: left.range, context: { diagnostics: [left] },
  })).find(({ title }) => /ignore/i.test(title));
  await client.apply(uri, ignore.edit);
  assert.match(client.texts.get(uri), /<!-- domcheck: ignore disk-bus/);
  await client.checked(uri, 'it is ignored', lacksRule('disk-bus'));
});

session('fix all', { options: { caps } }, async (client) => {
  const uri = await client.open(legacy);
  await client.checked(uri, 'the finding', hasRule('disk-bus'));
  const all = await client.request(protocol.CodeActionRequest.type, {
    textDocument: { uri }, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    context: { diagnostics: [], only: ['source.fixAll'] },
  });
  assert.deepEqual(all.map(({ kind }) => kind), ['source.fixAll']);
  await client.apply(uri, all[0].edit);
  await client.checked(uri, 'nothing is left', (left) =>
    !left.some(({ range }) => range.start.line === 22));
  assert.match(client.texts.get(uri), /dev='hda' bus='sata'/);
});

session('symbols', { options: { caps } }, async (client) => {
  const uri = await client.open(legacy);
  const [guest] = await client.request(protocol.DocumentSymbolRequest.type, { textDocument: { uri } });
  const names = [];
  const collect = (symbol) => {
    names.push(symbol.name);
    (symbol.children ?? []).forEach(collect);
  };
  collect(guest);
  assert.ok(names.some((name) => /hda/.test(name)), names.join());
  assert.equal(guest.range.start.line, 0);
});

session('a host is chosen', {}, async (client) => {
  const uri = await client.open(legacy);
  await client.checked(uri, 'no host, no finding', lacksRule('disk-bus'));
  const lenses = () => client.request(protocol.CodeLensRequest.type, { textDocument: { uri } });
  const [lens] = await lenses();
  assert.equal(lens.command.command, 'domcheck.chooseHost');
  client.answer = ({ actions }) => actions.find(({ title }) => title === caps);
  await client.request(protocol.ExecuteCommandRequest.type,
    { command: lens.command.command, arguments: lens.command.arguments });
  await client.checked(uri, 'the finding', hasRule('disk-bus'));
  assert.equal(client.questions.length, 1);
  const [after] = await lenses();
  assert.match(after.command.title, /debian-12/);
  assert.equal(after.range.start.line, 0);
});

session('settings change', { folder: guests }, async (client) => {
  client.settings = {};
  const uri = await client.open(legacy);
  await client.checked(uri, 'no host, no finding', lacksRule('disk-bus'));
  const change = async (settings) => {
    client.settings = settings;
    await client.notify(protocol.DidChangeConfigurationNotification.type, { settings: null });
  };
  await change({ caps });
  await client.checked(uri, 'a host', hasRule('disk-bus'));
  await change({ caps: [caps], severity: { 'disk-bus': 'warning' } });
  await client.checked(uri, 'another severity', (all) =>
    all.some(({ code, severity }) => code === 'disk-bus' && severity === 2));
  await change({ caps, severity: ['disk-bus=note'] });
  await client.checked(uri, 'a note', (all) =>
    all.some(({ code, severity }) => code === 'disk-bus' && severity > 2));
  await change({ caps, disable: ['disk-bus'] });
  await client.checked(uri, 'a rule left out', lacksRule('disk-bus'));
  await change({ caps, disable: ['no-such-rule'] });
  await until('what is wrong is told', () =>
    client.messages.some(({ message }) => message.includes('no-such-rule')));
});

session('files change', { folder: guests }, async (client) => {
  const uri = await client.open(legacy);
  await client.checked(uri, 'no host, no finding', lacksRule('disk-bus'));
  const config = join(guests, '.domcheck.cfg');
  const told = (type) => client.notify(protocol.DidChangeWatchedFilesNotification.type,
    { changes: [{ uri: uriOf(config), type }] });
  try {
    writeFileSync(config, `caps = ${caps}\n`);
    await told(protocol.FileChangeType.Created);
    await client.checked(uri, 'a configuration', hasRule('disk-bus'));
    writeFileSync(config, `caps = ${caps}\ndisable = disk-bus\n`);
    await told(protocol.FileChangeType.Changed);
    await client.checked(uri, 'another', lacksRule('disk-bus'));
  } finally {
    rmSync(config, { force: true });
  }
  await told(protocol.FileChangeType.Deleted);
});

session('what is no guest, and what is no request', { options: { caps } }, async (client) => {
  const uri = await client.open(join(guests, 'notes.xml'), '<notes><disk/></notes>\n');
  assert.deepEqual(await client.checked(uri, 'nothing is said'), []);
  await assert.rejects(client.connection.sendRequest('domcheck/nothing', {}),
    { code: protocol.ErrorCodes.MethodNotFound });
  await assert.rejects(
    client.request(protocol.ExecuteCommandRequest.type, { command: 'nothing' }));
  assert.equal(await client.request(protocol.HoverRequest.type, client.at(uri, 'disk')), null);
});

test('a server whose client is gone ends', { timeout: 30_000 }, async () => {
  const client = new Client(program);
  await client.initialize({ options: { caps } });
  client.process.stdin.end();
  await until('it ends', () => client.process.exitCode !== null);
  client.connection.dispose();
});

test('offsets and places', () => {
  assert.equal(offsetAt('ab\ncd', { line: 1, character: 1 }), 4);
});
