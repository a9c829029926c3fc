"""Gets libvirt's verdict on a guest, and the XML that libvirt completes an accepted guest to."""
import dataclasses

import libvirt

from verdicts import furnish


@dataclasses.dataclass
class Verdict:
    refused_at: str = ""  # "define", "translate" or "start"; empty if libvirt accepts the guest
    error: str = ""
    started: bool = False
    # The guest's XML as libvirt completed it, by occasion.
    completed: dict = dataclasses.field(default_factory=dict)

    @property
    def accepts(self):
        return not self.refused_at


def verdict_of(connection, guest, xml):
    """Defines the guest, translates it to QEMU's command line and starts it, paused.

    Always removes the guest again.
    """
    verdict = Verdict()
    stage = "define"
    domain = None
    try:
        domain = connection.defineXML(xml)
        verdict.completed["defined"] = domain.XMLDesc(libvirt.VIR_DOMAIN_XML_INACTIVE)
        domain = connection.defineXML(verdict.completed["defined"])
        verdict.completed["defined again"] = domain.XMLDesc(libvirt.VIR_DOMAIN_XML_INACTIVE)
        if guest.spared != "translated":
            stage = "translate"
            connection.domainXMLToNative("qemu-argv", xml)
        if guest.spared != "started":
            stage = "start"
            _start(domain, guest, verdict)
    except libvirt.libvirtError as error:
        verdict.refused_at, verdict.error = stage, str(error)
        verdict.completed = {}
    finally:
        if domain is not None:
            domain.undefineFlags(libvirt.VIR_DOMAIN_UNDEFINE_NVRAM)
    return verdict


def _create(domain):
    """Where QEMU ends while libvirt is connecting to it, libvirt reports the connection in place of
    QEMU's reason; another attempt has the reason."""
    for attempts_left in (2, 1, 0):
        try:
            return domain.createWithFlags(libvirt.VIR_DOMAIN_START_PAUSED)
        except libvirt.libvirtError as error:
            if not attempts_left or "connect to monitor socket" not in str(error):
                raise


def _start(domain, guest, verdict):
    furnish.make_files(guest)
    _create(domain)
    verdict.started = True
    try:
        with open(f"{furnish.PREPARED}/{domain.name()}.xml", encoding="utf-8") as file:
            verdict.completed["given to the hook"] = file.read()
        verdict.completed["started"] = domain.XMLDesc()
        verdict.completed["to migrate"] = domain.XMLDesc(libvirt.VIR_DOMAIN_XML_MIGRATABLE)
    finally:
        domain.destroy()
