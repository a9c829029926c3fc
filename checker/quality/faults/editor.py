"""What an editor writes to the language server: its messages, each in a frame."""

import json


def frames(root, messages):
    """The bytes of a session in the folder `root`, with these messages between start and end."""
    begin = [{"id": "begin", "method": "initialize",
              "params": {"processId": None, "rootUri": root.as_uri(), "capabilities": {}}},
             {"method": "initialized", "params": {}}]
    end = [{"id": "end", "method": "shutdown"}, {"method": "exit"}]
    written = b""
    for message in begin + messages + end:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        written += b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    return written
