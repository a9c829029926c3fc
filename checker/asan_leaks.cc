// What AddressSanitizer asks of the program when it is to look for leaks at its end. A part of the
// program in --config=asan alone (.bazelrc).
#include <cstring>
#include <fstream>
#include <string>

// libvirt brings OpenSSL, which may be ending itself in another thread.
extern "C" const char* __lsan_default_suppressions() { return "leak:libcrypto.so\n"; }

// Or else it says at the end what it passed over.
extern "C" const char* __lsan_default_options() { return "print_suppressions=0"; }

// Under strace it cannot, and would say that as an error of the program.
extern "C" int __lsan_is_turned_off() {
  constexpr char kTracer[] = "TracerPid:\t";
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.compare(0, std::strlen(kTracer), kTracer) == 0)
      return line.substr(std::strlen(kTracer)) != "0";
  return 0;
}
