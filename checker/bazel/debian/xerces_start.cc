// Defines XMLInitializer::initializeStaticData, which Initialize calls, in place of the archive's:
// this file is linked first, so that the linker never takes the archive's object. The functions
// that it calls are private to the class, hence the lambda inside it.
#include "checker/bazel/debian/xerces_start.h"

#include <mutex>
#include <xercesc/util/XMLInitializer.hpp>

namespace {
void (*initialize_the_rest)() = nullptr;
}  // namespace

XERCES_CPP_NAMESPACE_BEGIN

// Makes the calls of Xerces' own version in its order, except that the two that scanning needs (the
// messages of exceptions and of the scanner) come first; no other call depends on that order.
void XMLInitializer::initializeStaticData() {
  initializeXMLException();
  initializeXMLScanner();
  initialize_the_rest = [] {
    initializeEncodingValidator();
    initializeXMLValidator();
    initializeRangeTokenMap();
    initializeRegularExpression();
    initializeDTDGrammar();
    initializeXSDErrorReporter();
    initializeDatatypeValidatorFactory();
    initializeGeneralAttributeCheck();
    initializeXSValue();
    initializeComplexTypeInfo();
    initializeDOMImplementationRegistry();
    initializeDOMImplementationImpl();
    initializeDOMDocumentTypeImpl();
    initializeDOMNodeListImpl();
    initializeDOMNormalizer();
    initializeXInclude();
  };
}

void XMLInitializer::terminateStaticData() {}

XERCES_CPP_NAMESPACE_END

void domcheck::PrepareXercesForSchemas() {
  static std::once_flag once;
  std::call_once(once, initialize_the_rest);
}
