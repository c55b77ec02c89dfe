// SPDX-License-Identifier: MIT
#include "feeds/xml/recorder.h"

#include <algorithm>

#include "feeds/xml/writer.h"

namespace cityfm::xml {

void Recorder::start(const WrittenName& name, const std::vector<WrittenAttribute>& attributes) {
    // An item within it would be taken for one of the feed's wherever it is read.
    const bool is_frame = name.address.empty() && (name.name == "item" || name.name == "channel");
    spoilt_ = spoilt_ || name.is_unbound() || is_frame;
    std::string declarations;
    const std::size_t declared = declared_.size();
    std::string tag = spelt(name, declarations);
    std::string pairs;
    for (const WrittenAttribute& attribute : attributes) {
        if (attribute.name.is_unbound()) continue;
        // Without a prefix an attribute has no namespace, whatever the default is.
        const std::string spelling = attribute.name.prefix.empty() ? std::string(attribute.name.name)
                                                                   : spelt(attribute.name, declarations);
        pairs.append(" ")
            .append(spelling)
            .append("=\"")
            .append(escape_attribute(attribute.value))
            .append("\"");
    }
    xml_.append("<").append(tag).append(declarations).append(pairs).append(">");
    open_.push_back({std::move(tag), declared});
}

void Recorder::text(std::string_view characters) {
    xml_ += escape_element(characters);
}

bool Recorder::end() {
    xml_.append("</").append(open_.back().tag).append(">");
    declared_.resize(open_.back().declared);
    open_.pop_back();
    return open_.empty();
}

std::string Recorder::take() {
    if (std::exchange(spoilt_, false)) xml_.clear();
    return std::exchange(xml_, {});
}

std::string Recorder::spelt(const WrittenName& name, std::string& declarations) {
    const std::string prefix(name.prefix);
    const auto known = std::find_if(declared_.rbegin(), declared_.rend(),
                                    [&](const auto& pair) { return pair.first == prefix; });
    const std::string_view in_force = known != declared_.rend() ? std::string_view(known->second) : "";
    // `xml` needs no declaration (Namespaces in XML, section 3).
    if (in_force != name.address && prefix != "xml") {
        declared_.emplace_back(prefix, name.address);
        declarations += prefix.empty() ? " xmlns" : " xmlns:" + prefix;
        declarations += "=\"" + escape_attribute(name.address) + "\"";
    }
    return (prefix.empty() ? "" : prefix + ":") + std::string(name.name);
}

}  // namespace cityfm::xml
