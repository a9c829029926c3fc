#include "checker/testing/made_host.h"

#include <gtest/gtest.h>

#include <utility>
#include <variant>

#include "capsmodel/xml_reader.h"

namespace domcheck {

Capabilities ParseCapabilities(const std::string& text, const std::string& name) {
  XmlReader reader;
  auto read = ReadCapabilities(SourceFile(name, text), &reader);
  if (auto* capabilities = std::get_if<Capabilities>(&read)) return std::move(*capabilities);
  ADD_FAILURE() << std::get<XmlError>(read).message << " in:\n" << text;
  return ParseCapabilities("<domainCapabilities/>", name);
}

HostMachines ParseMachines(std::string_view machines) {
  XmlReader reader;
  auto read = ReadHostMachines(
      SourceFile("capabilities.xml", "<capabilities><guest><arch name='x86_64'>" +
                                         std::string(machines) + "</arch></guest></capabilities>"),
      &reader);
  if (auto* known = std::get_if<HostMachines>(&read)) return std::move(*known);
  ADD_FAILURE() << std::get<XmlError>(read).message << " in:\n" << machines;
  return ParseMachines("");
}

Host MakeHost(const std::string& name, const std::vector<std::string>& documents,
              std::string_view machines) {
  Host host(name, /*has_many_documents=*/documents.size() > 1);
  if (!machines.empty()) host.SetMachines(ParseMachines(machines));
  for (const std::string& text : documents) host.Add(ParseCapabilities(text, name));
  return host;
}

}  // namespace domcheck
