// libvirt's C library, loaded when it is first asked for.
//
// The program runs on machines without it: only what speaks to a live host needs it. The types are
// those of libvirt's own headers, so that a call that does not fit does not compile.
#ifndef CHECKER_LIBVIRT_LIBVIRT_LIBRARY_H_
#define CHECKER_LIBVIRT_LIBVIRT_LIBRARY_H_

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#include <string>

namespace domcheck {

struct LibvirtLibrary {
  decltype(&::virInitialize) virInitialize;
  decltype(&::virSetErrorFunc) virSetErrorFunc;
  decltype(&::virGetLastErrorMessage) virGetLastErrorMessage;
  decltype(&::virGetLastErrorCode) virGetLastErrorCode;
  decltype(&::virEventRegisterDefaultImpl) virEventRegisterDefaultImpl;
  decltype(&::virEventRunDefaultImpl) virEventRunDefaultImpl;
  decltype(&::virConnectOpen) virConnectOpen;
  decltype(&::virConnectClose) virConnectClose;
  decltype(&::virConnectIsAlive) virConnectIsAlive;
  decltype(&::virConnectGetCapabilities) virConnectGetCapabilities;
  decltype(&::virConnectGetDomainCapabilities) virConnectGetDomainCapabilities;
  decltype(&::virConnectGetHostname) virConnectGetHostname;
  decltype(&::virConnectGetLibVersion) virConnectGetLibVersion;
  decltype(&::virConnectGetVersion) virConnectGetVersion;
  decltype(&::virConnectGetType) virConnectGetType;
  decltype(&::virConnectListAllDomains) virConnectListAllDomains;
  decltype(&::virDomainGetName) virDomainGetName;
  decltype(&::virDomainGetUUIDString) virDomainGetUUIDString;
  decltype(&::virDomainGetXMLDesc) virDomainGetXMLDesc;
  decltype(&::virDomainIsActive) virDomainIsActive;
  decltype(&::virDomainIsPersistent) virDomainIsPersistent;
  decltype(&::virDomainFree) virDomainFree;
};

// The library, loaded once for the process; null where it cannot be, with the reason and what to
// install in `error`.
const LibvirtLibrary* LoadLibvirt(std::string* error);

// Whether threads of libvirt's may run. They use what its libraries (OpenSSL, libssh, libnuma) take
// down in exit(), so a process must end by _exit() then.
bool LibvirtIsStarted();

}  // namespace domcheck

#endif  // CHECKER_LIBVIRT_LIBVIRT_LIBRARY_H_
