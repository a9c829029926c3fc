"""The libraries of domcheck for a Bazel without WORKSPACE: see MODULE.bazel."""

load(":repositories.bzl", "debian_libraries")

def _libraries_impl(_):
    debian_libraries()

libraries = module_extension(implementation = _libraries_impl)
