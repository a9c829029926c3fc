// Defines XMLInitializer::initializeStaticData, which Initialize calls, in place of the
// archive's: this file is linked first, and the archive's object is then never looked at.
// The functions that it calls are private to the class, hence the lambda inside it.
#include "checker/bazel/debian/xerces_start.h"

#include <mutex>
#include <xercesc/util/XMLInitializer.hpp>

namespace {
void (*initialize_the_rest)() = nullptr;
}  // namespace

XERCES_CPP_NAMESPACE_BEGIN

// All that Xerces' own version calls, in its order, but for the two that scanning needs
// (messages of exceptions and of the scanner), which none of the others needs to come before.
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
