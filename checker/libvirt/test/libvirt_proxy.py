"""A proxy between a client and libvirtd that can stop in the middle of a conversation."""
import contextlib
import os
import socket
import struct
import threading

from private_libvirtd import SOCKET

# The header of packets (https://libvirt.org/kbase/internals/rpc.html), and the number of
# REMOTE_PROC_CONNECT_GET_DOMAIN_CAPABILITIES in libvirt's remote_protocol.x.
HEADER = struct.Struct(">IIII")  # length, program, version, procedure
GET_DOMAIN_CAPABILITIES = 342


class LibvirtProxy:
    """Serves one client at `uri` during `with LibvirtProxy(path) as proxy:`.

    hold_after: after this many requests for documents, the next one is not read. Then
        wait_until_held() returns, and release() lets the conversation continue.
    replace: bytes of the client's requests, and as many bytes to send to libvirtd instead.
    """

    def __init__(self, path, hold_after=None, replace=(b"", b"")):
        self.path = path
        self.uri = f"qemu+unix:///system?socket={path}"
        self.hold_after = hold_after
        self.replace = replace
        self._is_held = threading.Event()
        self._may_go = threading.Event()
        self._listener = socket.socket(socket.AF_UNIX)
        self._client = None
        self._server = socket.socket(socket.AF_UNIX)
        self._thread = threading.Thread(target=self._serve)

    def wait_until_held(self):
        if not self._is_held.wait(60):
            raise TimeoutError("the client did not ask for so many documents")

    def release(self):
        self._may_go.set()

    def reset(self):
        """Closes the connection of a held client with its request unread, which resets it."""
        self._client.close()

    def __enter__(self):
        self._listener.bind(self.path)
        self._listener.listen()
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.release()
        for end in (self._listener, self._client, self._server):
            if end is not None:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        for end in (self._listener, self._client, self._server):
            if end is not None:
                end.close()
        os.unlink(self.path)

    def _serve(self):
        with contextlib.suppress(OSError):  # when one end closes, so does the other
            self._client, _ = self._listener.accept()
            self._server.connect(SOCKET)
            answers = threading.Thread(target=self._pass_answers)
            answers.start()
            with contextlib.suppress(OSError):
                self._pass_questions()
            with contextlib.suppress(OSError):
                self._server.shutdown(socket.SHUT_RDWR)
            answers.join()

    def _pass_questions(self):
        documents = 0
        while True:
            header = self._client.recv(HEADER.size, socket.MSG_PEEK | socket.MSG_WAITALL)
            if len(header) < HEADER.size:
                return
            length, _, _, procedure = HEADER.unpack(header)
            if procedure == GET_DOMAIN_CAPABILITIES:
                if documents == self.hold_after:
                    self._is_held.set()
                    self._may_go.wait()
                documents += 1
            packet = self._client.recv(length, socket.MSG_WAITALL)
            self._server.sendall(packet.replace(*self.replace) if self.replace[0] else packet)

    def _pass_answers(self):
        with contextlib.suppress(OSError):
            while data := self._server.recv(65536):
                self._client.sendall(data)
        with contextlib.suppress(OSError):
            self._client.shutdown(socket.SHUT_RDWR)
