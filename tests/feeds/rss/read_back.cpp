// SPDX-License-Identifier: MIT
#include "tests/feeds/rss/read_back.h"

#include <stdexcept>

#include "tests/support/command.h"
#include "tests/support/files.h"

namespace cityfm::tests {
namespace {

const tinyxml2::XMLElement& child(const tinyxml2::XMLNode* parent, const char* name) {
    const tinyxml2::XMLElement* found = parent != nullptr ? parent->FirstChildElement(name) : nullptr;
    if (found == nullptr) throw std::runtime_error(std::string("no <") + name + ">");
    return *found;
}

}  // namespace

FeedDocument::FeedDocument(const std::string& xml) {
    if (document_.Parse(xml.c_str(), xml.size()) != tinyxml2::XML_SUCCESS) {
        throw std::runtime_error(document_.ErrorStr());
    }
}

const tinyxml2::XMLElement& FeedDocument::channel() const {
    return child(document_.RootElement(), "channel");
}

const tinyxml2::XMLElement& FeedDocument::item() const {
    return child(&channel(), "item");
}

std::vector<const tinyxml2::XMLElement*> all(const tinyxml2::XMLElement& parent, const char* name) {
    std::vector<const tinyxml2::XMLElement*> found;
    for (const auto* e = parent.FirstChildElement(name); e != nullptr; e = e->NextSiblingElement(name)) {
        found.push_back(e);
    }
    return found;
}

std::vector<std::string> texts(const tinyxml2::XMLElement& parent, const char* name) {
    std::vector<std::string> found;
    for (const auto* e : all(parent, name)) found.emplace_back(e->GetText() != nullptr ? e->GetText() : "");
    return found;
}

std::string attribute(const tinyxml2::XMLElement& parent, const char* name, const char* key) {
    const auto found = all(parent, name);
    if (found.size() != 1) {
        throw std::runtime_error(std::string("<") + name + "> stands " + std::to_string(found.size()) +
                                 " times");
    }
    const char* value = found[0]->Attribute(key);
    return value != nullptr ? value : "(none)";
}

std::string complaints(const std::string& xml) {
    const TempFolder folder;
    write(folder / "feed.xml", xml);
    const Ran ran = run_program({"xmllint", "--noout", "--nonet", (folder / "feed.xml").string()});
    return ran.code == 0 ? ran.err : "exit code " + std::to_string(ran.code) + ": " + ran.err;
}

}  // namespace cityfm::tests
