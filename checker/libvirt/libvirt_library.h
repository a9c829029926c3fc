// LibvirtLibrary holds the functions of libvirt's C library, which is loaded on first use and not
// linked. On machines without the library the program works except for live hosts.
//
// The functions have the types from libvirt's own headers, so that a wrong call does not compile.
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

// Returns the library, which is loaded once and never unloaded. If it cannot be loaded, returns
// null and sets `error` to the reason and what to install. Thread-safe.
const LibvirtLibrary* LoadLibvirt(std::string* error);

// Returns whether threads of libvirt may be running. They use data of its libraries (OpenSSL,
// libssh, libnuma) that exit() destroys, so the process must then end with _exit().
bool LibvirtIsStarted();

}  // namespace domcheck

#endif  // CHECKER_LIBVIRT_LIBVIRT_LIBRARY_H_
