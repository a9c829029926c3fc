"""domain_compatibility_test: a Bazel test that a host can start some guests.

    load("@domcheck//checker/bazel:defs.bzl", "domain_compatibility_test")

    domain_compatibility_test(
        name = "web_test",
        guests = glob(["web/*.xml"]),
        caps = ["//hosts:rack7.xml"],
    )

The test runs `domcheck check` on the guests and fails where that fails, with the same report. It
reads only what the target names (no .domcheck.cfg, no libvirt, no network), so its result can be
cached, shared through a remote cache, and made on remote machines, as any other test's.

testdata/bazel_workspace is a complete example.
"""

def _domain_compatibility_test_impl(ctx):
    hosts = ["@" + name for name in ctx.attr.hosts]
    hosts += [_host_path(ctx, target) for target in ctx.attr.caps]
    if not hosts:
        fail("no host given: name capabilities documents in caps, or hosts of domcheck's own in hosts")

    # Any number of guests fits into a file, but not into a command line.
    guests = ctx.actions.declare_file(ctx.label.name + ".guests")
    ctx.actions.write(guests, "".join([file.short_path + "\n" for file in ctx.files.guests]))

    arguments = ["--files-from", guests.short_path, "--fail-on", ctx.attr.fail_on]
    for host in hosts:
        arguments += ["--caps", host]
    inputs = ctx.files.guests + ctx.files.caps + [guests, ctx.executable.program]
    if ctx.file.config:
        arguments += ["--config", ctx.file.config.short_path]
        inputs.append(ctx.file.config)
    else:
        arguments.append("--no-config")
    if ctx.file.baseline:
        arguments += ["--baseline", ctx.file.baseline.short_path]
        inputs.append(ctx.file.baseline)

    # Names are relative to the folder in which Bazel starts tests. Bazel reads each guest's result
    # from XML_OUTPUT_FILE. "$@" has the target's `args` and --test_arg.
    launcher = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.write(launcher, is_executable = True, content = """#!/bin/bash
# Written by domain_compatibility_test (checker/bazel/defs.bzl of domcheck).
unset BUILD_WORKING_DIRECTORY
exec {program} check {arguments} ${{XML_OUTPUT_FILE:+--output "junit=$XML_OUTPUT_FILE"}} "$@"
""".format(
        program = _quoted("./" + ctx.executable.program.short_path),
        arguments = " ".join([_quoted(argument) for argument in arguments]),
    ))

    runfiles = ctx.runfiles(files = inputs)
    return [DefaultInfo(
        executable = launcher,
        runfiles = runfiles.merge(ctx.attr.program[DefaultInfo].default_runfiles),
    )]

def _host_path(ctx, target):
    """Returns the --caps of one label: its file, or the folder that its files share."""
    files = target[DefaultInfo].files.to_list()
    if not files:
        fail("%s has no capabilities document" % target.label)
    if len(files) == 1:
        return files[0].short_path
    folder = _folder(files[0])
    if [file for file in files if _folder(file) != folder]:
        fail("%s is one host: its documents must lie in one folder" % target.label)
    if [file for file in ctx.files.caps if _folder(file) == folder and file not in files]:
        fail("%s is one host: %s holds documents of another label" % (target.label, folder))
    return folder

def _folder(file):
    return file.short_path.rpartition("/")[0] or "."

def _quoted(argument):
    return "'" + argument.replace("'", "'\\''") + "'"

_domain_compatibility_test = rule(
    implementation = _domain_compatibility_test_impl,
    test = True,
    attrs = {
        "baseline": attr.label(
            doc = "Findings that pass, as `domcheck check --write-baseline` wrote them.",
            allow_single_file = True,
        ),
        "caps": attr.label_list(
            doc = "The hosts: each label is one, with one domainCapabilities document or a folder of them.",
            allow_files = True,
        ),
        "config": attr.label(
            doc = "Settings, in the format of .domcheck.cfg; without it there are none.",
            allow_single_file = True,
        ),
        "fail_on": attr.string(
            doc = "The least finding that fails the test.",
            default = "error",
            values = ["error", "warning", "unknown", "never"],
        ),
        "guests": attr.label_list(
            doc = "The guests: domain XML documents.",
            allow_files = True,
            allow_empty = False,
            mandatory = True,
        ),
        "hosts": attr.string_list(
            doc = "Hosts that ship inside domcheck: \"debian-12\"; `domcheck caps` lists them.",
        ),
        "program": attr.label(
            doc = "The domcheck to test with, built or as a file.",
            default = Label("//checker/bazel:program"),
            executable = True,
            allow_files = True,
            cfg = "target",
        ),
    },
)

def domain_compatibility_test(name, guests, caps = [], hosts = [], size = "small", **kwargs):
    """A test that passes if every guest fits every host.

    Args:
      name: of the target; ends with _test by custom.
      guests: labels of domain XML documents.
      caps: labels of domainCapabilities documents. A label is one host. Where it has several files,
        which have to lie in one folder, the document that describes the guest is chosen.
      hosts: names of hosts that ship inside domcheck, such as "debian-12". Guests are checked
        against all of caps and hosts.
      size: of the test.
      **kwargs: fail_on ("error", "warning", "unknown" or "never"), config and baseline (labels of
        files), program (a label: a domcheck other than --@domcheck//checker/bazel:program), and
        the attributes of every test; args are more options of `domcheck check`.
    """
    _domain_compatibility_test(
        name = name,
        guests = guests,
        caps = caps,
        hosts = hosts,
        size = size,
        **kwargs
    )
