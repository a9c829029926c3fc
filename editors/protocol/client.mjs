// A client of the language server over vscode-jsonrpc: it starts a server, keeps the server's
// messages, and answers the server's requests.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

// The package has no entry for import that Node can find.
const require = createRequire(import.meta.url);
export const protocol = require('vscode-languageserver-protocol/node.js');

const limit = 10_000; // milliseconds

export async function until(what, condition) {
  const deadline = Date.now() + limit;
  for (;;) {
    const value = condition();
    if (value) return value;
    assert.ok(Date.now() < deadline, `it did not come to it: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export class Client {
  /** `settings` is the answer to workspace/configuration; a test may change it at any time. */
  constructor(program) {
    this.settings = {};
    this.diagnostics = new Map(); // uri -> the last publishDiagnostics
    this.published = []; // all of them
    this.questions = [];
    this.answer = () => null; // window/showMessageRequest
    this.shown = [];
    this.messages = [];
    this.registrations = [];
    this.texts = new Map();
    this.versions = new Map();
    this.process = spawn(program, ['lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.connection = protocol.createProtocolConnection(
      new protocol.StreamMessageReader(this.process.stdout),
      new protocol.StreamMessageWriter(this.process.stdin));
    const on = (type, handler) => this.connection[
      type instanceof protocol.ProtocolRequestType || type instanceof protocol.ProtocolRequestType0
        ? 'onRequest' : 'onNotification'](type, handler);
    on(protocol.PublishDiagnosticsNotification.type, (params) => {
      this.diagnostics.set(params.uri, params);
      this.published.push(params);
    });
    on(protocol.ShowMessageNotification.type, (params) => { this.messages.push(params); });
    on(protocol.ConfigurationRequest.type, ({ items }) =>
      items.map(({ section }) => (section === 'domcheck' ? this.settings : null)));
    on(protocol.RegistrationRequest.type, ({ registrations }) => {
      this.registrations.push(...registrations);
    });
    on(protocol.ShowMessageRequest.type, (params) => {
      this.questions.push(params);
      return this.answer(params);
    });
    on(protocol.ShowDocumentRequest.type, (params) => {
      this.shown.push(params);
      return { success: true };
    });
    on(protocol.CodeLensRefreshRequest.type, () => null);
    this.connection.listen();
  }

  async initialize({ encodings = ['utf-16'], options, folder, capabilities = {} } = {}) {
    const result = await this.request(protocol.InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      initializationOptions: options,
      workspaceFolders: folder === undefined ? null : [{ uri: uriOf(folder), name: 'guests' }],
      capabilities: {
        general: { positionEncodings: encodings },
        textDocument: {
          completion: { completionItem: { snippetSupport: true } },
          codeAction: {
            codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
          },
          documentSymbol: { hierarchicalDocumentSymbolSupport: true },
          publishDiagnostics: {
            relatedInformation: true, versionSupport: true, codeDescriptionSupport: true,
          },
        },
        window: { showDocument: { support: true }, showMessage: {} },
        workspace: {
          configuration: true,
          didChangeConfiguration: { dynamicRegistration: true },
          didChangeWatchedFiles: { dynamicRegistration: true },
          workspaceEdit: { documentChanges: true },
          codeLens: { refreshSupport: true },
        },
        ...capabilities,
      },
    });
    await this.notify(protocol.InitializedNotification.type, {});
    return result.capabilities;
  }

  request(type, params) { return this.connection.sendRequest(type, params); }
  notify(type, params) { return this.connection.sendNotification(type, params); }

  async open(path, text = readFileSync(path, 'utf8')) {
    const uri = uriOf(path);
    this.texts.set(uri, text);
    this.versions.set(uri, 1);
    await this.notify(protocol.DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'xml', version: 1, text },
    });
    return uri;
  }

  /** Replaces the first `old` by `text`, as an incremental change. */
  async change(uri, old, text) {
    const before = this.texts.get(uri);
    const at = before.indexOf(old);
    assert.ok(at >= 0, `no ${old} in ${before}`);
    const range = { start: positionAt(before, at), end: positionAt(before, at + old.length) };
    const version = this.versions.get(uri) + 1;
    this.versions.set(uri, version);
    this.texts.set(uri, before.slice(0, at) + text + before.slice(at + old.length));
    await this.notify(protocol.DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version }, contentChanges: [{ range, text }],
    });
  }

  /** Applies the edit of a code action, as an editor does. */
  async apply(uri, edit) {
    const edits = edit.documentChanges === undefined
      ? edit.changes[uri]
      : edit.documentChanges.filter((one) => one.textDocument.uri === uri).flatMap((one) => one.edits);
    const version = this.versions.get(uri) + 1;
    // From the end, so that the places of earlier edits remain right.
    const last = [...edits].sort((a, b) =>
      b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character);
    await this.notify(protocol.DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: last.map(({ range, newText }) => ({ range, text: newText })),
    });
    this.versions.set(uri, version);
    this.texts.set(uri, last.reduce((text, { range, newText }) =>
      text.slice(0, offsetAt(text, range.start)) + newText + text.slice(offsetAt(text, range.end)),
    this.texts.get(uri)));
  }

  /** Waits until the diagnostics of the current version satisfy `condition`. */
  async checked(uri, what, condition = () => true) {
    try {
      return await until(what, () => {
        const last = this.diagnostics.get(uri);
        return last?.version === this.versions.get(uri) && condition(last.diagnostics)
          ? last.diagnostics : undefined;
      });
    } catch (error) {
      error.message += `\nlast were ${JSON.stringify(this.diagnostics.get(uri), null, 1)}`;
      throw error;
    }
  }

  at(uri, text, shift = 0) {
    const offset = this.texts.get(uri).indexOf(text);
    assert.ok(offset >= 0, `no ${text}`);
    return { textDocument: { uri }, position: positionAt(this.texts.get(uri), offset + shift) };
  }

  /** Ends the server as the protocol requires. */
  async end() {
    const exited = once(this.process, 'exit');
    await this.request(protocol.ShutdownRequest.type);
    await this.notify(protocol.ExitNotification.type);
    const [status] = await exited;
    this.connection.dispose();
    assert.equal(status, 0);
  }
}

export const uriOf = (path) => pathToFileURL(path).href;

/** Counts UTF-16 units, like JavaScript itself. */
export function positionAt(text, offset) {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1).length };
}
export function offsetAt(text, { line, character }) {
  return text.split('\n').slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
}
