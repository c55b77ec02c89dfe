// SPDX-License-Identifier: MIT
#pragma once

#include <tinyxml2.h>

#include <string>
#include <vector>

namespace cityfm::tests {

/// A written feed, read again by tinyxml2. Throws when it cannot be read.
class FeedDocument {
  public:
    explicit FeedDocument(const std::string& xml);

    const tinyxml2::XMLElement& channel() const;
    const tinyxml2::XMLElement& item() const;

  private:
    tinyxml2::XMLDocument document_;
};

/// Every child of that name.
std::vector<const tinyxml2::XMLElement*> all(const tinyxml2::XMLElement& parent, const char* name);

/// The text of every child of that name.
std::vector<std::string> texts(const tinyxml2::XMLElement& parent, const char* name);

/// An attribute of the only child of that name; "(none)" where it does not stand. Throws when there are more
/// or none.
std::string attribute(const tinyxml2::XMLElement& parent, const char* name, const char* key);

/// What xmllint has to say about a document: nothing when it is well-formed and its prefixes are bound.
std::string complaints(const std::string& xml);

}  // namespace cityfm::tests
