// Starts Xerces-C++ without its tables for schemas, which are made only for programs that need
// them.
//
// Of the 13.7 million instructions of XMLPlatformUtils::Initialize (1.4 ms), all but 50 thousand
// fill tables for schemas, DTDs and the DOM: the categories of all characters, the registered names
// of character sets, the built-in types. A program that links @xerces//:xerces gets an Initialize
// without them, which is enough to create a SAXParser or WFXMLScanner and to scan documents with
// WFXMLScanner.
//
// XMLPlatformUtils::Terminate must not be called: the tables live as long as the process.
#ifndef CHECKER_BAZEL_DEBIAN_XERCES_START_H_
#define CHECKER_BAZEL_DEBIAN_XERCES_START_H_

namespace domcheck {

// Makes the rest of Xerces usable: other scanners, schema validation, the DOM. It must be called
// after XMLPlatformUtils::Initialize and before any use of them. Further calls, from any thread, do
// nothing.
void PrepareXercesForSchemas();

}  // namespace domcheck

#endif  // CHECKER_BAZEL_DEBIAN_XERCES_START_H_
