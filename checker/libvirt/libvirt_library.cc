#include "checker/libvirt/libvirt_library.h"

#include <dlfcn.h>
#include <sys/auxv.h>

#include <atomic>
#include <thread>

namespace domcheck {
namespace {

// libvirt's ABI has not changed since the first release.
constexpr char kName[] = "libvirt.so.0";

template <typename Function>
void Find(void* library, const char* name, Function* function, std::string* error) {
  *function = reinterpret_cast<Function>(dlsym(library, name));
  if (*function == nullptr && error->empty())
    *error = std::string(kName) + " is too old: it has no " + name;
}

// Reports whether the program was started without a dynamic loader, whose address AT_BASE is. In
// such a program dlopen would need the very libc that it was linked with.
bool IsStatic() { return getauxval(AT_BASE) == 0; }

std::atomic<bool> is_started = false;

// An error handler that keeps libvirt from printing errors, since domcheck reports them.
void PrintNothing(void*, virErrorPtr) {}

// Runs the events of drivers that work in the background (qemu:///embed). It needs its own thread.
void RunEvents(const LibvirtLibrary* library) {
  while (library->virEventRunDefaultImpl() >= 0) {
  }
}

// The result of the single attempt to load the library.
struct Loaded {
  LibvirtLibrary library = {};
  std::string error;

  Loaded() {
    if (IsStatic()) {
      error =
          "this domcheck is linked statically and cannot load libvirt; take the program "
          "'domcheck-libvirt', which is beside it in the release's archive";
      return;
    }
    void* const handle = dlopen(kName, RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
      error = std::string(
                  "libvirt's library is needed to ask a live host: install the package "
                  "libvirt0 (Debian, Ubuntu) or libvirt-libs (Fedora, RHEL) (") +
              dlerror() + ")";
      return;
    }
#define FIND(name) Find(handle, #name, &library.name, &error)
    FIND(virInitialize);
    FIND(virSetErrorFunc);
    FIND(virGetLastErrorMessage);
    FIND(virGetLastErrorCode);
    FIND(virEventRegisterDefaultImpl);
    FIND(virEventRunDefaultImpl);
    FIND(virConnectOpen);
    FIND(virConnectClose);
    FIND(virConnectIsAlive);
    FIND(virConnectGetCapabilities);
    FIND(virConnectGetDomainCapabilities);
    FIND(virConnectGetHostname);
    FIND(virConnectGetLibVersion);
    FIND(virConnectGetVersion);
    FIND(virConnectGetType);
    FIND(virConnectListAllDomains);
    FIND(virDomainGetName);
    FIND(virDomainGetUUIDString);
    FIND(virDomainGetXMLDesc);
    FIND(virDomainIsActive);
    FIND(virDomainIsPersistent);
    FIND(virDomainFree);
#undef FIND
    if (!error.empty()) return;
    is_started = true;
    library.virSetErrorFunc(nullptr, PrintNothing);
    if (library.virEventRegisterDefaultImpl() != 0 || library.virInitialize() != 0)
      error = "libvirt's library cannot be started";
    else
      std::thread(RunEvents, &library).detach();
  }
};

}  // namespace

const LibvirtLibrary* LoadLibvirt(std::string* error) {
  static const auto& loaded = *new Loaded;
  *error = loaded.error;
  return error->empty() ? &loaded.library : nullptr;
}

bool LibvirtIsStarted() { return is_started; }

}  // namespace domcheck
