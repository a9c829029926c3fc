"""Writes an editor's messages to the language server, each in a frame."""

import json


def frames(root, messages):
    """Returns the bytes of a session in the folder `root`: start, these messages, end."""
    begin = [{"id": "begin", "method": "initialize",
              "params": {"processId": None, "rootUri": root.as_uri(), "capabilities": {}}},
             {"method": "initialized", "params": {}}]
    end = [{"id": "end", "method": "shutdown"}, {"method": "exit"}]
    written = b""
    for message in begin + messages + end:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        written += b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    return written
