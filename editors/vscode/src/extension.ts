// Starts `domcheck lsp` for XML documents and connects to it. vscode-languageclient handles
// everything that the server offers, from diagnostics to the commands of its code lenses.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, LanguageClientOptions } from 'vscode-languageclient/node';

import { settingsOf } from './settings';

const chooseHost = 'domcheck.chooseHost';

// The program in the extension, which is linked statically.
let ownProgram = '';
let client: LanguageClient | undefined;
// Replaces the server's own command while there is no server.
let standIn: vscode.Disposable | undefined;
// Serializes starting and stopping.
let turn: Promise<void> = Promise.resolve();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  ownProgram = join(context.extensionPath, 'bin', 'domcheck');
  context.subscriptions.push(
    vscode.commands.registerCommand('domcheck.restart', restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('domcheck.path')) {
        void restart();
      }
    }));
  await restart();
}

export async function deactivate(): Promise<void> {
  turn = turn.then(stop);
  await turn;
}

function restart(): Promise<void> {
  turn = turn.then(stop).then(start);
  return turn;
}

async function stop(): Promise<void> {
  standIn?.dispose();
  standIn = undefined;
  const old = client;
  client = undefined;
  await old?.dispose().catch(() => undefined); // it may never have started
}

async function start(): Promise<void> {
  const program = vscode.workspace.getConfiguration('domcheck').get<string>('path') || ownProgram;
  const problem = await whyNot(program);
  if (problem !== undefined) {
    standIn = vscode.commands.registerCommand(chooseHost, () => tell(problem));
    void tell(problem);
    return;
  }
  client = new LanguageClient(
    'domcheck', 'domcheck', { command: program, args: ['lsp'] }, clientOptions());
  try {
    await client.start();
  } catch (error) {
    void tell(`The language server '${program} lsp' did not start: ${error}`);
  }
}

function clientOptions(): LanguageClientOptions {
  return {
    documentSelector: [
      { scheme: 'file', language: 'xml' },
      { scheme: 'untitled', language: 'xml' },
    ],
    synchronize: {
      configurationSection: 'domcheck',
      fileEvents: vscode.workspace.createFileSystemWatcher('**/{.domcheck.cfg,*.xml}'),
    },
    // The server asks for its settings. If they were also initializationOptions, settings that a
    // person removes would stay.
    middleware: {
      workspace: {
        configuration: (params) => params.items.map((item) => {
          const scope = item.scopeUri === undefined ? undefined : vscode.Uri.parse(item.scopeUri);
          return item.section === 'domcheck'
            ? settingsOf(vscode.workspace.getConfiguration('domcheck', scope))
            : null;
        }),
      },
      // The command palette passes no arguments: the command is for the guest in the active editor.
      executeCommand: (command, args, next) => {
        const guest = vscode.window.activeTextEditor?.document.uri;
        return next(command, command === chooseHost && args.length === 0 && guest !== undefined
          ? [client?.code2ProtocolConverter.asUri(guest)]
          : args);
      },
    },
  };
}

/** Returns why `program` cannot be the server, for a person; nothing if it can. */
function whyNot(program: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, ['lsp', '--help'], { timeout: 10_000 }, (error) => {
      if (error === null) {
        resolve(undefined);
      } else if (error.code === 2 as unknown) {
        resolve(`'${program}' is too old: it has no language server. Install a newer domcheck.`);
      } else if (error.code === 'ENOENT' as unknown) {
        resolve(`There is no program '${program}'. Install domcheck, or say in the setting ` +
          'domcheck.path where it is.');
      } else {
        resolve(`'${program}' does not run: ${error.message}`);
      }
    });
  });
}

async function tell(problem: string): Promise<void> {
  const settings = 'Open settings';
  const again = 'Try again';
  const choice = await vscode.window.showErrorMessage(`domcheck: ${problem}`, settings, again);
  if (choice === settings) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'domcheck.path');
  } else if (choice === again) {
    await restart();
  }
}
