// Enough of the editor's interface for an extension to run outside of it. Classes, events and namespaces that nobody set
// up answer any call with something that can be disposed of.
"use strict";

const Module = require("node:module");

function anything(name) {
  const target = class {
    constructor(...given) {
      this.given = given;
    }
    dispose() {}
  };
  return new Proxy(target, {
    get(own, key) {
      if (key === "prototype" || key === Symbol.toPrimitive || key in own) return own[key];
      if (key === "then") return undefined; // it is no promise
      own[key] = anything(`${name}.${String(key)}`);
      return own[key];
    },
    apply: () => ({ dispose() {} }),
  });
}

class EventEmitter {
  constructor() {
    this.listeners = [];
    this.event = (listener) => {
      this.listeners.push(listener);
      return { dispose: () => {} };
    };
  }
  fire(value) {
    for (const listener of this.listeners) listener(value);
  }
  dispose() {}
}

class Uri {
  static parse(text) {
    const found = new URL(text);
    return Object.assign(new Uri(), { scheme: found.protocol.slice(0, -1), path: found.pathname, text });
  }
  static file(path) {
    return Uri.parse(`file://${path}`);
  }
  get fsPath() {
    return decodeURIComponent(this.path);
  }
  toString() {
    return this.text;
  }
  with() {
    return this;
  }
}

class CancellationTokenSource {
  constructor() {
    this.token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
  }
  cancel() {}
  dispose() {}
}

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}

class Range {
  constructor(...given) {
    const [start, end] = given.length === 4 ? [new Position(given[0], given[1]), new Position(given[2], given[3])] : given;
    Object.assign(this, { start, end });
  }
}

class Diagnostic {
  constructor(range, message, severity) {
    Object.assign(this, { range, message, severity });
  }
}

class CodeActionKind {
  constructor(value) {
    this.value = value;
  }
  append(part) {
    return new CodeActionKind(this.value ? `${this.value}.${part}` : part);
  }
}
CodeActionKind.Empty = new CodeActionKind("");
CodeActionKind.QuickFix = new CodeActionKind("quickfix");

/** A stub, with what the extension did to it. */
function makeStub({ settings = {}, documents = [], folders = [] } = {}) {
  const seen = { commands: {}, errors: [], diagnostics: new Map(), published: new EventEmitter() };
  const configuration = (section) => ({
    get: (key, fallback) => (section ? settings[`${section}.${key}`] : settings[key]) ?? fallback,
    inspect: () => undefined,
    has: () => false,
    ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [key.replace(`${section}.`, ""), value])),
  });
  const event = () => ({ dispose() {} });
  const changed = new EventEmitter();
  const own = {
    version: "1.91.0",
    EventEmitter,
    Uri,
    CancellationTokenSource,
    Position,
    Range,
    Diagnostic,
    CodeActionKind,
    Disposable: class {
      static from() {
        return { dispose() {} };
      }
      dispose() {}
    },
    DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
    env: { appName: "stub", language: "en" },
    l10n: { t: (text) => text },
    extensions: { getExtension: () => undefined, all: [], onDidChange: event },
    commands: {
      registerCommand: (name, run) => {
        seen.commands[name] = run;
        return { dispose: () => delete seen.commands[name] };
      },
      executeCommand: async () => undefined,
      getCommands: async () => [],
    },
    languages: new Proxy(
      {
        match: (selector, document) => (document.languageId === "markdown" ? 10 : 0),
        createDiagnosticCollection: () => ({
          set: (uri, found) => {
            seen.diagnostics.set(uri.toString(), found);
            seen.published.fire({ uri: uri.toString(), found });
          },
          delete() {},
          clear() {},
          dispose() {},
        }),
      },
      { get: (target, key) => target[key] ?? (() => ({ dispose() {} })) },
    ),
    window: new Proxy(
      {
        showErrorMessage: async (text) => void seen.errors.push(text),
        createOutputChannel: () => ({ append() {}, appendLine() {}, error() {}, info() {}, show() {}, dispose() {} }),
        visibleTextEditors: [],
        activeTextEditor: undefined,
        tabGroups: { all: [], onDidChangeTabs: event, onDidChangeTabGroups: event },
      },
      { get: (target, key) => (key in target ? target[key] : event) },
    ),
    workspace: new Proxy(
      {
        getConfiguration: configuration,
        workspaceFolders: folders.map((path, index) => ({ uri: Uri.file(path), name: "folder", index })),
        textDocuments: documents,
        notebookDocuments: [],
        onDidChangeConfiguration: changed.event,
        createFileSystemWatcher: () => ({
          onDidCreate: event,
          onDidChange: event,
          onDidDelete: event,
          dispose() {},
        }),
        getWorkspaceFolder: () => undefined,
      },
      { get: (target, key) => (key in target ? target[key] : event) },
    ),
  };
  const vscode = new Proxy(own, {
    get: (target, key) => (key in target ? target[key] : (target[key] = anything(String(key)))),
  });
  return { vscode, seen, changed };
}

/** Load a module with other modules in place of those of a name. */
function loadWith(path, replaced) {
  const original = Module._load;
  Module._load = (name, ...rest) => (name in replaced ? replaced[name] : original(name, ...rest));
  try {
    delete require.cache[require.resolve(path)];
    return require(path);
  } finally {
    Module._load = original;
  }
}

module.exports = { makeStub, loadWith, Uri };
