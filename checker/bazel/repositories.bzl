"""What the WORKSPACE of a repository that uses domcheck loads.

    load("@domcheck//checker/bazel:repositories.bzl", "domcheck_repositories")

    domcheck_repositories()
"""

load("//checker/bazel/debian:repositories.bzl", "debian_bazel_stubs", "debian_libraries")

def domcheck_repositories():
    """Defines the libraries that domcheck is built from; none is looked at before that is done."""
    debian_libraries()
    debian_bazel_stubs()
