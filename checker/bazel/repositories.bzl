"""For the WORKSPACE of a repository that uses domcheck.

    load("@domcheck//checker/bazel:repositories.bzl", "domcheck_repositories")

    domcheck_repositories()
"""

load("//checker/bazel/debian:repositories.bzl", "debian_bazel_stubs", "debian_libraries")

def domcheck_repositories():
    """Defines the libraries of domcheck. Bazel reads them only when it builds domcheck."""
    debian_libraries()
    debian_bazel_stubs()
