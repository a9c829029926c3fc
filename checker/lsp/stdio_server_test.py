"""Drives `domcheck lsp` as a process: the stream, cancelling, bursts of edits, and its end."""
import json
import os
import select
import signal
import subprocess
import sys
import time

PROGRAM, GUEST = sys.argv[1:3]
LIMIT = 30  # seconds for anything to happen


class Server:
    def __init__(self, process_id=None):
        self.process = subprocess.Popen([PROGRAM, "lsp", "--caps", "@debian-12"],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.bytes = b""
        self.id = 0
        self.ask("initialize", {"processId": process_id, "capabilities": {}})
        self.notify("initialized", {})

    def write(self, *messages):
        stream = b""
        for message in messages:
            content = json.dumps({"jsonrpc": "2.0", **message}).encode()
            stream += b"Content-Length: %d\r\n\r\n%s" % (len(content), content)
        self.process.stdin.write(stream)
        self.process.stdin.flush()

    def notify(self, method, params):
        self.write({"method": method, "params": params})

    def read(self):
        end = time.monotonic() + LIMIT
        while True:
            head, found, rest = self.bytes.partition(b"\r\n\r\n")
            if found:
                length = int(head.split(b":")[1])
                if len(rest) >= length:
                    self.bytes = rest[length:]
                    return json.loads(rest[:length])
            ready, _, _ = select.select([self.process.stdout], [], [],
                                        max(end - time.monotonic(), 0))
            assert ready, "the server says nothing"
            got = os.read(self.process.stdout.fileno(), 65536)
            assert got, "the server is gone"
            self.bytes += got

    def answer(self, ident):
        """The answer, and the messages before it."""
        before = []
        while True:
            message = self.read()
            if message.get("id") == ident and "method" not in message:
                return message, before
            before.append(message)

    def ask(self, method, params):
        self.id += 1
        self.write({"id": self.id, "method": method, "params": params})
        return self.answer(self.id)

    def open(self, text):
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": "file:///a.xml", "languageId": "xml", "version": 0, "text": text}})

    def status(self):
        return self.process.wait(LIMIT)


def edit(version, line, begin, end, text):
    return {"method": "textDocument/didChange", "params": {
        "textDocument": {"uri": "file:///a.xml", "version": version},
        "contentChanges": [{"range": {"start": {"line": line, "character": begin},
                                      "end": {"line": line, "character": end}}, "text": text}]}}


HOVER = {"textDocument": {"uri": "file:///a.xml"}, "position": {"line": 0, "character": 10}}


def ends_in_order():
    server = Server()
    server.ask("shutdown", None)
    server.notify("exit", None)
    assert server.status() == 0


def ends_with_its_client():
    server = Server()
    server.process.stdin.close()
    assert server.status() == 1
    server = Server()
    server.process.stdout.close()
    server.open("<domain type='x'/>")  # it cannot send what it finds
    assert server.status() == 1
    # The client died, but another process holds the pipe open.
    client = subprocess.Popen(["sleep", "60"])
    server = Server(client.pid)
    client.send_signal(signal.SIGKILL)
    client.wait()
    assert server.status() == 1


def cancels_what_waits():
    server = Server()
    server.open("<domain/>")
    # Send all of it in one write: the requests wait while the first is answered.
    requests = [{"id": number, "method": "textDocument/hover", "params": HOVER}
                for number in range(100, 2100)]
    cancel = {"method": "$/cancelRequest", "params": {"id": 2099}}
    server.write(*requests, cancel)
    last, before = server.answer(2099)
    assert len([message for message in before if "id" in message]) == 1999
    # The request may have been answered just before the cancellation arrived; mostly it is not.
    assert "result" in last or last["error"]["code"] == -32800, last
    server.write({"id": 1, "method": "shutdown"}, {"method": "exit"})
    assert server.status() == 0


def checks_only_the_last_of_a_burst():
    with open(GUEST, encoding="utf-8") as file:
        text = file.read()
    server = Server()
    server.open(text)
    burst = [edit(version, 0, 0, 0 if version == 1 else 8, "<!--%03d>" % version)
             for version in range(1, 500)]
    burst.append(edit(500, 0, 0, 8, ""))
    server.write(*burst)
    answer, before = server.ask("textDocument/codeLens", HOVER)
    assert "result" in answer, answer
    while not before or before[-1].get("params", {}).get("version") != 500:
        before.append(server.read())
    published = [message["params"]["version"] for message in before
                 if message.get("method") == "textDocument/publishDiagnostics"]
    assert published[-1] == 500 and len(published) < 250, published
    server.process.kill()
    server.status()


def survives_a_broken_stream():
    server = Server()
    server.process.stdin.write(b"hello\r\n\r\nContent-Length: x\r\n\r\n")
    server.notify("$/setTrace", {"value": "off"})
    server.open("<domain type='kvm'/>")
    server.write({"id": 50, "method": "textDocument/codeLens", "params": HOVER})
    answer, before = server.answer(50)
    assert "result" in answer
    assert any(message.get("error", {}).get("code") == -32700 for message in before), before
    server.process.stdin.close()
    server.status()


for test in (ends_in_order, ends_with_its_client, cancels_what_waits,
             checks_only_the_last_of_a_burst, survives_a_broken_stream):
    test()
    print("passed:", test.__name__)
