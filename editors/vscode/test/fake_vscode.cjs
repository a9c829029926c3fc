// The part of VS Code's interface that the extension and vscode-languageclient use when they start,
// open a document and run a command. Everything else is replaced by objects that do nothing, so
// that only what the test looks at is written here.
'use strict';
const { pathToFileURL, fileURLToPath } = require('node:url');

function nothing(name) {
  const inner = new Map();
  return new Proxy(class {}, {
    get(target, key) {
      if (typeof key === 'symbol' || key === 'prototype') return target[key];
      if (!inner.has(key)) inner.set(key, nothing(`${name}.${key}`));
      return inner.get(key);
    },
    apply: () => ({ dispose() {} }),
  });
}

// Returns `object` with `nothing` in place of missing members.
function orNothing(name, object) {
  const rest = nothing(name);
  return new Proxy(object, {
    get: (target, key) => (key in target || typeof key === 'symbol' ? target[key] : rest[key]),
  });
}

class Uri {
  constructor(text) { this.text = text; this.scheme = text.slice(0, text.indexOf(':')); }
  static parse(text) { return new Uri(text); }
  static file(path) { return new Uri(pathToFileURL(path).href); }
  get fsPath() { return fileURLToPath(this.text); }
  get path() { return new URL(this.text).pathname; }
  toString() { return this.text; }
}

class EventEmitter {
  constructor() {
    this.listeners = new Set();
    this.event = (listener, self, disposables) => {
      const bound = self === undefined ? listener : listener.bind(self);
      this.listeners.add(bound);
      const disposable = { dispose: () => this.listeners.delete(bound) };
      disposables?.push?.(disposable);
      return disposable;
    };
  }
  fire(value) { for (const listener of [...this.listeners]) listener(value); }
  dispose() { this.listeners.clear(); }
}

class Position {
  constructor(line, character) { this.line = line; this.character = character; }
}
class Range {
  constructor(a, b, c, d) {
    [this.start, this.end] = c === undefined ? [a, b] : [new Position(a, b), new Position(c, d)];
  }
}
class Disposable {
  constructor(dispose) { this.dispose = dispose ?? (() => {}); }
  static from(...all) { return new Disposable(() => all.forEach((one) => one.dispose())); }
}
class CodeActionKind {
  constructor(value) { this.value = value; }
  append(part) { return new CodeActionKind(this.value === '' ? part : `${this.value}.${part}`); }
}
CodeActionKind.Empty = new CodeActionKind('');
class Diagnostic {
  constructor(range, message, severity) { Object.assign(this, { range, message, severity }); }
}
class CancellationTokenSource {
  constructor() {
    this.token = { isCancellationRequested: false, onCancellationRequested: new EventEmitter().event };
  }
  cancel() {}
  dispose() {}
}

/** A VS Code with one XML document in front; `settings` are those below "domcheck". */
function makeVscode(document, settings) {
  const commands = new Map();
  const seen = { published: 0, diagnostics: [], errors: [], output: [], questions: [] };
  const events = { configuration: new EventEmitter() };
  const answers = {}; // showInformationMessage: function(message, items) -> item
  const vscode = orNothing('vscode', {
    version: '1.82.0',
    Uri, EventEmitter, Position, Range, Disposable, Diagnostic, CodeActionKind,
    CancellationTokenSource,
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
    env: orNothing('env', { appName: 'fake', language: 'en' }),
    l10n: { t: (text) => text },
    commands: orNothing('commands', {
      registerCommand(name, run) {
        if (commands.has(name)) throw new Error(`command '${name}' already exists`);
        commands.set(name, run);
        return new Disposable(() => commands.delete(name));
      },
      async executeCommand(name, ...given) { return commands.get(name)?.(...given); },
    }),
    languages: orNothing('languages', {
      match: (selector, one) => ([selector].flat().some((each) =>
        each.language === one.languageId && each.scheme === one.uri.scheme) ? 10 : 0),
      createDiagnosticCollection: () => orNothing('collection', {
        set(uri, list) { seen.diagnostics = list ?? []; seen.published++; },
        clear() {}, delete() {}, dispose() {},
      }),
    }),
    window: orNothing('window', {
      activeTextEditor: { document },
      visibleTextEditors: [],
      createOutputChannel: (name) => orNothing('channel', {
        name,
        append: (text) => seen.output.push(text),
        appendLine: (text) => seen.output.push(`${text}\n`),
        show() {}, dispose() {},
      }),
      async showErrorMessage(text, ...items) { seen.errors.push({ text, items }); },
      async showInformationMessage(text, ...items) {
        seen.questions.push({ text, items });
        return answers.information?.(text, items);
      },
    }),
    workspace: orNothing('workspace', {
      workspaceFolders: undefined,
      textDocuments: [document],
      onDidChangeConfiguration: events.configuration.event,
      createFileSystemWatcher: () => orNothing('watcher', { dispose() {} }),
      getConfiguration: (section) => ({
        get: (key, otherwise) => (section === 'domcheck' ? settings[key] : undefined) ?? otherwise,
        has: () => false,
        inspect: (key) => ({ key, globalValue: section === 'domcheck' ? settings[key] : undefined }),
      }),
    }),
  });
  return { vscode, commands, seen, events, answers };
}

function makeDocument(path, text) {
  return {
    uri: Uri.file(path), fileName: path, languageId: 'xml', version: 1, isClosed: false,
    getText: () => text, lineCount: text.split('\n').length,
  };
}

module.exports = { makeVscode, makeDocument };
