"""A web server on this machine in the place of a release's: SHA256SUMS, and an archive with a program.

    release_server.py PROGRAM PORT_FILE   serves until it is ended, and writes its port to the file
"""
import contextlib
import functools
import hashlib
import http.server
import io
import os
import platform
import sys
import tarfile
import tempfile
import threading

NAME = f"domcheck-0.2.0-linux-{platform.machine()}"


def write_release(program, folder):
    """Writes the files of a release with this program into the folder."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as tar:
        tar.add(os.path.realpath(program), f"{NAME}/bin/domcheck")
    content = archive.getvalue()
    with open(os.path.join(folder, NAME + ".tar.gz"), "wb") as file:
        file.write(content)
    with open(os.path.join(folder, "SHA256SUMS"), "w", encoding="utf-8") as file:
        file.write(f"{'0' * 64}  domcheck-0.2.0-linux-pdp11.tar.gz\n"
                   f"{hashlib.sha256(content).hexdigest()}  {NAME}.tar.gz\n")


@contextlib.contextmanager
def serve(program, path="owner/domcheck/releases/download/v0.2.0"):
    """Serves a release below `path`. Yields the server's URL, the folder that it serves, and the list
    of the paths that were asked for."""
    asked = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_request(self, *_):
            asked.append(self.path)

        def log_message(self, *_):
            pass

    with tempfile.TemporaryDirectory() as root:
        folder = os.path.join(root, path)
        os.makedirs(folder)
        write_release(program, folder)
        with http.server.ThreadingHTTPServer(
                ("127.0.0.1", 0), functools.partial(Handler, directory=root)) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            try:
                yield f"http://127.0.0.1:{server.server_port}", folder, asked
            finally:
                server.shutdown()


if __name__ == "__main__":
    with serve(sys.argv[1]) as (address, _, _):
        with open(sys.argv[2] + ".new", "w", encoding="utf-8") as port_file:
            port_file.write(address)
        os.rename(sys.argv[2] + ".new", sys.argv[2])
        threading.Event().wait()
